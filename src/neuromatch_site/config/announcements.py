"""``data/announcements.yml``: news of a course, newest first."""

from msgspec import Struct

from neuromatch_site.config.data_kinds import PAGE, PageRef
from neuromatch_site.config.fields import Field, Section, record
from neuromatch_site.config.formats import DATE, LINK
from neuromatch_site.config.kinds import TEXT, choice, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position


class Announcement(Struct, frozen=True, kw_only=True):
    """One piece of news."""

    title: str
    date: str
    """``YYYY-MM-DD``: when it was said."""
    until: str = ""
    """The last day on which it is shown on every page; empty: in the list of news only."""
    kind: str = "note"
    """``note``, ``important`` or ``warning``."""
    text: MarkdownText | None = None
    url: str = ""
    page: PageRef | None = None
    position: Position


_TITLE = Field("title", TEXT, "What is new, in a few words.")
_DATE = Field("date", DATE, "When it was said: `YYYY-MM-DD`.")
_UNTIL = Field("until", DATE, "The last day on which every page shows it.")
_KIND = Field("kind", choice("note", "important", "warning"), "How much it matters.")
_TEXT = Field("text", MARKDOWN, "The rest of it, in Markdown.", ("description",))
_URL = Field("url", LINK, "Where there is more.")
_PAGE = Field("page", PAGE, "The page of the course about it.", ("file",))
_FIELDS = (_TITLE, _DATE, _UNTIL, _KIND, _TEXT, _URL, _PAGE)


def _announcement(opened: Section) -> Announcement | None:
    title, date = opened.require(_TITLE), opened.require(_DATE)
    if not title or not date:
        return None
    until = opened.get(_UNTIL, "")
    if until and until < date:
        message = f"`{title}` ends on {until}, before it starts on {date}"
        place = opened.values[_UNTIL.name]
        opened.report.broken(Rule.EVENT_TIME, place, message, "swap the two dates")
        return None
    return Announcement(
        title=title,
        date=date,
        until=until,
        kind=opened.get(_KIND, "note"),
        text=opened.get(_TEXT, None),
        url=opened.get(_URL, ""),
        page=opened.get(_PAGE, None),
        position=opened.position,
    )


ANNOUNCEMENTS = list_of(record(_FIELDS, _announcement))
"""The whole file: a list."""
