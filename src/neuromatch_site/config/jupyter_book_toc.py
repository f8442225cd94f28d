"""``_toc.yml`` of Jupyter Book 1, in its current and its first format."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from neuromatch_site.config.fields import Field, Kind, Report, Section, read_section, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import INTEGER, TEXT, foreign
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.toc import TocItem
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.page_names import GENERAL_INDEX


def _read_children(value: Value, report: Report) -> tuple[TocItem, ...]:
    if not isinstance(value.data, tuple):
        report.wrong(value, "a toc is a list of entries", "begin each with `- file:`")
        return ()
    return tuple(item for entry in value.data for item in _read_entry(entry, report))


def _read_numbered(value: Value, report: Report) -> int | None:
    """Return how many levels of headings are numbered: all of them, or as many as are said."""
    if isinstance(value.data, bool):
        return _EVERY_LEVEL if value.data else 0
    return INTEGER.read(value, report)


_EVERY_LEVEL = 6
_NO_LEVEL = -1
"""Said to have no numbers, whatever holds for all; 0: nothing is said."""


def _own(section: Section) -> int:
    """Return what is said to be numbered; 0 where nothing is said."""
    levels = section.get(_NUMBERED, None)
    return 0 if levels is None else levels or _NO_LEVEL


_ROOT = Field("root", TEXT, "The front page.")
_FILE = Field("file", TEXT, "A page, with or without the end of its name.")
_URL = Field("url", LINK, "An external link.")
_GLOB = Field("glob", TEXT, "Every page that a pattern matches.")
_TITLE = Field("title", TITLE, "The displayed text.", ("caption", "part", "header"))
_PARTS = ("parts", "subtrees")
_CHILDREN = Field(
    "sections",
    Kind(_read_children, {"type": "array"}),
    "The entries below it.",
    ("chapters", *_PARTS, "entries"),
)
_NUMBERED = Field(
    "numbered",
    Kind(_read_numbered, {"type": ["boolean", "integer"]}),
    "Number the entries below it; a number limits the levels of headings.",
)
_LOOK = foreign(
    "How Sphinx shows a list of pages.",
    *"maxdepth titlesonly hidden reversed expand_sections divider search".split(),
)
_OPTION_FIELDS = (_NUMBERED, *_LOOK, *foreign("The caption.", "caption"))
_READ_OPTIONS = record(_OPTION_FIELDS, _own)
_OPTIONS = Field("options", _READ_OPTIONS, "How the list below it is shown.")
_DEFAULTS = Field("defaults", _READ_OPTIONS, "How every list is shown.")
_ENTRY_FIELDS = (_FILE, _URL, _GLOB, _TITLE, _CHILDREN, _NUMBERED, _OPTIONS, *_LOOK)
_BOOK_FIELDS = (
    *(_ROOT, _TITLE, _CHILDREN, _NUMBERED, _OPTIONS, _DEFAULTS),
    *_LOOK,
    *foreign("The form.", "format", "meta"),
)


def read_book_toc(value: Value, diagnostics: Diagnostics) -> tuple[TocItem, ...]:
    """Return the entries of a ``_toc.yml``, the front page first."""
    report = Report(diagnostics, Rule.VALID_TOC)
    if isinstance(value.data, tuple):
        first, *others = _read_children(value, report) or (None,)
        return (first, *_with_levels(others, max(first.numbered, 0), 0, 0)) if first else ()
    section = read_section(value, _BOOK_FIELDS, report)
    if section is None:
        return ()
    root = section.require(_ROOT)
    default = max(section.get(_DEFAULTS, 0), 0)
    levels = 0 if _has_parts(value) else _numbered(section) or default
    children = _with_levels(section.get(_CHILDREN, ()), max(levels, 0), default, 0)
    if not root:
        return children
    return TocItem(file=root, position=section.values[_ROOT.name].position), *children


def _has_parts(value: Value) -> bool:
    """Return whether the book has parts: then ``options`` are those of no list."""
    return isinstance(value.data, Mapping) and not value.data.keys().isdisjoint(_PARTS)


def _numbered(section: Section) -> int:
    return _own(section) or section.get(_OPTIONS, 0)


def _with_levels(
    items: Sequence[TocItem], numbered: int, default: int, level: int
) -> tuple[TocItem, ...]:
    """Return the entries with what is numbered, and the level of each page.

    What an entry says holds for what stands below it, before what is said for all; the general
    index is no chapter. Sources: Sphinx, "toctree", ``numbered``; sphinx-external-toc, "defaults".
    """
    numbered_items: list[TocItem] = []
    for item in items:
        below = numbered or max(item.numbered or default, 0)
        index = item.file.rpartition("/")[2].removesuffix(".md") == GENERAL_INDEX.removesuffix(
            ".md"
        )
        page = bool(item.file or item.pattern) and not index
        inner = level + 1 if page and numbered else level
        children = _with_levels(item.children, below, default, inner)
        here = numbered if page and level < numbered else 0
        if item.file or item.url or item.pattern or item.title:
            numbered_items.append(replace(item, numbered=here, level=level, children=children))
        else:  # a part without a name
            numbered_items += children
    return tuple(numbered_items)


def _read_entry(value: Value, report: Report) -> tuple[TocItem, ...]:
    """Return an entry; nothing for a part without pages."""
    if isinstance(value.data, str):
        return (TocItem(file=value.data, position=value.position),)
    section = read_section(value, _ENTRY_FIELDS, report)
    if section is None:
        return ()
    item = TocItem(
        file=section.get(_FILE, ""),
        url=section.get(_URL, ""),
        pattern=section.get(_GLOB, ""),
        title=section.get(_TITLE, ""),
        children=section.get(_CHILDREN, ()),
        numbered=_numbered(section),
        position=_entry_position(section),
    )
    named = item.file or item.url or item.pattern
    return (item,) if named or item.children else ()


def _entry_position(section: Section) -> Position:
    values = (section.values.get(field.name) for field in (_FILE, _URL, _GLOB, _TITLE))
    return next((value.position for value in values if value), section.position)
