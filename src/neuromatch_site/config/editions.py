"""``site.options.editions``: other editions of the course."""

import re
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import Key, Section, fields_of, keys_of, read_into, record
from neuromatch_site.config.formats import URL
from neuromatch_site.config.kinds import BOOLEAN, TEXT, list_of
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.diagnostics.source import Position


class CourseEdition(Struct, frozen=True, kw_only=True):
    """Another edition of the course."""

    title: Annotated[str, Key(TITLE, "Its displayed name: `2025 edition`.")] = ""
    path: Annotated[str, Key(TEXT, "Its path on the site, and the name of its folder: `2025`.")] = (
        ""
    )
    """Empty for the current one."""
    folder: Annotated[str, Key(TEXT, "Its course folder, inside this one.")] = ""
    """Empty for where it is looked for."""
    url: Annotated[str, Key(URL, "Its URL, if it is published elsewhere.")] = ""
    current: Annotated[bool, Key(BOOLEAN, "This course: the entry only gives its title.")] = False
    position: Position = Position("")


_PATH_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def _course_edition(section: Section) -> CourseEdition | None:
    edition = read_into(CourseEdition, section)
    if edition is None:
        return None
    path = edition.path.strip("/")
    edition = replace(edition, path=path, title=edition.title or path)
    if not _is_placed(edition, section):
        return None
    has_title = edition.title or section.require(keys_of(CourseEdition)["title"]) is not None
    return edition if has_title else None


def _is_placed(edition: CourseEdition, section: Section) -> bool:
    """Return whether the entry says one thing: here, at a path of the site, or elsewhere."""
    path = edition.path
    ways_placed = sum((edition.current, bool(path), bool(edition.url)))
    if ways_placed > 1:
        message = "an edition has only one of `path`, `url` and `current`"
        section.report.wrong(section.position, message, "remove the rest")
        return False
    if not ways_placed:
        message = "an edition needs one of `path`, `url` or `current`"
        hint = "write one of the three, such as `path: 2025`"
        section.report.wrong(section.position, message, hint)
        return False
    if path and not _PATH_FORM.fullmatch(path):
        message = f"`{path}` cannot be used as a folder of the site"
        section.report.wrong(section.position, message, "write a word such as `2025`")
        return False
    return True


EDITIONS = list_of(record(fields_of(CourseEdition), _course_edition, shorthand="path"))
"""A list of editions; a plain text is the path of one."""
