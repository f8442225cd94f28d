"""``site.options.editions``: other editions of the course."""

import re

from msgspec import Struct

from neuromatch_site.config.fields import Field, Report, Section, record
from neuromatch_site.config.formats import URL
from neuromatch_site.config.kinds import BOOLEAN, TEXT, list_of
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.diagnostics.source import Position


class CourseEdition(Struct, frozen=True, kw_only=True):
    """An edition of the course beside the others."""

    title: str
    path: str = ""
    """Where it lies on the site, and what its folder is called; empty for the current one."""
    folder: str = ""
    """Its course folder, from this one; empty for where it is looked for."""
    url: str = ""
    """Its URL, if it is published elsewhere."""
    current: bool = False
    """This course."""
    position: Position = Position("")


_PATH_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

_TITLE = Field("title", TITLE, "What readers call it: `2025 edition`.")
_PATH = Field("path", TEXT, "Its path on the site, and the name of its folder: `2025`.")
_FOLDER = Field("folder", TEXT, "Its course folder, inside this one.")
_URL = Field("url", URL, "Its URL, if it is published elsewhere.")
_CURRENT = Field("current", BOOLEAN, "This course: the entry only gives its title.")
_FIELDS = (_TITLE, _PATH, _FOLDER, _URL, _CURRENT)


def _edition(section: Section) -> CourseEdition | None:
    path, url = section.get(_PATH, "").strip("/"), section.get(_URL, "")
    current = section.get(_CURRENT, default=False)
    title = section.get(_TITLE, "") or path
    if not (_is_placed(section, path, url, current=current) and _has_title(section, title)):
        return None
    return CourseEdition(
        title=title,
        path=path,
        folder=section.get(_FOLDER, ""),
        url=url,
        current=current,
        position=section.position,
    )


def _has_title(section: Section, title: str) -> bool:
    return bool(title) or section.require(_TITLE) is not None


def _is_placed(section: Section, path: str, url: str, *, current: bool) -> bool:
    """Return whether the entry says one thing: here, at a path of the site, or elsewhere."""
    ways_placed = sum((current, bool(path), bool(url)))
    if ways_placed > 1:
        _report(
            section, "an edition has only one of `path`, `url` and `current`", "remove the rest"
        )
        return False
    if not ways_placed:
        message = "an edition needs one of `path`, `url` or `current`"
        _report(section, message, "write one of the three, such as `path: 2025`")
        return False
    if path and not _PATH_FORM.fullmatch(path):
        _report(
            section,
            f"`{path}` cannot be used as a folder of the site",
            "write a word such as `2025`",
        )
        return False
    return True


def _report(section: Section, message: str, hint: str) -> None:
    report: Report = section.report
    report.wrong(section.position, message, hint)


EDITIONS = list_of(record(_FIELDS, _edition, shorthand=_PATH.name))
"""A list of editions; a word alone is the path of one."""
