"""The programme of a gathering: its talks, each with a time."""

from datetime import UTC, datetime
from hashlib import blake2b

from msgspec import Struct

from neuromatch_site.config.fields import Field, Fields, Kind, Report, Section, expected, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position


class Talk(Struct, frozen=True, kw_only=True):
    """A talk, a poster, a session."""

    title: str
    start: str
    """In UTC: ``2020-03-30T10:00Z``."""
    end: str = ""
    """In UTC; empty where it is not said."""
    id: str = ""
    speaker: str = ""
    coauthors: str = ""
    institution: str = ""
    theme: str = ""
    format: str = ""
    """Such as ``Keynote``."""
    track: str = ""
    """The room or stage."""
    url: str = ""
    abstract: str = ""
    """Plain text."""
    position: Position


class Programme(Struct, frozen=True):
    """The talks by their time. Thousands are possible: what they say is told by its digest."""

    talks: tuple[Talk, ...] = ()
    digest: str = ""

    def __repr__(self) -> str:
        """Return the digest: pages are told apart by what they show, and talks may be many."""
        return f"Programme({self.digest})"


def programme_of(talks: tuple[Talk, ...]) -> Programme:
    """Return the talks in the order of their times and tracks."""
    if not talks:
        return Programme()
    ordered = tuple(sorted(talks, key=lambda talk: (talk.start, talk.track)))
    return Programme(ordered, blake2b(repr(ordered).encode(), digest_size=16).hexdigest())


def _read_moment(value: Value, report: Report) -> str | None:
    text = TEXT.read(value, report)
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or len(text) < len("2020-03-30 14:00"):
        expected(value, "a day and a time", report, "write `2020-03-30 14:00`, in UTC")
        return None
    zoned = found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        return f"{zoned.astimezone(UTC):%Y-%m-%dT%H:%M}Z"
    except OverflowError:
        expected(value, "a time of our days", report)
        return None


MOMENT = Kind(_read_moment, {"type": "string"})
"""``2020-03-30 14:00``, in UTC where it names no other zone; read as ``2020-03-30T14:00Z``."""

_TITLE = Field("title", TEXT, "What it is called.")
_START = Field("start", MOMENT, "When it begins: `2020-03-30 14:00`, in UTC.", ("starttime",))
_END = Field("end", MOMENT, "When it ends.", ("endtime",))
_ID = Field("id", TEXT, "What calendars know the talk by.", ("submission_id",))
_SPEAKER = Field("speaker", TEXT, "Who speaks.", ("fullname",))
_COAUTHORS = Field("coauthors", TEXT, "Who worked with them.")
_INSTITUTION = Field("institution", TEXT, "Where the speaker works.")
_THEME = Field("theme", TEXT, "The subject that it belongs to.")
_FORMAT = Field("format", TEXT, "The kind of talk, such as `Keynote`.", ("talk_format",))
_TRACK = Field("track", TEXT, "The room or stage.")
_URL = Field("url", LINK, "Where it is seen.")
_ABSTRACT = Field("abstract", TEXT, "What it is about.")
TALK_FIELDS: Fields = (
    *(_TITLE, _START, _END, _ID, _SPEAKER, _COAUTHORS, _INSTITUTION, _THEME),
    *(_FORMAT, _TRACK, _URL, _ABSTRACT),
)


def _talk(opened: Section) -> Talk | None:
    title, start = opened.require(_TITLE), opened.require(_START)
    if not title or not start:
        return None
    talk = Talk(
        title=title,
        start=start,
        end=opened.get(_END, ""),
        id=opened.get(_ID, ""),
        speaker=opened.get(_SPEAKER, ""),
        coauthors=opened.get(_COAUTHORS, ""),
        institution=opened.get(_INSTITUTION, ""),
        theme=opened.get(_THEME, ""),
        format=opened.get(_FORMAT, ""),
        track=opened.get(_TRACK, ""),
        url=opened.get(_URL, ""),
        abstract=opened.get(_ABSTRACT, ""),
        position=opened.position,
    )
    if talk.end and talk.end < talk.start:
        message = f"`{title}` ends before it begins"
        opened.report.broken(Rule.EVENT_TIME, opened.values[_END.name], message, "exchange the two")
        return None
    return talk


TALKS = list_of(record(TALK_FIELDS, _talk))
"""A list of talks."""
