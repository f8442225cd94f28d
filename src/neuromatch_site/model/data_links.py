"""The links in data files: of editions, talks, sessions, deadlines, groups, announcements."""

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.conference import Conference, Edition
from neuromatch_site.config.programme import programme_of
from neuromatch_site.config.schedule import Schedule, Week
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.course import CourseData

Change = Callable[[str, Position], str]
"""A link as written, and the position of its entry -> the resolved link."""
_E = TypeVar("_E", bound=Struct)


def with_links(data: CourseData, change: Change) -> CourseData:
    """Return the data with all its links changed.

    Links of talks that their page shows as Markdown (recording, slides, poster) are resolved with
    the page.
    """
    return replace(
        data,
        conference=_conference(data.conference, change),
        schedule=_schedule(data.schedule, change),
        announcements=tuple(
            _entry_changed(announcement, change) for announcement in data.announcements
        ),
    )


def _entry_changed(entry: _E, change: Change, *fields: str, place: Position | None = None) -> _E:
    """Return an entry with the links in these fields changed, ``url`` if none is named."""
    changed = {}
    for name in fields or ("url",):
        if link := getattr(entry, name):
            at: Position = place or getattr(entry, "position")  # noqa: B009  no Struct has it
            changed[name] = change(link, at)
    return replace(entry, **changed) if changed else entry


def _maybe(entry: _E | None, change: Change, place: Position | None = None) -> _E | None:
    return _entry_changed(entry, change, place=place) if entry is not None else None


def _conference(conference: Conference, change: Change) -> Conference:
    editions = tuple(_edition_changed(edition, change) for edition in conference.editions)
    if not editions:
        return conference
    place = conference.editions[0].position
    return replace(
        _entry_changed(conference, change, "url", "code_of_conduct", place=place),
        contact=_maybe(conference.contact, change, place),
        editions=editions,
    )


def _edition_changed(edition: Edition, change: Change) -> Edition:
    place = edition.position
    talks = tuple(_entry_changed(talk, change) for talk in edition.programme.talks)
    return replace(
        _entry_changed(edition, change, "url", "code_of_conduct"),
        links=tuple(_entry_changed(link, change, place=place) for link in edition.links),
        registration=_maybe(edition.registration, change),
        submission=_maybe(edition.submission, change),
        deadlines=tuple(_entry_changed(deadline, change) for deadline in edition.deadlines),
        venue=_maybe(edition.venue, change, place),
        contact=_maybe(edition.contact, change, place),
        sponsors=tuple(_entry_changed(sponsor, change) for sponsor in edition.sponsors),
        programme=programme_of(talks) if talks != edition.programme.talks else edition.programme,
    )


def _schedule(schedule: Schedule, change: Change) -> Schedule:
    return replace(
        schedule,
        weeks=tuple(_week(week, change) for week in schedule.weeks),
        groups=tuple(_entry_changed(group, change) for group in schedule.groups),
        due=tuple(_entry_changed(assignment, change) for assignment in schedule.due),
    )


def _week(week: Week, change: Change) -> Week:
    links = ("url", "slides", "video")
    return replace(
        week,
        sessions=tuple(_entry_changed(session, change, *links) for session in week.sessions),
        due=tuple(_entry_changed(assignment, change) for assignment in week.due),
        days=tuple(
            replace(
                day,
                sessions=tuple(_entry_changed(session, change, *links) for session in day.sessions),
                due=tuple(_entry_changed(assignment, change) for assignment in day.due),
            )
            for day in week.days
        ),
    )
