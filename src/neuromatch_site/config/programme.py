"""The programme of a conference edition: talks, posters, breaks, with or without a time."""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from itertools import chain, count
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.data_kinds import DATA_LINK, DURATION, PAGE, DataLink, PageRef
from neuromatch_site.config.fields import (
    Field,
    Fields,
    Key,
    Kind,
    Report,
    Section,
    expected,
    fields_of,
    read_into,
    record,
)
from neuromatch_site.config.formats import DOI, LANGUAGE, LINK
from neuromatch_site.config.kinds import BOOLEAN, TEXT, choice, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.moments import (
    ZONE,
    day_hint,
    later,
    minutes_between,
    parse_moment,
    read_day,
    to_utc,
)
from neuromatch_site.config.plain_text import PLAIN_TEXT
from neuromatch_site.config.speakers import SPEAKERS, Speaker
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position

BREAKS = ("break", "lunch", "coffee", "social", "pause", "registration")
"""Kinds of entries that span all tracks."""


class Talk(Struct, frozen=True, kw_only=True):
    """A talk, a poster, a break: an entry of the programme."""

    title: Annotated[str, Key(PLAIN_TEXT, "The title.", ("name",))]
    start: str = ""
    """In UTC: ``2020-03-30T10:00Z``; empty without a time, as for a poster."""
    end: str = ""
    """In UTC; empty if it is not given."""
    id: Annotated[
        str,
        Key(TEXT, "The id in URLs and calendars.", ("submission_id", "code", "UID")),
    ] = ""
    slug: str = ""
    """The last part of its URL: its id, or derived from its title; unique in its edition."""
    distinct: str = ""
    """Suffix for a repeated id or title: the speaker, or the day; else empty."""
    speakers: Annotated[
        tuple[Speaker, ...],
        Key(
            SPEAKERS,
            "The speakers: names, or ids of `people.yml`.",
            ("speaker", "fullname", "author", "authors"),
        ),
    ] = ()
    theme: Annotated[str, Key(TEXT, "The subject.", ("subject",))] = ""
    kind: Annotated[
        str,
        Key(
            TEXT,
            "The kind of entry, such as `Keynote`, `Poster`, `Break`.",
            ("format", "talk_format", "type", "submission_type"),
        ),
    ] = ""
    track: Annotated[str, Key(TEXT, "The track: a column of the programme.")] = ""
    room: Annotated[str, Key(TEXT, "The room.")] = ""
    language: Annotated[str, Key(LANGUAGE, "The spoken language: `en`.")] = ""
    status: Annotated[str, Key(choice("confirmed", "cancelled", "moved"), "The status.")] = (
        "confirmed"
    )
    url: Annotated[str, Key(LINK, "A URL to join or watch it.", ("link",))] = ""
    video: Annotated[str, Key(LINK, "The URL of the recording.", ("recording",))] = ""
    slides: Annotated[str, Key(LINK, "The slides.")] = ""
    poster: Annotated[str, Key(LINK, "The poster.", ("pdf_url",))] = ""
    doi: Annotated[str, Key(DOI, "The DOI of the talk, its slides or its paper.")] = ""
    keywords: Annotated[tuple[str, ...], Key(list_of(TEXT, ",;|"), "Keywords.")] = ()
    links: Annotated[
        tuple[DataLink, ...], Key(list_of(DATA_LINK), "Links to papers, code ...")
    ] = ()
    pages: Annotated[
        tuple[PageRef, ...],
        Key(list_of(PAGE, ","), "Related lessons of the course.", ("page",)),
    ] = ()
    plenary: Annotated[bool, Key(BOOLEAN, "For everyone: it spans all tracks.")] = False
    abstract: Annotated[
        MarkdownText | None,
        Key(MARKDOWN, "The abstract, in Markdown.", ("description",)),
    ] = None
    position: Position

    @property
    def has_page(self) -> bool:
        """Whether it has more than a line of the programme."""
        media = self.video or self.slides or self.poster or self.doi or self.links or self.pages
        return bool(self.abstract or media)

    @property
    def is_break(self) -> bool:
        """Whether it is a break, not a talk."""
        return self.kind.lower() in BREAKS

    @property
    def names(self) -> str:
        """The names of its speakers."""
        return ", ".join(speaker.name for speaker in self.speakers)

    @property
    def place(self) -> str:
        """The room; or else the track."""
        return self.room or self.track

    @property
    def stream(self) -> str:
        """The track; or else the room, unless the talk is for everyone."""
        return self.track or ("" if self.plenary or self.is_break else self.room)


