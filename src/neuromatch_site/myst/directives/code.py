"""``code``, ``code-block``, ``sourcecode`` -> ``code``, in a ``container`` if it has a caption."""

from neuromatch_site.model.ast.nodes import Caption, Code, Container, Node
from neuromatch_site.myst.directives._caption import caption
from neuromatch_site.myst.directives._code import CODE_OPTIONS, put_code_options
from neuromatch_site.myst.directives._options import NUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the code; with a caption, a container of both."""
    code = Code(position=data.position, lang=data.argument or None, value=data.body)
    put_code_options(code, data)
    captions = caption(data.nodes("caption") or [])
    if not captions:
        return [put_common(code, data)]
    container = Container(position=data.position, kind="code", children=[code, *captions])
    return [put_common(container, data)]


DIRECTIVE = Directive(
    name="code",
    alias=("code-block", "sourcecode"),
    doc="A code block, with language, line numbers and caption.",
    run=run,
    argument=Part(Kind.TEXT, "The language: `python`."),
    options={**NUMBERED, **CODE_OPTIONS},
    body=Part(Kind.TEXT, "The code."),
    nodes=(Code, Container, Caption),
)
