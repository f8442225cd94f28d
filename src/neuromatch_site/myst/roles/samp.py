"""``samp``, ``file``, ``command`` ... -> ``inlineCode``."""

from neuromatch_site.model.ast.nodes import InlineCode, Node
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return inline code, without the braces around placeholders."""
    value = data.value
    if data.name in ("samp", "file"):
        value = value.replace("{", "").replace("}", "")
    return [put_common(InlineCode(position=data.position, value=value), data)]


ROLE = Role(
    name="samp",
    alias=(
        *("file", "command", "program", "envvar", "option", "regexp", "token", "keyword"),
        *("makevar", "mailheader", "mimetype", "newsgroup", "manpage"),
    ),
    doc="Inline code, as in Sphinx: `file`, `command`, `samp` with `{placeholders}`.",
    run=run,
    nodes=(InlineCode,),
)
