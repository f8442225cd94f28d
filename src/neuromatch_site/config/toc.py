"""``project.toc``: the order and nesting of pages, as ``myst.yml`` gives it."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import (
    Field,
    Kind,
    Report,
    Section,
    object_schema,
    open_section,
    report_unknown,
)
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import BOOLEAN, TEXT, choice
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position


class TocItem(Struct, frozen=True, kw_only=True):
    """An entry of the toc: one of ``file``, ``url``, ``pattern``, or a ``title`` with children."""

    file: str = ""
    url: str = ""
    pattern: str = ""
    title: str = ""
    hidden: bool = False
    descending: bool = False
    """What a pattern matches comes in the reverse order."""
    numbered: int = 0
    """How many levels of headings have numbers, as Jupyter Book 1 counts them; 0: none."""
    level: int = 0
    """Numbered pages that it is below, of a numbered page."""
    children: tuple["TocItem", ...] = ()
    position: Position


_FILE = Field("file", TEXT, "A page: its path from the course folder.")
_URL = Field("url", LINK, "An external link.")
_PATTERN = Field("pattern", TEXT, "All pages that match a pattern such as `week-1/*.md`.")
_TITLE = Field("title", TITLE, "The displayed title; with `children` only, the title of a group.")
_HIDDEN = Field("hidden", BOOLEAN, "Build the page, but leave it out of the table of contents.")
_SORT = Field("sort", choice("ascending", "descending"), "The order of the matched pages.")
_SAME_TAB = Field("open_in_same_tab", BOOLEAN, "Open the link in the same tab.")


def _read_children(value: Value, report: Report) -> tuple[TocItem, ...]:
    return read_items(value, report)


TOC = Kind(_read_children, {"type": "array", "items": {"$ref": "#/$defs/toc_entry"}})
_CHILDREN = Field("children", TOC, "The entries below it.")
_FIELDS = (_FILE, _URL, _PATTERN, _TITLE, _HIDDEN, _SORT, _SAME_TAB, _CHILDREN)
TOC_ENTRY_SCHEMA = object_schema(_FIELDS)

_OTHER_WORDS = {
    **dict.fromkeys(("sections", "chapters", "parts", "entries"), "children"),
    **dict.fromkeys(("part", "caption"), "title"),
    "glob": "pattern",
}
"""Jupyter Book 1's words, which fragments of a toc carry along."""


def read_items(value: Value, report: Report) -> tuple[TocItem, ...]:
    """Return the entries of a toc; invalid ones are reported and left out."""
    report = replace(report, rule=Rule.VALID_TOC)
    if not isinstance(value.data, tuple):
        report.wrong(value, "a toc is a list of entries", "begin each with `- file:`")
        return ()
    items = (_toc_item(entry, report) for entry in value.data)
    return tuple(item for item in items if item is not None)


def _toc_item(value: Value, report: Report) -> TocItem | None:
    if isinstance(value.data, str):
        report.wrong(
            value,
            "a toc entry needs `file:`, `url:`, `pattern:` or `title:`",
            f"write `file: {value.data}`",
        )
        return TocItem(file=value.data, position=value.position)
    section = open_section(value, _FIELDS, report)
    if section is None:
        return None
    section = _in_our_words(section)
    names = [field.name for field in _FIELDS]
    as_files = {
        title: f"write `file: {path.data}`, and `title: {title}` for other words than its own"
        for title, path in section.unknown.items()
        if isinstance(path.data, str)
        and path.data.endswith((".md", ".ipynb"))
        and not report.diagnostics.did_you_mean(title, names)
    }  # as MkDocs has them
    report_unknown(section, _FIELDS, as_files)
    item = TocItem(
        file=section.get(_FILE, ""),
        url=section.get(_URL, ""),
        pattern=section.get(_PATTERN, ""),
        title=section.get(_TITLE, ""),
        hidden=section.get(_HIDDEN, default=False),
        descending=section.get(_SORT, "") == "descending",
        children=section.get(_CHILDREN, ()),
        position=_first_position(section, (_FILE, _URL, _PATTERN, _TITLE)),
    )
    return item if _is_whole(item, section) else None


def _in_our_words(section: Section) -> Section:
    """Return a section in which words of Jupyter Book 1 are reported and read as ours."""
    values, unknown = dict(section.values), dict(section.unknown)
    for word, ours in _OTHER_WORDS.items():
        if word in unknown and ours not in values:
            values[ours] = unknown.pop(word)
            place = values[ours].key or values[ours].position
            section.report.wrong(place, f"`{word}` is a Jupyter Book 1 key", f"write `{ours}`")
    return replace(section, values=values, unknown=unknown)


def _first_position(section: Section, fields: Sequence[Field[object]]) -> Position:
    """Return where the first of the fields stands that is said."""
    values = (section.values[field.name] for field in fields if field.name in section.values)
    return next((value.position for value in values), section.position)


def _is_whole(item: TocItem, section: Section) -> bool:
    kinds = [field.name for field in (_FILE, _URL, _PATTERN) if field.name in section.values]
    if len(kinds) > 1:
        message = f"a toc entry has either `{kinds[0]}` or a `{kinds[1]}`"
        section.report.wrong(section.position, message, "split it into two entries")
    elif (
        not kinds and not section.unknown and not (item.title and _CHILDREN.name in section.values)
    ):
        hint = "write `file:`, `url:`, `pattern:`, or a `title:` with `children:`"
        section.report.wrong(section.position, "a toc entry has nothing to show", hint)
    return bool(item.file or item.url or item.pattern or item.children)
