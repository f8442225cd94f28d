"""``data/conference.yml``: a conference and its editions."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.committee import COMMITTEE, Member
from neuromatch_site.config.data_kinds import (
    DATA_LINK,
    IDENTIFIER,
    PAGE,
    QUANTITY,
    DataLink,
    PageRef,
    Quantity,
)
from neuromatch_site.config.deadlines import DEADLINE, Deadline
from neuromatch_site.config.fields import (
    Key,
    Kind,
    Report,
    Section,
    fields_of,
    read_into,
    record,
    struct_of,
)
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, TEXTS, choice, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.moments import DAY, ZONE, day_in_zone
from neuromatch_site.config.overlaps import Occupied, report_overlaps
from neuromatch_site.config.panels import PANELS, Panel
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.programme import (
    TALKS,
    Programme,
    Talk,
    TalkEntry,
    programme_of,
    with_slugs,
    with_zone,
)
from neuromatch_site.config.questions import QUESTIONS, Question
from neuromatch_site.config.sponsors import SPONSORS, Sponsor
from neuromatch_site.config.value import Value
from neuromatch_site.config.venue import CONTACT, FEES, VENUE, Contact, Fee, Venue
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position


class Matches(Struct, frozen=True, kw_only=True):
    """Matches between participants: how many people, with how many partners each."""

    participants: Annotated[Quantity, Key(QUANTITY, "How many people were matched.")]
    partners: Annotated[Quantity, Key(QUANTITY, "The number of partners each.")]
    text: Annotated[str, Key(TEXT, "How partners were found.")] = ""


def _read_programme(value: Value, report: Report) -> tuple[TalkEntry, ...] | PageRef | None:
    if isinstance(value.data, str):
        return PageRef(value.data, value.position)
    return TALKS.read(value, report)


_KINDS = choice("conference", "school", "workshop", "event")
_FORMATS = choice("online", "onsite", "hybrid")
_STATUS = choice("scheduled", "cancelled", "postponed", "online")
_PROGRAMME = Kind(_read_programme, {"anyOf": [TEXT.schema, TALKS.schema]})


class Edition(Struct, frozen=True, kw_only=True):
    """One edition of a conference."""

    id: Annotated[str, Key(IDENTIFIER, "The id of the edition in URLs and calendars.")] = ""
    name: Annotated[str, Key(TITLE, "The name of the edition.", ("title",))]
    start: Annotated[str, Key(DAY, "The first day: `YYYY-MM-DD`.")]
    end: Annotated[str, Key(DAY, "The last day, if there are several.")] = ""
    """The first day again where there is only one."""
    kind: Annotated[str, Key(_KINDS, "The kind.")] = "conference"
    format: Annotated[str, Key(_FORMATS, "The format.")] = "online"
    status: Annotated[str, Key(_STATUS, "The status.")] = "scheduled"
    """``online``: it was moved there."""
    timezone: Annotated[str, Key(ZONE, "The time zone of its times, such as `Europe/Paris`.")] = ""
    """That of the series, or UTC, where it says none."""
    place: Annotated[str, Key(TEXT, "The place.")] = ""
    description: Annotated[MarkdownText | None, Key(MARKDOWN, "A description, in Markdown.")] = None
    url: Annotated[str, Key(LINK, "Its website.")] = ""
    image: Annotated[str, Key(TEXT, "An image, from the course folder.")] = ""
    attendees: Annotated[Quantity | None, Key(QUANTITY, "The number of participants.")] = None
    talks: Annotated[Quantity | None, Key(QUANTITY, "The number of talks.")] = None
    matches: Annotated[Matches | None, Key(struct_of(Matches), "Matchmaking.")] = None
    links: Annotated[tuple[DataLink, ...], Key(list_of(DATA_LINK), "Talks, videos, reports.")] = ()
    page: Annotated[PageRef | None, Key(PAGE, "The page of the course about it.")] = None
    registration: Annotated[Deadline | None, Key(DEADLINE, "The deadline for registration.")] = None
    submission: Annotated[Deadline | None, Key(DEADLINE, "The deadline for abstracts.")] = None
    deadlines: Annotated[tuple[Deadline, ...], Key(list_of(DEADLINE), "Other deadlines.")] = ()
    """Other deadlines than these two."""
    venue: Annotated[Venue | None, Key(VENUE, "The venue.")] = None
    fees: Annotated[tuple[Fee, ...], Key(FEES, "The fees.")] = ()
    contact: Annotated[Contact | None, Key(CONTACT, "A contact.")] = None
    code_of_conduct: Annotated[str, Key(LINK, "The code of conduct: a URL or a page.")] = ""
    sponsors: Annotated[tuple[Sponsor, ...], Key(SPONSORS, "The sponsors, by level.")] = ()
    panels: Annotated[
        tuple[Panel, ...], Key(PANELS, "Groups of images, such as logos of partners.")
    ] = ()
    questions: Annotated[tuple[Question, ...], Key(QUESTIONS, "Frequently asked questions.")] = ()
    tracks: Annotated[
        tuple[str, ...], Key(TEXTS, "The tracks, in the order of their columns.")
    ] = ()
    hashtag: Annotated[str, Key(TEXT, "The hashtag.")] = ""
    """Without ``#``."""
    committee: Annotated[tuple[Member, ...], Key(COMMITTEE, "The committee.")] = ()
    programme: Programme = Programme()
    entries: Annotated[
        tuple[TalkEntry, ...] | PageRef,
        Key(
            _PROGRAMME,
            "The talks, or a file with them, such as `data/talks.csv`.",
            name="programme",
        ),
    ] = ()
    """Talks that wait for the time zone, or the file that has them; none once ``programme`` is
    there."""
    position: Position

    @property
    def zone(self) -> str:
        """The time zone of its times."""
        return self.timezone or "UTC"

    @property
    def has_details(self) -> bool:
        """Return whether the edition has more than its line in the list of editions."""
        people = self.committee or self.sponsors or self.panels or self.questions or self.fees
        return bool(self.programme.talks or people or self.venue or self.dates)

    @property
    def dates(self) -> tuple[Deadline, ...]:
        """All deadlines."""
        named = (self.registration, self.submission)
        return (*(period for period in named if period), *self.deadlines)


