"""Replace directives and roles with the nodes they produced."""

from collections.abc import Iterable

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import (
    Cite,
    CiteGroup,
    MystComment,
    MystDirective,
    MystRole,
    Node,
    Root,
    TabSet,
    Text,
)
from neuromatch_site.model.ast.visit import has_child, parents_of, select
from neuromatch_site.myst.language import language
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes


@changes(MystDirective, MystRole, Cite, CiteGroup)
def lift_directives_and_roles(
    content: Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Replace each ``mystDirective`` and ``mystRole`` by its children.

    Those that this site does not know stay, with the author's text.
    """
    book = context.project.jupyter_book
    typed = (Cite, CiteGroup) if book else ()
    for parent in parents_of(content, MystDirective, MystRole, *typed):
        if typed and not isinstance(parent, CiteGroup | MystRole):
            parent.children = [_as_typed(child) for child in parent.children]
        if has_child(parent, MystDirective, MystRole):
            lifted = _lifted(parent.children, book=book)
            parent.children = list(_joined(lifted))


def _lifted(children: Iterable[Node], *, book: bool) -> Iterable[Node]:
    known = language()
    for child in children:
        names = known.directives if isinstance(child, MystDirective) else known.roles
        if book and isinstance(child, MystRole) and child.name == "cite":
            child.children = _in_parentheses(child.children)
        if isinstance(child, MystDirective | MystRole) and (child.children or child.name in names):
            yield from _lifted(child.children, book=book)
        else:
            yield child


def _as_typed(node: Node) -> Node:
    """Return ``@key`` as text: in a Jupyter Book 1, only roles cite."""
    if isinstance(node, Cite):
        return Text(position=node.position, value=f"@{node.label}")
    if isinstance(node, CiteGroup):
        works = [f"@{cite.label}" for cite in select(node, Cite)]
        return Text(position=node.position, value=f"[{'; '.join(works)}]")
    return node


def _in_parentheses(children: list[Node]) -> list[Node]:
    """Return what `cite` of sphinxcontrib-bibtex is: works in parentheses."""
    works = [node for child in children for node in select(Root(children=[child]), Cite)]
    for work in works:
        work.kind = "parenthetical"
    if not works:
        return children
    return [CiteGroup(position=works[0].position, kind="parenthetical", children=[*works])]


def _joined(children: Iterable[Node]) -> Iterable[Node]:
    """Yield the nodes; a row of ``tab`` directives, each a set of its own, is one set."""
    last: TabSet | None = None
    for child in children:
        if isinstance(child, TabSet) and child.data is not None and "joins" in child.data:
            joins = child.data.pop("joins")
            child.data = child.data or None
            if last is not None and joins:
                last.children += child.children
                continue
            last = child
        elif not isinstance(child, MystComment):
            last = None
        yield child
