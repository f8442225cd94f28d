"""Fill tables of contents: of the course, of the pages below this one, of the page."""

from collections.abc import Sequence

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import TocEntry
from neuromatch_site.transforms._course_index import CourseIndex
from neuromatch_site.transforms._steps import changes
from neuromatch_site.transforms._templates import words_of_link

DEEPEST = 20
MOST = 50
"""Limit on the tables of contents of a page: each can list every page of the course."""


@changes(nodes.Toc)
def fill_tocs(content: nodes.Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Fill each ``toc`` with its list.

    Source: ``buildTocTransform`` of myst-transforms.
    """
    tocs = list(select(content, nodes.Toc))
    if not tocs:
        return
    titles = {id(child) for toc in tocs for child in toc.children}
    siblings = select(content, nodes.Heading, nodes.Toc)
    outline = [node for node in siblings if id(node) not in titles]
    if len(tocs) > MOST:
        place = tocs[MOST].position or Position(lookup.page.source.path)
        message = f"a page may have {MOST} tables of contents; from this one on they are empty"
        diagnostics.report(Rule.DIRECTIVE_BODY_CORRECT, place, message, "remove some")
    for toc in tocs[:MOST]:
        entries = _pages_list(toc, lookup) or _headings(toc, outline)
        if entries is not None:
            toc.children.append(entries)


# -- pages


def _pages_list(toc: nodes.Toc, lookup: CourseIndex) -> nodes.List | None:
    """Return the pages of the course, or those below this one.

    In a Jupyter Book 1, imported or not, those below this one where there are any. Source: its
    documentation, "Structure and organize content", ``tableofcontents``.
    """
    if toc.kind not in ("project", "children"):
        return None
    lookup.lookups.add("toc:")
    entries: Sequence[TocEntry] = [entry for entry in lookup.project.toc if entry.url != "/"]
    below = _below(entries, lookup.page.source.path)
    if toc.kind == "children" or (below and lookup.project.config.counts_as_sphinx):
        entries = below
    return _page_list(entries, toc.depth or DEEPEST, lookup)


def _below(entries: Sequence[TocEntry], path: str) -> Sequence[TocEntry]:
    stack = list(entries)
    while stack:
        entry = stack.pop()
        if entry.path == path:
            return entry.children
        stack.extend(entry.children)
    return ()


def _page_list(entries: Sequence[TocEntry], depth: int, lookup: CourseIndex) -> nodes.List:
    items: list[nodes.Node] = []
    for entry in entries:
        number = lookup.project.page_enumerators.get(entry.path, "")
        words: list[nodes.Node] = [nodes.Text(value=f"{number} {entry.title}".strip())]
        if entry.url:
            words = [nodes.Link(url=entry.url, internal=not entry.external, children=words)]
        item = nodes.ListItem(children=[nodes.Paragraph(children=words)])
        if entry.children and depth > 1:
            item.children.append(_page_list(entry.children, depth - 1, lookup))
        items.append(item)
    return nodes.List(ordered=False, children=items)


# -- headings


def _headings(toc: nodes.Toc, outline: Sequence[nodes.Heading | nodes.Toc]) -> nodes.List | None:
    """Return the headings of the page, or those of the section that the toc stands in."""
    if toc.kind not in ("page", "section"):
        return None
    headings = [node for node in outline if isinstance(node, nodes.Heading)]
    if toc.kind == "section":
        place = next(index for index, node in enumerate(outline) if node is toc)
        headings = [node for node in outline[place + 1 :] if isinstance(node, nodes.Heading)]
        first = headings[0].depth if headings else 0
        end = next((i for i, node in enumerate(headings) if node.depth < first), len(headings))
        headings = headings[:end]
    if not headings:
        return None
    least = min(heading.depth for heading in headings)
    listed = [heading for heading in headings if heading.depth - least < (toc.depth or DEEPEST)]
    return _heading_list(listed)


def _heading_list(headings: Sequence[nodes.Heading]) -> nodes.List:
    root = nodes.List(ordered=False)
    lists: list[tuple[int, nodes.List]] = []
    for heading in headings:
        while lists and lists[-1][0] > heading.depth:
            lists.pop()
        if not lists or lists[-1][0] < heading.depth:
            lists.append((heading.depth, _inner(lists[-1][1] if lists else root)))
        lists[-1][1].children.append(_heading_item(heading))
    return root


def _inner(outer: nodes.List) -> nodes.List:
    """Return the list below the last item of a list; the list itself where it has none."""
    if not outer.children:
        return outer
    last = outer.children[-1]
    inner = nodes.List(ordered=False)
    if isinstance(last, nodes.ListItem):
        last.children.append(inner)
    return inner


def _heading_item(heading: nodes.Heading) -> nodes.ListItem:
    words = words_of_link(heading.children)
    if heading.enumerator:
        words = [nodes.Text(value=f"{heading.enumerator} "), *words]
    reference = nodes.CrossReference(
        kind="heading",
        identifier=heading.identifier or "",
        html_id=heading.html_id,
        resolved=True,
        children=words,
    )
    return nodes.ListItem(children=[nodes.Paragraph(children=[reference])])
