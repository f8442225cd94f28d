"""``numbering:`` in every form that mystmd knows."""

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.fields import Field, Kind, Report, Section, expected, record
from neuromatch_site.config.kinds import BOOLEAN, INTEGER, TEXT
from neuromatch_site.config.value import Data, Value

T = TypeVar("T")

_HEADINGS = tuple(f"heading_{depth}" for depth in range(1, 7))
_ALIASES = {
    **{f"h{depth}": f"heading_{depth}" for depth in range(1, 7)},
    **{f"heading{depth}": f"heading_{depth}" for depth in range(1, 7)},
    "sections": "headings",
    "titles": "title",
    "math": "equation",
    **{f"{kind}s": kind for kind in ("figure", "subfigure", "equation", "subequation", "table")},
}
_GOES_ON = ("continue", "next")


def _start(value: Value, report: Report) -> int | None:
    """Return where counting starts; 0 where it goes on from the page before."""
    if value.text in _GOES_ON:
        return 0
    number = INTEGER.read(value, report)
    if number is None or number > 0:
        return number
    expected(value, "1 or more", report)
    return None


class NumberingItem(Struct, frozen=True, kw_only=True):
    """How one kind is numbered; what is None or empty was not said.

    As in MyST, naming a kind with anything but ``enabled: false`` enables it.
    """

    enabled: bool | None = None
    start: int | None = None
    """The number of the first one on each page."""
    enumerator: str = ""
    """A template such as ``A.%s``; empty for the number alone."""
    template: str = ""
    """The text of references, such as ``Fig. %s``; empty for the default of the kind."""
    continues: bool | None = None
    """``continue: true``: goes on from the page before."""


class Numbering(Struct, frozen=True, kw_only=True):
    """``numbering:`` of the project or a page; kinds that are not named keep the default."""

    items: Mapping[str, NumberingItem] = field(default_factory=dict)
    """By MyST's kind, in the singular (``figure``, ``equation``, ``heading_2``, ``prf:lemma``);
    ``headings`` is already spread over ``heading_1`` to ``heading_6``. Beside them ``all``,
    ``title`` (the page's own number, from the first level of headings) and ``enumerator``
    (its template is that of every kind that has none)."""
    offset: int | None = None
    """``title: {offset: ...}``: levels above the page; None: its depth in the toc."""


_ENABLED = Field("enabled", BOOLEAN, "Switch the numbering on or off.")
_START = Field("start", Kind(_start, {"type": ["integer", "string"]}), "The first number.")
_ENUMERATOR = Field("enumerator", TEXT, "The format of the number: `A.%s`.")
_TEMPLATE = Field("template", TEXT, "The text of references: `Fig. %s`.")
_CONTINUE = Field("continue", BOOLEAN, "Continue counting from the previous page.")
_OFFSET = Field("offset", INTEGER, "Levels added to the depth of headings.")


def _numbering_item(section: Section) -> NumberingItem | None:
    start = section.get(_START, None)
    goes_on = section.get(_CONTINUE, None)
    item = NumberingItem(
        enabled=section.get(_ENABLED, None),
        start=start or None,
        enumerator=section.get(_ENUMERATOR, ""),
        template=section.get(_TEMPLATE, ""),
        continues=True if goes_on is None and start == 0 else goes_on,
    )
    if item == NumberingItem():
        return None
    return replace(item, enabled=True) if item.enabled is None else item


_ITEM = record((_ENABLED, _START, _ENUMERATOR, _TEMPLATE, _CONTINUE), _numbering_item)


def _read_item(value: Value, report: Report) -> NumberingItem | None:
    """Return how a kind is numbered: truth, a first number, ``continue``, a template, or all."""
    if value.text.lower() in ("true", "false"):
        return NumberingItem(enabled=value.text.lower() == "true")
    if isinstance(value.data, int):
        start = _start(value, report)
        return None if start is None else NumberingItem(enabled=True, start=start)
    if value.text in _GOES_ON:
        return NumberingItem(enabled=True, continues=True)
    if isinstance(value.data, str):
        return NumberingItem(enabled=True, template=value.data)
    return _ITEM.read(value, report)


def _title_numbering(section: Section) -> Numbering:
    offset = section.get(_OFFSET, None)
    item = NumberingItem(
        enabled=section.get(_ENABLED, default=True),
        enumerator=section.get(_ENUMERATOR, ""),
    )
    return Numbering(items={"title": item}, offset=offset)


_TITLE = record((_ENABLED, _OFFSET, _ENUMERATOR), _title_numbering)


def _read_title(value: Value, report: Report) -> Numbering | None:
    """Return how titles of pages are numbered: truth, an offset, or all."""
    if isinstance(value.data, int) and not isinstance(value.data, bool):
        return Numbering(items={"title": NumberingItem(enabled=True)}, offset=value.data)
    if isinstance(value.data, Mapping):
        return _TITLE.read(value, report)
    enabled = BOOLEAN.read(value, report)
    return None if enabled is None else Numbering(items={"title": NumberingItem(enabled=enabled)})


