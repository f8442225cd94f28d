"""``tab-set-code`` -> ``tabSet``: a tab for each piece of code, by its language."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Code, MystComment, MystDirective, Node, TabItem, TabSet
from neuromatch_site.model.ast.visit import select
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part

_NAMES = {"cpp": "C++", "javascript": "JavaScript", "typescript": "TypeScript", "html": "HTML"}


def run(data: DirectiveData) -> list[Node]:
    """Return a set of tabs; content other than code is reported and shown above it."""
    tabs = put_common(TabSet(position=data.position), data)
    others: list[Node] = []
    for node in data.body_nodes:
        code = next(select(node, Code), None) if isinstance(node, Code | MystDirective) else None
        if code is not None:
            tabs.children.append(_tab(node, code))
        else:
            others.append(node)
    first = next((node for node in others if not isinstance(node, MystComment)), None)
    if first is not None:
        place = first.position or data.position
        message = f"`{data.name}` can only contain code; this is shown above it"
        data.diagnostics.report(Rule.DIRECTIVE_BODY_CORRECT, place, message)
    return [*others, tabs]


def _tab(node: Node, code: Code) -> TabItem:
    lang = code.lang or "text"
    title = _NAMES.get(lang.lower(), lang.capitalize())
    return TabItem(position=node.position, title=title, sync=lang, children=[node])


DIRECTIVE = Directive(
    name="tab-set-code",
    doc="Tabs with the same code in several languages.",
    run=run,
    options=UNNUMBERED,
    body=Part(Kind.MYST, "Blocks of code.", required=True),
    nodes=(TabSet, TabItem),
)
