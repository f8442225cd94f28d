"""``data/conference.yml``: the editions of a conference, and other gatherings."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

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
from neuromatch_site.config.fields import Field, Fields, Kind, Report, Section, record
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
    """People who were brought together: so many, with so many others each."""

    participants: Quantity
    partners: Quantity
    text: str = ""
    """How they were found."""


class Edition(Struct, frozen=True, kw_only=True):
    """One gathering."""

    id: str
    name: str
    start: str
    """``YYYY-MM-DD``."""
    end: str
    """The last day; the first one again where there is only one."""
    kind: str = "conference"
    """``conference``, ``school``, ``workshop`` or ``event``."""
    format: str = "online"
    """``online``, ``onsite`` or ``hybrid``."""
    status: str = "scheduled"
    """``scheduled``, ``cancelled``, ``postponed`` or ``online`` (moved there)."""
    timezone: str = ""
    """That of its times; that of the series, or UTC, where it says none."""
    place: str = ""
    description: MarkdownText | None = None
    url: str = ""
    image: str = ""
    """Path from the course folder."""
    attendees: Quantity | None = None
    talks: Quantity | None = None
    matches: Matches | None = None
    links: tuple[DataLink, ...] = ()
    page: PageRef | None = None
    registration: Deadline | None = None
    submission: Deadline | None = None
    deadlines: tuple[Deadline, ...] = ()
    """Others than these two."""
    venue: Venue | None = None
    fees: tuple[Fee, ...] = ()
    contact: Contact | None = None
    code_of_conduct: str = ""
    """Where it is."""
    sponsors: tuple[Sponsor, ...] = ()
    panels: tuple[Panel, ...] = ()
    questions: tuple[Question, ...] = ()
    tracks: tuple[str, ...] = ()
    """In the order of their columns."""
    hashtag: str = ""
    """Without its sign."""
    committee: tuple[Member, ...] = ()
    programme: Programme = Programme()
    entries: tuple[TalkEntry, ...] = ()
    """Talks that wait for the time zone; none once ``programme`` is there."""
    programme_file: PageRef | None = None
    """The file that holds the talks."""
    position: Position

    @property
    def zone(self) -> str:
        """The time zone of its times."""
        return self.timezone or "UTC"

    @property
    def has_details(self) -> bool:
        """Whether there is more to it than its line among the other editions."""
        people = self.committee or self.sponsors or self.panels or self.questions or self.fees
        return bool(self.programme.talks or people or self.venue or self.dates)

    @property
    def dates(self) -> tuple[Deadline, ...]:
        """All deadlines."""
        named = (self.registration, self.submission)
        return (*(period for period in named if period), *self.deadlines)


class Conference(Struct, frozen=True, kw_only=True):
    """A series of gatherings, in the order of their dates."""

    name: str = ""
    description: MarkdownText | None = None
    url: str = ""
    timezone: str = ""
    code_of_conduct: str = ""
    contact: Contact | None = None
    editions: tuple[Edition, ...] = ()
    panels: tuple[Panel, ...] = ()
    questions: tuple[Question, ...] = ()


_PARTICIPANTS = Field("participants", QUANTITY, "How many people were matched.")
_PARTNERS = Field("partners", QUANTITY, "With how many others each.")
_TEXT = Field("text", TEXT, "How partners were found.")


def _matches(section: Section) -> Matches | None:
    participants, partners = section.require(_PARTICIPANTS), section.require(_PARTNERS)
    if participants is None or partners is None:
        return None
    return Matches(participants=participants, partners=partners, text=section.get(_TEXT, ""))


_ID = Field("id", IDENTIFIER, "What pages and calendars know the edition by.")
_NAME = Field("name", TITLE, "The name of the edition.", ("title",))
_START = Field("start", DAY, "The first day: `YYYY-MM-DD`.")
_END = Field("end", DAY, "The last day, where there are several.")
_KIND = Field("kind", choice("conference", "school", "workshop", "event"), "What it is.")
_FORMAT = Field("format", choice("online", "onsite", "hybrid"), "How people take part.")
_PLACE = Field("place", TEXT, "The place, where there is one.")
_DESCRIPTION = Field("description", MARKDOWN, "What it is, in Markdown.")
_URL = Field("url", LINK, "Its own site.")
_ATTENDEES = Field("attendees", QUANTITY, "How many people came.")
_TALKS = Field("talks", QUANTITY, "How many talks there were.")
_MATCHES = Field("matches", record((_PARTICIPANTS, _PARTNERS, _TEXT), _matches), "Matchmaking.")
_LINKS = Field("links", list_of(DATA_LINK), "Talks, videos, reports.")
_PAGE = Field("page", PAGE, "The page of the course about it.")
_STATUS = Field(
    "status", choice("scheduled", "cancelled", "postponed", "online"), "Whether it takes place."
)
_TIMEZONE = Field("timezone", ZONE, "The time zone of its times, such as `Europe/Paris`.")
_IMAGE = Field("image", TEXT, "A picture of it, from the course folder.")
_REGISTRATION = Field("registration", DEADLINE, "Until when people register, and where.")
_SUBMISSION = Field("submission", DEADLINE, "Until when they send abstracts, and where.")
_DEADLINES = Field("deadlines", list_of(DEADLINE), "Other deadlines.")
_VENUE = Field("venue", VENUE, "The building or room, where there is one.")
_FEES = Field("fees", FEES, "What it costs.")
_CONTACT = Field("contact", CONTACT, "Whom to write to.")
_CONDUCT = Field("code_of_conduct", LINK, "Where the code of conduct is.")
_SPONSORS = Field("sponsors", SPONSORS, "Who supports it, by level.")
_PANELS = Field("panels", PANELS, "Pictures in groups, such as the logos of partners.")
_QUESTIONS = Field("questions", QUESTIONS, "What people ask, and the answers.")
_TRACKS = Field("tracks", TEXTS, "The tracks, in the order of their columns.")
_HASHTAG = Field("hashtag", TEXT, "What people write about it under.")
_COMMITTEE = Field("committee", COMMITTEE, "Who makes it.")


def _read_programme(value: Value, report: Report) -> tuple[TalkEntry, ...] | PageRef | None:
    if isinstance(value.data, str):
        return PageRef(value.data, value.position)
    return TALKS.read(value, report)


_PROGRAMME: Field[tuple[TalkEntry, ...] | PageRef] = Field(
    "programme",
    Kind(_read_programme, {"anyOf": [TEXT.schema, TALKS.schema]}),
    "Its talks; or a file that holds them, such as `data/talks.csv`.",
)
EDITION_FIELDS: Fields = (
    *(_ID, _NAME, _START, _END, _KIND, _FORMAT, _STATUS, _TIMEZONE, _PLACE, _DESCRIPTION, _URL),
    *(_IMAGE, _ATTENDEES, _TALKS, _MATCHES, _LINKS, _PAGE, _REGISTRATION, _SUBMISSION),
    *(_DEADLINES, _VENUE, _FEES, _CONTACT, _CONDUCT, _SPONSORS, _PANELS, _QUESTIONS, _TRACKS),
    *(_HASHTAG, _COMMITTEE, _PROGRAMME),
)


def _edition(section: Section) -> Edition | None:
    name, start = section.require(_NAME), section.require(_START)
    if not name or not start:
        return None
    programme = section.get(_PROGRAMME, ())
    edition = Edition(
        id=section.get(_ID, re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")),
        name=name,
        start=start,
        end=section.get(_END, start),
        kind=section.get(_KIND, "conference"),
        format=section.get(_FORMAT, "online"),
        status=section.get(_STATUS, "scheduled"),
        timezone=section.get(_TIMEZONE, ""),
        place=section.get(_PLACE, ""),
        description=section.get(_DESCRIPTION, None),
        url=section.get(_URL, ""),
        image=section.get(_IMAGE, ""),
        attendees=section.get(_ATTENDEES, None),
        talks=section.get(_TALKS, None),
        matches=section.get(_MATCHES, None),
        links=section.get(_LINKS, ()),
        page=section.get(_PAGE, None),
        registration=section.get(_REGISTRATION, None),
        submission=section.get(_SUBMISSION, None),
        deadlines=section.get(_DEADLINES, ()),
        venue=section.get(_VENUE, None),
        fees=section.get(_FEES, ()),
        contact=section.get(_CONTACT, None),
        code_of_conduct=section.get(_CONDUCT, ""),
        sponsors=section.get(_SPONSORS, ()),
        panels=section.get(_PANELS, ()),
        questions=section.get(_QUESTIONS, ()),
        tracks=section.get(_TRACKS, ()),
        hashtag=section.get(_HASHTAG, "").lstrip("#"),
        committee=section.get(_COMMITTEE, ()),
        entries=() if isinstance(programme, PageRef) else programme,
        programme_file=programme if isinstance(programme, PageRef) else None,
        position=section.position,
    )
    return _in_order(edition, section)


def _in_order(edition: Edition, section: Section) -> Edition | None:
    if edition.end >= edition.start:
        _report_late(edition, section.report)
        if edition.format != "online" and not (edition.place or edition.venue):
            message = f"`{edition.name}` is {edition.format} and says no place"
            place = section.values[_FORMAT.name]
            section.report.broken(Rule.EVENT_PLACE, place, message, "write a `place` or a `venue`")
        return edition
    place = section.values[_END.name]
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
    """Return the edition with its talks, which are counted where it does not say how many.

    A talk on another day than those of the edition is reported and left out. Where none is on
    one of them, it is the days of the edition that are wrong.
    """
    zoned = (with_zone(entry, edition.zone, report) for entry in entries)
    with_days = [(talk, _day_of(talk, edition)) for talk in zoned if talk]
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
    return replace(edition, talks=count, programme=programme, entries=(), programme_file=None)


def _report_tracks(talks: Sequence[Talk], tracks: Sequence[str], report: Report) -> None:
    """Report each track that is nearly one of the edition's: it makes a column of its own."""
    unknown = {talk.track: talk for talk in reversed(talks) if talk.track not in ("", *tracks)}
    for track, talk in unknown.items():
        if hint := report.diagnostics.did_you_mean(track, tracks):
            report.wrong(talk.position, f"unknown track `{track}`", hint)


