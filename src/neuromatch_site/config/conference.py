"""``data/conference.yml``: the editions of a conference, and other gatherings."""

import re
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.committee import COMMITTEE, Member
from neuromatch_site.config.data_kinds import (
    DATA_LINK,
    PAGE,
    QUANTITY,
    DataLink,
    PageRef,
    Quantity,
)
from neuromatch_site.config.fields import Field, Fields, Report, Section, record
from neuromatch_site.config.formats import DATE, LINK
from neuromatch_site.config.kinds import TEXT, choice, list_of
from neuromatch_site.config.panels import PANELS, Panel
from neuromatch_site.config.programme import TALKS, Programme, Talk, programme_of
from neuromatch_site.config.questions import QUESTIONS, Question
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
    place: str = ""
    description: str = ""
    url: str = ""
    attendees: Quantity | None = None
    talks: Quantity | None = None
    matches: Matches | None = None
    links: tuple[DataLink, ...] = ()
    page: PageRef | None = None
    registration: str = ""
    """Until when people register, in words."""
    submission: str = ""
    """Until when they send abstracts, in words."""
    hashtag: str = ""
    """Without its sign."""
    committee: tuple[Member, ...] = ()
    programme: Programme = Programme()
    position: Position


class Conference(Struct, frozen=True, kw_only=True):
    """A series of gatherings, in the order of their dates."""

    name: str = ""
    description: str = ""
    url: str = ""
    editions: tuple[Edition, ...] = ()
    panels: tuple[Panel, ...] = ()
    questions: tuple[Question, ...] = ()


_PARTICIPANTS = Field("participants", QUANTITY, "How many people were matched.")
_PARTNERS = Field("partners", QUANTITY, "With how many others each.")
_TEXT = Field("text", TEXT, "How partners were found.")


def _matches(opened: Section) -> Matches | None:
    participants, partners = opened.require(_PARTICIPANTS), opened.require(_PARTNERS)
    if participants is None or partners is None:
        return None
    return Matches(participants=participants, partners=partners, text=opened.get(_TEXT, ""))


_ID = Field("id", TEXT, "What pages and calendars know the edition by.")
_NAME = Field("name", TEXT, "The name of the edition.")
_START = Field("start", DATE, "The first day: `YYYY-MM-DD`.")
_END = Field("end", DATE, "The last day, where there are several.")
_KIND = Field("kind", choice("conference", "school", "workshop", "event"), "What it is.")
_FORMAT = Field("format", choice("online", "onsite", "hybrid"), "How people take part.")
_PLACE = Field("place", TEXT, "The place, where there is one.")
_DESCRIPTION = Field("description", TEXT, "What it was, in a sentence or two.")
_URL = Field("url", LINK, "Its own site.")
_ATTENDEES = Field("attendees", QUANTITY, "How many people came.")
_TALKS = Field("talks", QUANTITY, "How many talks there were.")
_MATCHES = Field("matches", record((_PARTICIPANTS, _PARTNERS, _TEXT), _matches), "Matchmaking.")
_LINKS = Field("links", list_of(DATA_LINK), "Talks, videos, reports.")
_PAGE = Field("page", PAGE, "The page of the course about it.")
_REGISTRATION = Field("registration", TEXT, "Until when people register, in words.")
_SUBMISSION = Field("submission", TEXT, "Until when they send abstracts, in words.")
_HASHTAG = Field("hashtag", TEXT, "What people write about it under.")
_COMMITTEE = Field("committee", COMMITTEE, "Who makes it.")
_PROGRAMME = Field("programme", TALKS, "Its talks, each with a time.")
EDITION_FIELDS: Fields = (
    *(_ID, _NAME, _START, _END, _KIND, _FORMAT, _PLACE, _DESCRIPTION, _URL),
    *(_ATTENDEES, _TALKS, _MATCHES, _LINKS, _PAGE),
    *(_REGISTRATION, _SUBMISSION, _HASHTAG, _COMMITTEE, _PROGRAMME),
)


def _edition(opened: Section) -> Edition | None:
    name, start = opened.require(_NAME), opened.require(_START)
    if not name or not start:
        return None
    edition = Edition(
        id=opened.get(_ID, re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")),
        name=name,
        start=start,
        end=opened.get(_END, start),
        kind=opened.get(_KIND, "conference"),
        format=opened.get(_FORMAT, "online"),
        place=opened.get(_PLACE, ""),
        description=opened.get(_DESCRIPTION, ""),
        url=opened.get(_URL, ""),
        attendees=opened.get(_ATTENDEES, None),
        talks=opened.get(_TALKS, None),
        matches=opened.get(_MATCHES, None),
        links=opened.get(_LINKS, ()),
        page=opened.get(_PAGE, None),
        registration=opened.get(_REGISTRATION, ""),
        submission=opened.get(_SUBMISSION, ""),
        hashtag=opened.get(_HASHTAG, "").lstrip("#"),
        committee=opened.get(_COMMITTEE, ()),
        position=opened.position,
    )
    return _in_order(edition, opened)


def _in_order(edition: Edition, opened: Section) -> Edition | None:
    if edition.end >= edition.start:
        return with_programme(edition, opened.get(_PROGRAMME, ()), opened.report)
    place = opened.values[_END.name]
    message = f"`{edition.name}` ends on {edition.end}, before it begins on {edition.start}"
    opened.report.broken(Rule.EVENT_TIME, place, message, "swap the two dates")
    return None


def with_programme(edition: Edition, talks: tuple[Talk, ...], report: Report) -> Edition:
    """Return the edition with its talks, which are counted where it does not say how many.

    A talk on another day is reported and left out; it is a day's grace that zones ask for.
    """
    grace = timedelta(days=1)
    first = str(date.fromisoformat(edition.start) - grace)
    last = str(date.fromisoformat(edition.end) + grace)
    kept = tuple(talk for talk in talks if first <= talk.start[:10] <= last)
    for talk in talks:
        if not first <= talk.start[:10] <= last:
            message = f"`{talk.title}` on {talk.start[:10]} is not in `{edition.name}`"
            report.broken(Rule.EVENT_TIME, talk.position, message, "correct one of the dates")
    count = edition.talks or (Quantity(len(kept)) if kept else None)
    return replace(edition, talks=count, programme=programme_of(kept))


EDITION = record(EDITION_FIELDS, _edition)

_SERIES = Field("name", TEXT, "The name of the series.")
_ABOUT = Field("description", TEXT, "What the series is.")
_EDITIONS = Field("editions", list_of(EDITION), "The editions.")
_PANELS = Field("panels", PANELS, "Pictures in groups, such as the logos of sponsors.")
_QUESTIONS = Field("questions", QUESTIONS, "What people ask, and the answers.")


def _conference(opened: Section) -> Conference:
    editions = opened.get(_EDITIONS, ())
    seen: dict[str, Edition] = {}
    for edition in editions:
        if edition.id in seen:
            first = seen[edition.id].position.line
            message = f"duplicate edition id `{edition.id}` (first on line {first})"
            opened.report.wrong(edition.position, message, "give it a unique `id`")
            continue
        seen[edition.id] = edition
    return Conference(
        name=opened.get(_SERIES, ""),
        description=opened.get(_ABOUT, ""),
        url=opened.get(_URL, ""),
        editions=tuple(sorted(seen.values(), key=lambda edition: (edition.start, edition.id))),
        panels=opened.get(_PANELS, ()),
        questions=opened.get(_QUESTIONS, ()),
    )


CONFERENCE = record((_SERIES, _ABOUT, _URL, _EDITIONS, _PANELS, _QUESTIONS), _conference)
"""The whole file."""