def _read_numbering(value: Value, report: Report) -> Numbering | None:
    if value.text.lower() in ("true", "false"):
        return Numbering(items={"all": NumberingItem(enabled=value.text.lower() == "true")})
    if not isinstance(value.data, Mapping):
        expected(value, "`true`, `false`, or kinds such as `figure:`", report)
        return None
    entries_with_value = {
        kind: entry for kind, entry in value.data.items() if entry.data is not None
    }
    entries = {_ALIASES.get(kind, kind): entry for kind, entry in entries_with_value.items()}
    title = entries.pop("title", None)
    enumerator = entries.pop("enumerator", None)
    items = _kinds(entries, report)
    if enumerator is not None and (template := _enumerator(enumerator, report)):
        items["enumerator"] = NumberingItem(enumerator=template)
    titles = (_read_title(title, report) if title is not None else None) or Numbering()
    return Numbering(items={**items, **titles.items}, offset=titles.offset)


def _enumerator(value: Value, report: Report) -> str:
    """Return the template of every number: a text, or ``{enumerator: ...}``."""
    if isinstance(value.data, Mapping):
        item = _ITEM.read(value, report)
        return item.enumerator if item else ""
    return TEXT.read(value, report) or ""


def _kinds(entries: Mapping[str, Value], report: Report) -> dict[str, NumberingItem]:
    numbering_items = {kind: _read_item(entry, report) for kind, entry in entries.items()}
    items = {kind: item for kind, item in numbering_items.items() if item is not None}
    headings = items.pop("headings", None)
    if headings is not None:
        for depth in _HEADINGS:
            items[depth] = _over(items.get(depth, headings), headings)
    return items


_ENTRY: Mapping[str, Data] = {
    "anyOf": [
        _ITEM.schema,
        {"enum": list(_GOES_ON)},
        {"type": ["boolean", "integer", "string"]},
    ]
}
_NAMED = ("figure", "table", "equation", "code", "headings", *_HEADINGS, "all")
"""Kinds that an editor offers."""
_KIND: Mapping[str, Data] = {
    **_ENTRY,
    "description": (
        "What is numbered, and how: `true`, the first number, `continue`, or how a reference "
        "reads. Kinds of theorems (`prf:lemma`) and your own may be named like these."
    ),
}
_ALSO: Mapping[str, Data] = {
    "title": {
        "anyOf": [_TITLE.schema, {"type": ["boolean", "integer"]}],
        "description": "Titles of pages; a number is the offset.",
    },
    "enumerator": {
        "anyOf": [record((_ENUMERATOR,), _numbering_item).schema, {"type": "string"}],
        "description": "The default format of all numbers: `2.%s`.",
    },
    "sphinx": {
        **BOOLEAN.schema,
        "description": "Number like Sphinx: only elements with a caption.",
    },
}
_SCHEMA: Mapping[str, Data] = {
    "type": "object",
    "properties": {**dict.fromkeys(_NAMED, _KIND), **_ALSO},
    "additionalProperties": _ENTRY,
}
NUMBERING = Kind(_read_numbering, {"anyOf": [BOOLEAN.schema, _SCHEMA]})
"""``true``, or how each kind is numbered."""


def inherit_numbering(own: Numbering, project: Numbering) -> Numbering:
    """Return the numbering of a page, completed by the project's.

    ``all`` of the page overrides single kinds of the project. Source: ``fillNumbering`` of
    myst-frontmatter.
    """
    every = own.items.get("all", NumberingItem())
    items = dict(own.items)
    for kind, item in project.items.items():
        base = item if kind in _NOT_KINDS else _ruled(item, every)
        items[kind] = _over(own.items[kind], base) if kind in own.items else base
    return Numbering(items=items, offset=_own_or_inherited(own.offset, project.offset))


_NOT_KINDS = ("all", "title", "enumerator")


def _ruled(item: NumberingItem, every: NumberingItem) -> NumberingItem:
    """Return an item under what a page says of all kinds."""
    enabled = _own_or_inherited(every.enabled, item.enabled)
    return replace(
        item, enabled=enabled, continues=_own_or_inherited(every.continues, item.continues)
    )


def _over(own: NumberingItem, base: NumberingItem) -> NumberingItem:
    """Return an item whose silence is filled from another."""
    return NumberingItem(
        enabled=_own_or_inherited(own.enabled, base.enabled),
        start=_own_or_inherited(own.start, base.start),
        enumerator=own.enumerator or base.enumerator,
        template=own.template or base.template,
        continues=_own_or_inherited(own.continues, base.continues),
    )


def _own_or_inherited(own: T | None, base: T | None) -> T | None:
    return base if own is None else own
