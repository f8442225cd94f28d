"""The Markdown of data files -> small pages that are parsed and resolved like any other."""

from collections.abc import Iterator, Mapping, Sequence

from neuromatch_site.config.conference import Conference
from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.config.schedule import Schedule
from neuromatch_site.model.conference import CONFERENCE, ConferenceIndex
from neuromatch_site.model.course import CourseData, Page, PageSource
from neuromatch_site.model.generated import GeneratedPage


def data_texts(data: CourseData) -> list[GeneratedPage]:
    """Return a page without a URL for each text that layouts show."""
    return [text_page(text) for text in dict.fromkeys(text for text, _, _ in _texts(data))]


def text_page(text: MarkdownText) -> GeneratedPage:
    """Return a page without a URL for a text; with a title, so that no heading becomes one."""
    path = text.position.path
    source = PageSource(path=text.key, url="", index=0, in_toc=False, data=path)
    return GeneratedPage(source=source, frontmatter=PageFrontmatter(title=path), texts=(text,))


def text_addresses(
    data: CourseData, conference: ConferenceIndex, pages: Sequence[Page]
) -> Mapping[str, str]:
    """Return where each text is shown, by its key: the URL of the first page that shows it.

    Announcements are shown on many pages, and have none.
    """
    layouts = {page.frontmatter.template: page.source.url for page in reversed(pages)}
    return {
        text.key: conference.editions.get(edition) or layouts.get(layout, "")
        for text, layout, edition in _texts(data)
    }


def _texts(data: CourseData) -> Iterator[tuple[MarkdownText, str, str]]:
    """Yield each text with the layout that shows it, and the id of its edition."""
    yield from _of_conference(data.conference)
    yield from ((text, "schedule", "") for text in _of_schedule(data.schedule) if text)
    for team in data.teams:
        texts = [team.description, *(person.bio for person in team.people)]
        yield from ((text, "people", "") for text in texts if text)
    yield from ((item.text, "", "") for item in data.announcements if item.text)


def _of_schedule(schedule: Schedule) -> Iterator[MarkdownText | None]:
    yield from (*schedule.prerequisites, *schedule.certificate)
    days = [day for week in schedule.weeks for day in week.days]
    sessions = [session for week in schedule.weeks for session in week.all_sessions]
    of_days = [session for day in schedule.templates.values() for session in day]
    yield from (slot.description for slot in schedule.slots)
    yield from (group.description for group in schedule.groups)
    yield from (week.description for week in schedule.weeks)
    yield from (day.description for day in days)
    yield from (session.description for session in (*sessions, *of_days))


def _of_conference(conference: Conference) -> Iterator[tuple[MarkdownText, str, str]]:
    of_all = [conference.description, *(question.answer for question in conference.questions)]
    yield from ((text, CONFERENCE, "") for text in of_all if text)
    for edition in conference.editions:
        venue = edition.venue and edition.venue.description
        own = [edition.description, venue, *(question.answer for question in edition.questions)]
        own += [fee.description for fee in edition.fees]
        own += [sponsor.description for sponsor in edition.sponsors]
        yield from ((text, CONFERENCE, edition.id) for text in own if text)