def _day_of(talk: Talk, edition: Edition) -> str:
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


EDITION = record(EDITION_FIELDS, _edition)

_SERIES = Field("name", TITLE, "The name of the series.", ("title",))
_ABOUT = Field("description", MARKDOWN, "What the series is, in Markdown.")
_EDITIONS = Field("editions", list_of(EDITION), "The editions.")
_ZONE_OF_ALL = Field("timezone", ZONE, "The time zone of editions without one.")

MOST_EDITIONS = 500
"""Each has a page, which names all of them."""


def _conference(section: Section) -> Conference:
    editions = section.get(_EDITIONS, ())
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
    return Conference(
        name=section.get(_SERIES, ""),
        description=section.get(_ABOUT, None),
        url=section.get(_URL, ""),
        timezone=section.get(_ZONE_OF_ALL, ""),
        code_of_conduct=section.get(_CONDUCT, ""),
        contact=section.get(_CONTACT, None),
        editions=tuple(sorted(unique.values(), key=lambda edition: (edition.start, edition.id))),
        panels=section.get(_PANELS, ()),
        questions=section.get(_QUESTIONS, ()),
    )


CONFERENCE = record(
    (_SERIES, _ABOUT, _URL, _ZONE_OF_ALL, _CONDUCT, _CONTACT, _EDITIONS, _PANELS, _QUESTIONS),
    _conference,
)
"""The whole file."""
