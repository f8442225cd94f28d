"""``_toc.yml`` of Jupyter Book 1, in its current and in its first form."""

from neuromatch_site.config.fields import Field, Kind, Report, Section, section
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, foreign
from neuromatch_site.config.project import TocItem
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position


def _read_children(value: Value, report: Report) -> tuple[TocItem, ...]:
    if not isinstance(value.data, tuple):
        report.wrong(value, "a toc is a list of entries", "begin each with `- file:`")
        return ()
    return tuple(item for entry in value.data for item in _read_entry(entry, report))


_ROOT = Field("root", TEXT, "The front page.")
_FILE = Field("file", TEXT, "A page, with or without the end of its name.")
_URL = Field("url", LINK, "A link to somewhere else.")
_GLOB = Field("glob", TEXT, "Every page that a pattern matches.")
_TITLE = Field("title", TEXT, "What is shown.", ("caption", "part", "header"))
_CHILDREN = Field(
    "sections",
    Kind(_read_children, {"type": "array"}),
    "What stands below it.",
    ("chapters", "parts", "subtrees", "entries"),
)
_LOOK = foreign(
    "How Sphinx shows a list of pages.",
    *"numbered maxdepth titlesonly hidden reversed expand_sections divider search options".split(),
)
_ENTRY_FIELDS = (_FILE, _URL, _GLOB, _TITLE, _CHILDREN, *_LOOK)
_FORM = foreign("The form.", "format", "defaults", "meta")
_BOOK_FIELDS = (
    _ROOT,
    _TITLE,
    _CHILDREN,
    *_LOOK,
    *foreign("The form.", "format", "defaults", "meta"),
)


def read_book_toc(value: Value, diagnostics: Diagnostics) -> tuple[TocItem, ...]:
    """Return the entries of a ``_toc.yml``, the front page first."""
    report = Report(diagnostics, Rule.VALID_TOC)
    if isinstance(value.data, tuple):
        return _read_children(value, report)
    opened = section(value, _BOOK_FIELDS, report)
    if opened is None:
        return ()
    root = opened.require(_ROOT)
    children = opened.get(_CHILDREN, ())
    if not root:
        return children
    return TocItem(file=root, position=opened.values[_ROOT.name].position), *children


def _read_entry(value: Value, report: Report) -> tuple[TocItem, ...]:
    """Return an entry; of a part without a name, what stands below it."""
    if isinstance(value.data, str):
        return (TocItem(file=value.data, position=value.position),)
    opened = section(value, _ENTRY_FIELDS, report)
    if opened is None:
        return ()
    item = TocItem(
        file=opened.get(_FILE, ""),
        url=opened.get(_URL, ""),
        pattern=opened.get(_GLOB, ""),
        title=opened.get(_TITLE, ""),
        children=opened.get(_CHILDREN, ()),
        position=_entry_position(opened),
    )
    if item.file or item.url or item.pattern:
        return (item,)
    return (item,) if item.title and item.children else item.children


def _entry_position(opened: Section) -> Position:
    said = (opened.values.get(field.name) for field in (_FILE, _URL, _GLOB, _TITLE))
    return next((value.position for value in said if value), opened.position)