def _edition(section: Section) -> Edition | None:
    edition = read_into(Edition, section)
    if edition is None:
        return None
    edition = replace(
        edition,
        id=edition.id or re.sub(r"[^a-z0-9]+", "-", edition.name.lower()).strip("-"),
        end=edition.end or edition.start,
        hashtag=edition.hashtag.lstrip("#"),
    )
    return _in_order(edition, section)


EDITION = record(fields_of(Edition), _edition)


class Conference(Struct, frozen=True, kw_only=True):
    """A series of conferences, in order of date."""

    name: Annotated[str, Key(TITLE, "The name of the series.", ("title",))] = ""
    description: Annotated[
        MarkdownText | None, Key(MARKDOWN, "A description of the series, in Markdown.")
    ] = None
    url: Annotated[str, Key(LINK, "Its website.")] = ""
    timezone: Annotated[str, Key(ZONE, "The time zone of editions without one.")] = ""
    code_of_conduct: Annotated[str, Key(LINK, "The code of conduct: a URL or a page.")] = ""
    contact: Annotated[Contact | None, Key(CONTACT, "A contact.")] = None
    editions: Annotated[tuple[Edition, ...], Key(list_of(EDITION), "The editions.")] = ()
    panels: Annotated[
        tuple[Panel, ...], Key(PANELS, "Groups of images, such as logos of partners.")
    ] = ()
    questions: Annotated[tuple[Question, ...], Key(QUESTIONS, "Frequently asked questions.")] = ()


def _in_order(edition: Edition, section: Section) -> Edition | None:
    if edition.end >= edition.start:
        _report_late(edition, section.report)
        if edition.format != "online" and not (edition.place or edition.venue):
            message = f"`{edition.name}` is {edition.format} and says no place"
            place = section.values["format"]
            section.report.broken(Rule.EVENT_PLACE, place, message, "write a `place` or a `venue`")
        return edition
    place = section.values["end"]
    message = f"`{edition.name}` ends on {edition.end}, before it begins on {edition.start}"
    section.report.broken(Rule.EVENT_TIME, place, message, "swap the two dates")
    return None


