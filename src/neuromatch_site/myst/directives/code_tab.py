"""``code-tab`` of sphinx-tabs -> ``tabItem`` with ``code``."""

from neuromatch_site.model.ast.nodes import Code, Node, TabItem
from neuromatch_site.myst.directives._code import CODE_OPTIONS, put_code_options
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a tab with code: the first word is its language, the others are its title.

    Source: sphinx-tabs, "Code Tabs".
    """
    lang, _, title = (data.argument or "").partition(" ")
    code = put_code_options(Code(position=data.position, lang=lang or None, value=data.body), data)
    title = title.strip() or lang.capitalize() or "Code"
    tab = TabItem(position=data.position, title=title, sync=lang or None, children=[code])
    return [put_common(tab, data)]


DIRECTIVE = Directive(
    name="code-tab",
    doc="A tab of a `tab-set`, with code.",
    run=run,
    argument=Part(Kind.TEXT, "The language, and the title: `python Program`.", required=True),
    options={
        **UNNUMBERED,
        **{name: CODE_OPTIONS[name] for name in CODE_OPTIONS if name != "caption"},
    },
    body=Part(Kind.TEXT, "The code."),
    nodes=(TabItem, Code),
)
