"""``data/announcements.yml``: announcements of a course, newest first."""

from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.data_kinds import PAGE, PageRef
from neuromatch_site.config.deadlines import DEADLINE
from neuromatch_site.config.fields import Field, Key, Section, fields_of, read_into, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, choice, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.moments import DAY
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position


class Announcement(Struct, frozen=True, kw_only=True):
    """An announcement."""

    title: Annotated[str, Key(TITLE, "The title of the announcement.", ("name",))]
    date: Annotated[str, Key(DAY, "The date of the announcement: `YYYY-MM-DD`.")]
    until: str = ""
    """The last day on which every page shows it; empty: only in the list of announcements."""
    closes: str = ""
    """Its last minute, in UTC: when the last day is over anywhere on Earth."""
    kind: Annotated[str, Key(choice("note", "important", "warning"), "Its importance.")] = "note"
    text: Annotated[
        MarkdownText | None, Key(MARKDOWN, "Its text, in Markdown.", ("description",))
    ] = None
    url: Annotated[str, Key(LINK, "A link to more.")] = ""
    page: Annotated[PageRef | None, Key(PAGE, "The page of the course about it.", ("file",))] = None
    audience: Annotated[str, Key(TEXT, "Its audience: `Mentors`.", ("for",))] = ""
    only: Annotated[
        tuple[PageRef, ...],
        Key(list_of(PAGE), "Pages, or folders of them, that show it; all if none."),
    ] = ()
    position: Position


_UNTIL = Field("until", DEADLINE, "The last day on every page, with an optional time.")
_HINT = "write `YYYY-MM-DD`, or a day and a time"


def _announcement(section: Section) -> Announcement | None:
    announcement = read_into(Announcement, section)
    if announcement is None:
        return None
    until = section.get(_UNTIL, None)
    last = (until.day or until.until[:10]) if until else ""
    if until and not last:
        place = section.values[_UNTIL.name]
        section.report.broken(Rule.DATE_VALID, place, f"`{until.text}` is not a date", _HINT)
        return None
    if last and last < announcement.date:
        message = f"`{announcement.title}` ends on {last}, before it starts on {announcement.date}"
        place = section.values[_UNTIL.name]
        section.report.broken(Rule.EVENT_TIME, place, message, "swap the two dates")
        return None
    return replace(announcement, until=last, closes=until.until if until else "")


ANNOUNCEMENTS = list_of(record((*fields_of(Announcement), _UNTIL), _announcement))
"""The whole file: a list."""
