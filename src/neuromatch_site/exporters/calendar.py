"""``schedule.ics``, ``events.ics`` and those of ``calendars/``: the dates of a course.

There is one for the schedule and for each of its slots; one for the conference, and for each
edition, track and talk. Source: RFC 5545. Times are in UTC, so that calendars need no time zones.
The library ``icalendar`` takes 85 ms of processor time to import, 3 % of a build of the reference
course, and 0.39 ms per event, this code 0.05 ms: a conference of 2,000 talks writes each of them
four times. Tests read the files with it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache, partial

from msgspec import Struct

from neuromatch_site.config.conference import Edition
from neuromatch_site.config.data_kinds import PageRef
from neuromatch_site.config.deadlines import Deadline
from neuromatch_site.config.programme import Talk
from neuromatch_site.config.schedule import Day, Schedule, Week, moments_of
from neuromatch_site.config.sessions import Session, Slot
from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.exporters._ics import CalendarEvent, calendar_text, event_text
from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.metadata.card import course_title
from neuromatch_site.metadata.conference import text_words
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.calendar import (
    hashed,
    slot_calendar,
    talk_calendar,
    talk_name,
    track_calendar,
    uid,
)
from neuromatch_site.model.course import Project

_DAY = timedelta(days=1)
_LENGTH = timedelta(hours=1)
"""What a talk or a session takes in calendars, where that is not said."""


class _Calendar(Struct, frozen=True):
    path: str
    name: str
    events: Sequence[CalendarEvent]


def calendar(project: Project, context: ExportContext) -> list[Artifact]:
    """Return all calendars; those without any date are left out.

    Google Calendar and Outlook import nothing from a file that has only tasks.
    """
    calendars = [*_of_schedule(project), *_of_conference(project)]
    text_of = cache(partial(event_text, epoch=context.epoch))  # a talk is in four calendars
    return [
        Artifact(
            calendar_.path.lstrip("/"),
            calendar_text(calendar_.name, map(text_of, calendar_.events)).encode(),
        )
        for calendar_ in calendars
        if any(event.start or event.first for event in calendar_.events)
    ]


# -- the schedule


def _of_schedule(project: Project) -> Iterator[_Calendar]:
    schedule = project.data.schedule
    title = schedule.title or course_title(project)
    yield _Calendar("schedule.ics", title, list(_weeks(schedule, None, project)))
    for slot in schedule.slots:
        events = list(_weeks(schedule, slot, project))
        yield _Calendar(slot_calendar(slot), f"{title}: {slot.title}", events)


def _weeks(schedule: Schedule, slot: Slot | None, project: Project) -> Iterator[CalendarEvent]:
    """Yield the weeks with what is at one time for all, and with what a slot has."""
    named: Counter[str] = Counter()
    for week in schedule.weeks:
        yield _whole_week(week, project) if week.start else _task(week, project)
        for day in week.days:
            if day.title:
                yield _whole_day(day, project)
            for session in day.sessions:
                yield from _session(session, week, schedule, slot, named, project)
            yield from _deadlines(day.due, f"due-{hashed(week.title, day.date)}", project)
        yield from _deadlines(week.due, f"due-{hashed(week.title)}", project)
    yield from _deadlines(schedule.due, "due", project)


def _whole_week(week: Week, project: Project) -> CalendarEvent:
    start = date.fromisoformat(week.start)
    end = date.fromisoformat(week.end) + _DAY if week.end else start + 7 * _DAY
    return CalendarEvent(
        uid=uid(project, f"week-{hashed(week.title)}"),
        title=week.title,
        first=start,
        last=end,
        description=_paragraphs(
            text_words(project, week.description), _page_url(week.page, project)
        ),
        url=_page_url(week.page, project),
    )


def _task(week: Week, project: Project) -> CalendarEvent:
    steps = "\n".join(f"- {session.title}" for session in week.sessions)
    return CalendarEvent(
        uid=uid(project, f"week-{hashed(week.title)}"),
        title=week.title,
        description="\n".join(
            part for part in (text_words(project, week.description), steps) if part
        ),
        url=_page_url(week.page, project),
    )


def _whole_day(day: Day, project: Project) -> CalendarEvent:
    start = date.fromisoformat(day.date)
    page = _page_url(day.page, project)
    return CalendarEvent(
        uid=uid(project, f"day-{hashed(day.title)}"),
        title=day.title,
        first=start,
        last=start + _DAY,
        description=_paragraphs(text_words(project, day.description), ", ".join(day.topics), page),
        url=page,
    )


def _session(
    session: Session,
    week: Week,
    schedule: Schedule,
    slot: Slot | None,
    named: Counter[str],
    project: Project,
) -> Iterator[CalendarEvent]:
    """Yield a session when it is for all, or for the slot that is asked for."""
    on = session.date if session.offset is not None else ""
    own = f"{session.id}-{on}" if on else session.id  # that of a template is one for each day
    name = own if session.id else hashed(week.title, on, session.title)
    named[name] += 1
    name = name if named[name] == 1 else f"{name}-{named[name]}"
    page = _page_url(session.page, project)
    people = ", ".join(person.name for person in session.people)
    join = session.url if session.url.startswith("http") else ""
    described = _paragraphs(
        text_words(project, session.description), people, ", ".join(session.groups), join, page
    )
    place = session.room or join
    if session.offset is None and not session.start:
        day = date.fromisoformat(session.date)
        yield CalendarEvent(
            uid=uid(project, f"session-{name}"),
            title=session.title,
            first=day,
            last=day + _DAY,
            description=described,
            place=place,
            url=join or page,
        )
        return
    for of_slot, start, end in moments_of(session, schedule):
        if of_slot is None or (slot is not None and of_slot.id == slot.id):
            suffix = f"-{hashed(of_slot.id)}" if of_slot else ""
            begins = datetime.fromisoformat(start)
            yield CalendarEvent(
                uid=uid(project, f"session-{name}{suffix}"),
                title=session.title,
                start=begins,
                end=datetime.fromisoformat(end) if session.minutes else begins + _LENGTH,
                description=described,
                place=place,
                url=join or page,
            )


def _deadlines(
    deadlines: Sequence[Deadline], name: str, project: Project
) -> Iterator[CalendarEvent]:
    for deadline in deadlines:
        if deadline.until:
            title = deadline.title or deadline.text
            link = deadline.url if deadline.url.startswith("http") else ""
            yield CalendarEvent(
                uid=uid(project, f"{name}-{hashed(title)}"),
                title=title,
                start=datetime.fromisoformat(deadline.until),
                description=_paragraphs(deadline.text if deadline.title else "", link),
                url=link,
                is_free=True,
            )


# -- the conference


def _of_conference(project: Project) -> Iterator[_Calendar]:
    conference = project.data.conference
    name = conference.name or course_title(project)
    everything: list[CalendarEvent] = []
    for edition in conference.editions:
        talks = {talk.slug: _talk(talk, edition, project) for talk in edition.programme.talks}
        own = [*_edition_events(edition, project), *(event for event in talks.values() if event)]
        everything += own
        yield _Calendar(f"calendars/{edition.id}.ics", edition.name, own)
        tracks: dict[str, list[CalendarEvent]] = {}
        for talk in edition.programme.talks:
            event = talks[talk.slug]
            if event is None:
                continue
            if talk.stream:
                tracks.setdefault(talk.stream, []).append(event)
            if talk.has_page:
                yield _Calendar(talk_calendar(edition, talk), talk.title, [event])
        for track, events in tracks.items() if len(tracks) > 1 else ():
            yield _Calendar(track_calendar(edition, track), f"{edition.name}: {track}", events)
    yield _Calendar("events.ics", name, everything)


def _edition_events(edition: Edition, project: Project) -> Iterator[CalendarEvent]:
    own = project.conference.editions.get(edition.id)
    url = absolute(project.site, own) if own else ""
    url = edition.url or url or _page_url(edition.page, project)
    yield CalendarEvent(
        uid=uid(project, f"edition-{edition.id}"),
        title=edition.name,
        first=date.fromisoformat(edition.start),
        last=date.fromisoformat(edition.end) + _DAY,
        description=_paragraphs(text_words(project, edition.description), url),
        place=_listed(_where(edition)),
        url=url,
        is_cancelled=edition.status == "cancelled",
    )
    names = [(edition.registration, "Registration"), (edition.submission, "Abstracts")]
    named = [(dated, dated.title or name) for dated, name in names if dated]
    named += [(deadline, deadline.title or deadline.text) for deadline in edition.deadlines]
    for dated, title in named:
        if dated.until:
            link = dated.url if dated.url.startswith("http") else url
            yield CalendarEvent(
                uid=uid(project, f"deadline-{edition.id}-{hashed(title)}"),
                title=f"{edition.name}: {title}",
                start=datetime.fromisoformat(dated.until),
                description=_paragraphs(dated.text, link),
                url=link,
                is_free=True,
            )


def _talk(talk: Talk, edition: Edition, project: Project) -> CalendarEvent | None:
    """Return a talk; None for one without a time."""
    if not talk.start:
        return None
    own = project.conference.talk(edition.id, talk.slug)
    page = project.page_at(own) if own else None
    about = page.frontmatter.description if page else ""
    own = absolute(project.site, own) if own else ""
    join = talk.url if talk.url.startswith("http") else ""
    start = datetime.fromisoformat(talk.start)
    works = {speaker.affiliation for speaker in talk.speakers if speaker.affiliation}
    who = talk.names if len(works) != 1 else f"{talk.names}, {works.pop()}"
    where = () if edition.format == "online" else _where(edition)
    return CalendarEvent(
        uid=uid(project, f"talk-{edition.id}-{talk_name(talk)}"),
        title=talk.title,
        start=start,
        end=datetime.fromisoformat(talk.end) if talk.end else start + _LENGTH,
        description=_paragraphs(who, about, join, own),
        place=_listed((talk.room, talk.track, *where)) or join,
        url=join or own,
        is_free=talk.is_break,
        is_cancelled="cancelled" in (talk.status, edition.status),
    )


def _where(edition: Edition) -> tuple[str, ...]:
    return (edition.venue.name, edition.venue.address) if edition.venue else (edition.place,)


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _paragraphs(*parts: str | None) -> str:
    """Return what there is, each part in a paragraph of its own."""
    return "\n\n".join(dict.fromkeys(part for part in parts if part))


def _page_url(ref: PageRef | None, project: Project) -> str:
    """Return the address of a page where the site knows its own."""
    page = project.page(ref.path) if ref else None
    return absolute(project.site, page.source.url) if page else ""