class Programme(Struct, frozen=True):
    """The talks in order of time. There can be thousands, so they are compared by digest."""

    talks: tuple[Talk, ...] = ()
    digest: str = ""

    def __repr__(self) -> str:
        """Return the digest, which cache keys use in place of all talks."""
        return f"Programme({self.digest})"


def programme_of(talks: tuple[Talk, ...]) -> Programme:
    """Return the talks in order of time and track; those without a time come last."""
    if not talks:
        return Programme()
    ordered = tuple(
        sorted(talks, key=lambda talk: (not talk.start, talk.start, talk.track, talk.end))
    )
    return Programme(ordered, blake2b(repr(ordered).encode(), digest_size=16).hexdigest())


def _read_start(value: Value, report: Report) -> Value | None:
    """Return the value as it is: a time alone needs the day that another field gives."""
    return value if TEXT.read(value, report) is not None else None


_WHEN = Kind(_read_start, {"type": "string"})
_DATE = Field("date", _WHEN, "The day, if `start` is only a time.", ("day",))
_START = Field("start", _WHEN, "The start: `2020-03-30 14:00`.", ("starttime", "begin"))
_END = Field("end", _WHEN, "The end.", ("endtime",))
_DURATION = Field("duration", DURATION, "The duration, instead of an `end`.", ("minutes",))
_TIMEZONE = Field("timezone", ZONE, "The time zone of its times, if not that of the edition.")
_COAUTHORS = Field("coauthors", SPEAKERS, "The coauthors.")
_INSTITUTION = Field("institution", TEXT, "The speaker's affiliation.", ("affiliation",))
TALK_FIELDS: Fields = (
    *(_DATE, _START, _END, _DURATION, _TIMEZONE, _COAUTHORS, _INSTITUTION),
    *fields_of(Talk),
)


class TalkEntry(Struct, frozen=True, kw_only=True):
    """A talk before the time zone of its edition is known."""

    talk: Talk
    """``start`` and ``end`` can be without a time zone."""
    zone: str = ""
    """That of the talk itself."""
    minutes: int = 0
    start: Value | None = None
    """Position of the time, for messages."""
    end: Value | None = None


def _moment(section: Section, field: Field[Value], day: str) -> tuple[str | None, Value | None]:
    """Return the time that a field says; None, and a report, where none can be read."""
    value = section.get(field, None)
    if value is None:
        return "", None
    moment = parse_moment(value.text) or (parse_moment(f"{day} {value.text}") if day else None)
    if moment is None:
        hint = "write `2020-03-30 14:00`, with `+02:00` where it has a time zone of its own"
        expected(value, "a day with a time", section.report, hint)
    return moment, value


def _talk(section: Section) -> TalkEntry | None:
    talk = read_into(Talk, section)
    day = section.get(_DATE, None)
    date_ = read_day(day.text) if day else None
    if day and date_ is None:
        section.report.broken(
            Rule.DATE_VALID, day, f"`{day.text}` is not a date", day_hint(day.text)
        )
    start, start_value = _moment(section, _START, str(date_ or ""))
    end, end_value = _moment(section, _END, str(date_ or (start or "")[:10]))
    if talk is None or start is None or end is None or (day and date_ is None):
        return None
    if date_ and not start:
        section.report.wrong(section.position, "`date` without `start`", 'write `start: "14:00"`')
        return None
    speakers = _with_institution(talk.speakers, section.get(_INSTITUTION, ""))
    names = {speaker.name.casefold() for speaker in speakers}
    coauthors = section.get(_COAUTHORS, ())
    others = (person for person in coauthors if person.name.casefold() not in names)
    speakers = (*speakers, *(replace(person, coauthor=True) for person in others))
    return TalkEntry(
        talk=replace(talk, start=start, end=end, speakers=speakers),
        zone=section.get(_TIMEZONE, ""),
        minutes=section.get(_DURATION, 0),
        start=start_value,
        end=end_value,
    )


