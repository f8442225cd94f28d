"""Replace directives and roles with the nodes they produced."""

from collections.abc import Iterable

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import has_child, parents_of, select
from neuromatch_site.myst.language import language
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes


@changes(nodes.MystDirective, nodes.MystRole, nodes.Cite, nodes.CiteGroup)
def lift_directives_and_roles(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Replace each ``mystDirective`` and ``mystRole`` by its children.

    Unknown ones stay, with the author's text.
    """
    book = context.project.jupyter_book
    typed = (nodes.Cite, nodes.CiteGroup) if book else ()
    for parent in parents_of(content, nodes.MystDirective, nodes.MystRole, *typed):
        if typed and not isinstance(parent, nodes.CiteGroup | nodes.MystRole):
            parent.children = [_as_typed(child) for child in parent.children]
        if has_child(parent, nodes.MystDirective, nodes.MystRole):
            lifted = _lifted(parent.children, book=book)
            parent.children = list(_joined(lifted))


def _lifted(children: Iterable[nodes.Node], *, book: bool) -> Iterable[nodes.Node]:
    known = language()
    for child in children:
        names = known.directives if isinstance(child, nodes.MystDirective) else known.roles
        if book and isinstance(child, nodes.MystRole) and child.name == "cite":
            child.children = _in_parentheses(child.children)
        if isinstance(child, nodes.MystDirective | nodes.MystRole) and (
            child.children or child.name in names
        ):
            yield from _lifted(child.children, book=book)
        else:
            yield child


def _as_typed(node: nodes.Node) -> nodes.Node:
    """Return ``@key`` as text: in a Jupyter Book 1, only roles cite."""
    if isinstance(node, nodes.Cite):
        return nodes.Text(position=node.position, value=f"@{node.label}")
    if isinstance(node, nodes.CiteGroup):
        works = [f"@{cite.label}" for cite in select(node, nodes.Cite)]
        return nodes.Text(position=node.position, value=f"[{'; '.join(works)}]")
    return node


def _in_parentheses(children: list[nodes.Node]) -> list[nodes.Node]:
    """Return what `cite` of sphinxcontrib-bibtex is: works in parentheses."""
    works = [
        node for child in children for node in select(nodes.Root(children=[child]), nodes.Cite)
    ]
    for work in works:
        work.kind = "parenthetical"
    if not works:
        return children
    return [nodes.CiteGroup(position=works[0].position, kind="parenthetical", children=[*works])]


def _joined(children: Iterable[nodes.Node]) -> Iterable[nodes.Node]:
    """Yield the nodes; a row of ``tab`` directives, each a set of its own, is one set."""
    last: nodes.TabSet | None = None
    for child in children:
        if isinstance(child, nodes.TabSet) and child.data is not None and "joins" in child.data:
            joins = child.data.pop("joins")
            child.data = child.data or None
            if last is not None and joins:
                last.children += child.children
                continue
            last = child
        elif not isinstance(child, nodes.MystComment):
            last = None
        yield child
