"""A page of the book of abstracts -> its tree: the trees of talks, one after the other.

Each talk has been read on its own page, where its labels are and its problems are reported.
"""

from collections.abc import Iterable, Iterator

from neuromatch_site.config.moments import in_zone
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import select, walk
from neuromatch_site.model.conference import BOOK, book_pages, edition_of, talk_of
from neuromatch_site.model.course import Page, Project
from neuromatch_site.model.written_dates import weekday


def talks_of_book(page: Page, project: Project) -> list[Page]:
    """Return the talks on a page of a book; none for any other page."""
    if page.frontmatter.template != BOOK:
        return []
    edition = edition_of(page.frontmatter, project.data.conference.editions)
    talks = book_pages(edition).get(str(page.frontmatter.site.get("book")), ()) if edition else ()
    addresses = project.conference.talks.get(edition.id, {}) if edition else {}
    pages = (project.page_at(addresses[talk.slug]) for talk in talks if talk.slug in addresses)
    return [page for page in pages if page is not None]


def book_of(talks: Iterable[Page], project: Project) -> nodes.Root:
    """Return the tree of a page with these talks, whose trees are resolved."""
    content: list[nodes.Node] = []
    notes = 0
    for talk in talks:
        title = nodes.Text(value=talk.frontmatter.title)
        link = nodes.Link(url=talk.source.url, internal=True, children=[title])
        content.append(nodes.Heading(depth=2, children=[link]))
        if names := ", ".join(author.name for author in talk.frontmatter.authors):
            content.append(
                nodes.Paragraph(children=[nodes.Emphasis(children=[nodes.Text(value=names)])])
            )
        if facts := _facts(talk, project):
            content.append(nodes.Paragraph(children=[nodes.Text(value=facts)]))
        content += _without_targets(talk, notes)
        notes += sum(1 for _ in select(talk.content, nodes.FootnoteDefinition))
    return nodes.Root(children=content)


def _facts(page: Page, project: Project) -> str:
    """Return when and where a talk is, by the clocks of its edition."""
    conference, index = project.data.conference, project.conference
    edition, talk = talk_of(page.frontmatter, conference.editions, index)
    if edition is None or talk is None:
        return ""
    times = [in_zone(moment, edition.zone) for moment in (talk.start, talk.end) if moment]
    language = project.site.options.language
    days = [weekday(f"{time:%Y-%m-%d}", language) for time in times[:1]]
    facts = (*days, "–".join(f"{time:%H:%M}" for time in times), talk.room, talk.track, talk.kind)
    return "\u00a0· ".join(fact for fact in facts if fact)


def _without_targets(talk: Page, notes: int) -> Iterator[nodes.Node]:
    """Yield what is on the page of a talk, without what another page could refer to.

    ``notes`` are the footnotes before it.
    """
    for node in walk(talk.content):
        if isinstance(node, nodes.Target):
            node.label = node.identifier = node.html_id = None
        if isinstance(node, nodes.Heading):
            node.depth = max(3, node.depth)
        if isinstance(node, nodes.FootnoteDefinition | nodes.FootnoteReference):
            node.identifier = f"{talk.source.stem}-{node.identifier}"
            node.number = (node.number or 0) + notes
    yield from talk.content.children