def _with_institution(speakers: tuple[Speaker, ...], institution: str) -> tuple[Speaker, ...]:
    institution = _GRID.sub("", institution)
    if institution and len(speakers) == 1 and not speakers[0].affiliation:
        return (replace(speakers[0], affiliation=institution),)
    return speakers


_GRID = re.compile(r"(?<!\s)\s*+\(grid\.[\d.a-f]+\)\s*+$")
"""What the registry of institutes GRID, closed in 2021, called a workplace."""

TALKS = list_of(record(TALK_FIELDS, _talk))
"""A list of talks, whose times still need the time zone of their edition."""


_A_DAY = 24 * 60


def with_zone(entry: TalkEntry, zone: str, report: Report) -> Talk | None:
    """Return the talk with its times in UTC; None, with a report, if they do not exist.

    An end that is not after the start is reported and left out.
    """
    talk, own = entry.talk, entry.zone or zone
    moments = []
    for moment, value in ((talk.start, entry.start), (talk.end, entry.end)):
        utc = to_utc(moment, own) if moment else ""
        if utc is None:
            message = f"`{moment.replace('T', ' ')}` does not exist in `{own}`"
            place = value or talk.position
            report.broken(
                Rule.EVENT_TIME, place, message, "the clock skips it: daylight saving time begins"
            )
            return None
        moments.append(utc)
    start, end = moments
    if start and entry.minutes:
        after = later(start, entry.minutes)
        if end not in ("", after):
            message = f"`{talk.title}` has an `end` and a `duration` that differ; `end` is used"
            report.broken(Rule.EVENT_TIME, talk.position, message, "remove one of the two")
        end = end or after
    if end and (not start or end <= start):
        _report_end(talk, entry.end or talk.position, report, equal=end == start)
        end = ""
    if end and minutes_between(start, end) > _A_DAY:
        message = f"`{talk.title}` ends more than a day after it begins"
        hint = "correct its end, or write an entry for each day"
        report.broken(Rule.EVENT_LENGTH, entry.end or talk.position, message, hint)
    return replace(talk, start=start, end=end)


def _report_end(talk: Talk, place: Value | Position, report: Report, *, equal: bool) -> None:
    """Report an end that is left out: what is shown of the talk is right without it."""
    if equal:
        message, hint = f"`{talk.title}` ends when it begins", "write its end, or leave `end` out"
        report.broken(Rule.EVENT_LENGTH, place, message, hint)
        return
    message = f"`{talk.title}` ends before it begins; its end is ignored"
    report.broken(Rule.EVENT_TIME, place, message, "swap the two")


def with_slugs(talks: tuple[Talk, ...], report: Report) -> tuple[Talk, ...]:
    """Return the talks with unique URLs; a repeated `id` is reported."""
    ids: dict[str, Talk] = {}
    slugs: dict[str, int] = {}
    named = []
    for talk in talks:
        if talk.id and (first := ids.setdefault(talk.id, talk)) is not talk:
            message = f"duplicate talk id `{talk.id}` (first on line {first.position.line})"
            report.wrong(talk.position, message, "give each talk an `id` of its own")
        slug = _slug(talk.id) or _slug(talk.title) or "talk"
        slugs[slug] = slugs.get(slug, 0) + 1
        named.append(replace(talk, slug=slug if slugs[slug] == 1 else f"{slug}-{slugs[slug]}"))
    return tuple(_distinct(named))


def _distinct(talks: list[Talk]) -> Iterator[Talk]:
    """Yield the talks in the order of time, each told from those before it: lunch of every day."""
    taken: dict[str, set[str]] = {}
    for talk in sorted(talks, key=lambda talk: talk.start):
        same, day = taken.setdefault(talk.id or talk.title, set()), talk.start[:10]
        ways = chain(("", talk.names, day), (f"{day}-{number}" for number in count(2)))
        distinct = next(candidate for candidate in ways if candidate not in same)
        same.add(distinct)
        yield replace(talk, distinct=distinct) if distinct else talk


def _slug(text: str) -> str:
    """Return a text as a part of an address: at most 60 letters and digits, cut between words.

    What has no Latin letter, such as a title in another script, becomes its digest.
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if text and not slug:
        return blake2b(text.encode(), digest_size=4).hexdigest()
    return slug if len(slug) <= 60 else slug[:61].rpartition("-")[0] or slug[:60]
