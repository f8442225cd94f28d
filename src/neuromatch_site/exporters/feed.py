"""``feed.xml``: announcements, then dated pages, as Atom; ``news.xml``, ``lessons.xml``: one each.

Source: RFC 4287. Every entry needs a permanent URL, so there is no feed if the URL of the site is
unknown.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec import Struct

from neuromatch_site.config.announcements import Announcement
from neuromatch_site.exporters._context import ExportContext, title_of
from neuromatch_site.exporters._xml import xml_attribute, xml_text
from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.metadata.conference import text_words
from neuromatch_site.metadata.discovery import is_news
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project

_MOST = 50
"""Entries of a feed; readers want what is new."""


class _Entry(Struct, frozen=True, kw_only=True):
    id: str
    title: str
    date: str
    url: str
    text: str = ""
    audience: str = ""
    """The audience; empty for everyone."""


def feed(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the feed; nothing if no entry has a date."""
    if not site_url(project.site):
        return []
    news = list(reversed([*_announcements(project)]))
    announcements = _newest(news, context.epoch)
    pages = _newest([*_news_pages(project)], context.epoch)
    feeds = (
        ("feed.xml", [*announcements, *pages][:_MOST]),
        ("news.xml", announcements),
        ("lessons.xml", pages),
    )
    return [
        Artifact(path, _feed(project, path, entries).encode()) for path, entries in feeds if entries
    ]


def _newest(entries: list[_Entry], epoch: int) -> list[_Entry]:
    """Return the newest first; what is not yet said, as far as it is known when this is."""
    now = f"{datetime.fromtimestamp(epoch, UTC):%Y-%m-%d}" if epoch else ""
    current = (entry for entry in entries if not now or entry.date <= now)
    return sorted(current, key=lambda entry: entry.date, reverse=True)[:_MOST]


def _announcements(project: Project) -> Iterator[_Entry]:
    """Yield the oldest first, so that what is new changes no name of what was there."""
    counts: dict[str, int] = {}
    for item in reversed(project.data.announcements):
        counts[item.date] = counts.get(item.date, 0) + 1
        name = item.date if counts[item.date] == 1 else f"{item.date}-{counts[item.date]}"
        yield _Entry(
            id=absolute(project.site, f"#announcement-{name}"),
            title=item.title,
            date=item.date,
            url=_news_url(item, project),
            text=text_words(project, item.text),
            audience=item.audience,
        )


def _news_url(item: Announcement, project: Project) -> str:
    page = project.page(item.page.path) if item.page else None
    if page:
        return absolute(project.site, page.source.url)
    inside = not item.url.startswith(("http:", "https:"))
    return absolute(project.site, item.url) if inside else item.url


def _news_pages(project: Project) -> Iterator[_Entry]:
    """Yield the pages with a date of their own, not the course's."""
    for page in project.pages:
        if is_news(page, project):
            yield _of_page(page, project)


def _of_page(page: Page, project: Project) -> _Entry:
    url = absolute(project.site, page.source.url)
    date, text = page.frontmatter.date, page.frontmatter.description
    return _Entry(id=url, title=title_of(page), date=date, url=url, text=text)


def _feed(project: Project, path: str, entries: list[_Entry]) -> str:
    config, site = project.config, project.site
    title = site.title or config.title
    own = site_url(site) if path == "feed.xml" else absolute(site, path)
    authors = (
        "".join(
            f"<author><name>{xml_text(person.name)}</name></author>\n" for person in config.authors
        )
        or f"<author><name>{xml_text(title)}</name></author>\n"
    )
    description = site.description or config.description
    language = xml_attribute(site.options.language)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={language}>\n'
        f"<id>{xml_text(own)}</id>\n"
        f"<title>{xml_text(title)}</title>\n"
        + (f"<subtitle>{xml_text(description)}</subtitle>\n" if description else "")
        + f'<link rel="self" href={xml_attribute(absolute(site, path))}/>\n'
        f"<link href={xml_attribute(site_url(site))}/>\n"
        f"<updated>{max(entry.date for entry in entries)}T00:00:00Z</updated>\n"
        f"{authors}" + "".join(_entry_xml(entry) for entry in entries) + "</feed>\n"
    )


def _entry_xml(entry: _Entry) -> str:
    text = f"<summary>{xml_text(entry.text)}</summary>\n" if entry.text else ""
    link = f"<link href={xml_attribute(entry.url)}/>\n" if entry.url else ""
    category = f"<category term={xml_attribute(entry.audience)}/>\n" if entry.audience else ""
    return (
        f"<entry>\n<id>{xml_text(entry.id)}</id>\n<title>{xml_text(entry.title)}</title>\n"
        f"<updated>{entry.date}T00:00:00Z</updated>\n{link}{category}{text}</entry>\n"
    )
