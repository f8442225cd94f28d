"""The Markdown of data files -> small pages, to be read and resolved like any other."""

from collections.abc import Iterator

from neuromatch_site.config.conference import Conference
from neuromatch_site.config.frontmatter import PageFrontmatter
from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.model.course import CourseData, GeneratedPage, PageSource


def data_texts(data: CourseData) -> list[GeneratedPage]:
    """Return a page without an address for each text that layouts show."""
    return [_page(text) for text in dict.fromkeys(_texts(data))]


def _page(text: MarkdownText) -> GeneratedPage:
    path = text.position.path
    source = PageSource(path=text.key, url="", index=0, in_toc=False, data=path)
    return GeneratedPage(source=source, frontmatter=PageFrontmatter(title=path), texts=(text,))


def _texts(data: CourseData) -> Iterator[MarkdownText]:
    yield from _of_conference(data.conference)
    yield from data.schedule.prerequisites
    yield from data.schedule.certificate
    for team in data.teams:
        yield from (person.bio for person in team.people if person.bio)
    for item in data.announcements:
        if item.text:
            yield item.text


def _of_conference(conference: Conference) -> Iterator[MarkdownText]:
    if conference.description:
        yield conference.description
    for question in conference.questions:
        yield question.answer
    for edition in conference.editions:
        if edition.description:
            yield edition.description
        if edition.venue and edition.venue.description:
            yield edition.venue.description
        for question in edition.questions:
            yield question.answer
