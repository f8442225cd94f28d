"""``data/announcements.yml``: news of a course, newest first."""

from msgspec import Struct

from neuromatch_site.config.data_kinds import PAGE, PageRef
from neuromatch_site.config.deadlines import DEADLINE
from neuromatch_site.config.fields import Field, Section, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, choice, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.moments import DAY
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position


class Announcement(Struct, frozen=True, kw_only=True):
    """One piece of news."""

    title: str
    date: str
    """``YYYY-MM-DD``: when it was said."""
    until: str = ""
    """The last day on which it is shown on every page; empty: in the list of news only."""
    closes: str = ""
    """The last minute of it, in UTC: the day ends when it is over anywhere on Earth."""
    audience: str = ""
    """Whom it is for, in words."""
    only: tuple[PageRef, ...] = ()
    """Pages whose readers see it on top; all if none is named. A folder means its pages."""
    kind: str = "note"
    """``note``, ``important`` or ``warning``."""
    text: MarkdownText | None = None
    url: str = ""
    page: PageRef | None = None
    position: Position


_TITLE = Field("title", TITLE, "What is new, in a few words.", ("name",))
_DATE = Field("date", DAY, "The date of the announcement: `YYYY-MM-DD`.")
_UNTIL = Field("until", DEADLINE, "Until when every page shows it: a day, or a day and a time.")
_AUDIENCE = Field("audience", TEXT, "Whom it is for: `Mentors`.", ("for",))
_ONLY = Field("only", list_of(PAGE), "Pages, or folders of them, that show it; all if none.")
_KIND = Field("kind", choice("note", "important", "warning"), "How much it matters.")
_TEXT = Field("text", MARKDOWN, "The rest of it, in Markdown.", ("description",))
_URL = Field("url", LINK, "Where there is more.")
_PAGE = Field("page", PAGE, "The page of the course about it.", ("file",))
_FIELDS = (_TITLE, _DATE, _UNTIL, _KIND, _TEXT, _URL, _PAGE, _AUDIENCE, _ONLY)

_HINT = "write `YYYY-MM-DD`, or a day and a time"


def _announcement(section: Section) -> Announcement | None:
    title, date = section.require(_TITLE), section.require(_DATE)
    if not title or not date:
        return None
    until = section.get(_UNTIL, None)
    last = (until.day or until.until[:10]) if until else ""
    if until and not last:
        place = section.values[_UNTIL.name]
        section.report.broken(Rule.DATE_VALID, place, f"`{until.text}` is not a date", _HINT)
        return None
    if last and last < date:
        message = f"`{title}` ends on {last}, before it starts on {date}"
        place = section.values[_UNTIL.name]
        section.report.broken(Rule.EVENT_TIME, place, message, "swap the two dates")
        return None
    return Announcement(
        title=title,
        date=date,
        until=last,
        closes=until.until if until else "",
        audience=section.get(_AUDIENCE, ""),
        only=section.get(_ONLY, ()),
        kind=section.get(_KIND, "note"),
        text=section.get(_TEXT, None),
        url=section.get(_URL, ""),
        page=section.get(_PAGE, None),
        position=section.position,
    )


ANNOUNCEMENTS = list_of(record(_FIELDS, _announcement))
"""The whole file: a list."""