def _report_late(edition: Edition, report: Report) -> None:
    for deadline in (edition.registration, edition.submission):
        if deadline and deadline.until[:10] > _day_after(edition.end):
            day = deadline.day or deadline.until[:10]
            message = f"it is open until {day}, when `{edition.name}` is over"
            report.broken(Rule.EVENT_TIME, deadline.position, message, "correct one of the dates")


def _day_after(day: str) -> str:
    return f"{date.fromisoformat(day) + timedelta(days=1)}"


def with_programme(edition: Edition, entries: tuple[TalkEntry, ...], report: Report) -> Edition:
    """Return the edition with its talks, and their number if it is not given.

    A talk on a day outside of the edition is reported and left out. If all are, the days of the
    edition are reported.
    """
    zoned = (with_zone(entry, edition.zone, report) for entry in entries)
    with_days = [(talk, talk_day(talk, edition)) for talk in zoned if talk]
    # A day's grace: a talk at night belongs to the evening before.
    last = _day_after(edition.end)
    talks = [talk for talk, day in with_days if not day or edition.start <= day <= last]
    days = sorted(day for _, day in with_days if day)
    if len(days) > 1 and not any(talk.start for talk in talks):
        message = f"no talk of `{edition.name}` is on one of its days"
        hint = f"correct them, or the times of its talks: these are from {days[0]} to {days[-1]}"
        report.broken(Rule.EVENT_TIME, edition.position, message, hint)
        talks = [talk for talk, _ in with_days]
    for talk, day in with_days if len(talks) < len(with_days) else ():
        if day and not edition.start <= day <= last:
            message = f"`{talk.title}` on {day} is not in `{edition.name}`"
            report.broken(Rule.EVENT_TIME, talk.position, message, "correct one of the dates")
    _report_tracks(talks, edition.tracks, report)
    report_overlaps(_occupied(talks), report)
    held = [talk for talk in talks if not talk.is_break]
    count = edition.talks or (Quantity(len(held)) if held else None)
    programme = programme_of(with_slugs(tuple(talks), report))
    return replace(edition, talks=count, programme=programme, entries=())


def _report_tracks(talks: Sequence[Talk], tracks: Sequence[str], report: Report) -> None:
    """Report each track that is nearly one of the edition's: it makes a column of its own."""
    unknown = {talk.track: talk for talk in reversed(talks) if talk.track not in ("", *tracks)}
    for track, talk in unknown.items():
        if hint := report.diagnostics.did_you_mean(track, tracks):
            report.wrong(talk.position, f"unknown track `{track}`", hint)


def talk_day(talk: Talk, edition: Edition) -> str:
    """Return the day of a talk, as the clocks of the edition count it; empty without a time."""
    return day_in_zone(talk.start, edition.zone) if talk.start else ""


def _occupied(talks: list[Talk]) -> Iterator[Occupied]:
    """Yield the rooms and people of talks that take place, from when to when."""
    for talk in talks:
        if not talk.end or talk.is_break or talk.status == "cancelled":
            continue
        if talk.place:
            yield Occupied(talk.place, talk.start, talk.end, talk.title, talk.position)
        for speaker in talk.speakers:
            if not speaker.coauthor and " " in speaker.name:
                name = speaker.name
                yield Occupied(
                    name, talk.start, talk.end, talk.title, talk.position, is_person=True
                )


MOST_EDITIONS = 500
"""Limit on editions: each has a page, which links to all of them."""


def _conference(section: Section) -> Conference | None:
    conference = read_into(Conference, section)
    if conference is None:
        return None
    editions = conference.editions
    unique: dict[str, Edition] = {}
    if len(editions) > MOST_EDITIONS:
        message = f"a conference has at most {MOST_EDITIONS} editions; the rest is left out"
        section.report.wrong(editions[MOST_EDITIONS].position, message)
    for edition in editions[:MOST_EDITIONS]:
        if edition.id in unique:
            first = unique[edition.id].position.line
            message = f"duplicate edition id `{edition.id}` (first on line {first})"
            section.report.wrong(edition.position, message, "give it a unique `id`")
            continue
        unique[edition.id] = edition
    in_order = sorted(unique.values(), key=lambda edition: (edition.start, edition.id))
    return replace(conference, editions=tuple(in_order))


CONFERENCE = record(fields_of(Conference), _conference)
"""The whole file."""
