"""Announcements for pages: from ``data/announcements.yml``, and open calls of conferences."""

from collections.abc import Iterator
from hashlib import blake2b

from msgspec import Struct

from neuromatch_site.config.announcements import Announcement
from neuromatch_site.config.data_kinds import PageRef
from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.model.course import Project


class NewsView(Struct, frozen=True, kw_only=True):
    """An announcement with its URL."""

    news: Announcement
    url: str
    lead: str = ""
    """``registration`` or ``submission``: it announces that deadline of an edition."""
    only: tuple[str, ...] = ()
    """URLs of the pages that show it; empty for all."""
    digest: str = ""
    """Digest of its text."""


def news_of(project: Project) -> list[NewsView]:
    """Return the announcements, newest first, including open deadlines of editions."""
    announced = (_announced(item, project) for item in project.data.announcements)
    news = [*announced, *_calls(project)]
    return sorted(news, key=lambda item: item.news.date, reverse=True)


def _announced(item: Announcement, project: Project) -> NewsView:
    page = project.page(item.page.path) if item.page else None
    return NewsView(
        news=item,
        url=item.url or (page.source.url if page else ""),
        only=tuple(address for ref in item.only for address in _page_urls(ref, project)),
        digest=_text_digest(item.text, project),
    )


def _calls(project: Project) -> Iterator[NewsView]:
    """Yield what people can do for a gathering from one day to another."""
    for edition in project.data.conference.editions:
        page = project.conference.edition(edition.id)
        leads = (("registration", edition.registration), ("submission", edition.submission))
        for lead, date in (*leads, *(("", other) for other in edition.deadlines)):
            if date and date.opens and date.until:
                title = f"{edition.name}: {date.title}" if date.title else edition.name
                news = Announcement(
                    title=title,
                    date=date.opens[:10],
                    until=date.day or date.until[:10],
                    closes=date.until,
                    position=date.position,
                )
                yield NewsView(news=news, url=date.url or page, lead="" if date.title else lead)


def _page_urls(reference: PageRef, project: Project) -> Iterator[str]:
    """Yield the address of a page, or of every page in a folder."""
    folder = f"{reference.path.rstrip('/')}/"
    named = (reference.path, f"{reference.path}.md", f"{reference.path}.ipynb")
    for page in project.pages:
        if page.source.path in named or page.source.path.startswith(folder):
            yield page.source.url


def _text_digest(text: MarkdownText | None, project: Project) -> str:
    page = project.texts.get(text.key) if text else None
    return blake2b(repr(page.content).encode(), digest_size=8).hexdigest() if page else ""
