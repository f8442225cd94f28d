"""Basic types of values: text, number, boolean, choice, list, mapping."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from neuromatch_site.config.fields import Field, Kind, Report, expected
from neuromatch_site.config.value import Data, Value

T = TypeVar("T")


def _read_text(value: Value, report: Report) -> str | None:
    if isinstance(value.data, str):
        return value.data.strip()
    if value.data is None or isinstance(value.data, Mapping | tuple):
        expected(value, "a string", report)
        return None
    if isinstance(value.data, int | float) and str(value.data).lower() != value.text.lower():
        message = f"other programs read `{value.text}` as the number {value.data}"
        report.wrong(value, message, f'write `"{value.text}"`')
    return value.text


TEXT = Kind(_read_text, {"type": ["string", "number"]})
"""A text; a number is read as written."""


def _picture_or_none(value: Value, report: Report) -> str | None:
    text = _read_text(value, report)
    return "" if text == "none" else text


PICTURE_OR_NONE = Kind(_picture_or_none, TEXT.schema)
"""The path of an image; `none` means no image, like a missing key."""


def _integer(value: Value, report: Report) -> int | None:
    if isinstance(value.data, int) and not isinstance(value.data, bool):
        if abs(value.data) <= _LARGEST:
            return value.data
        expected(value, f"a whole number of at most {_LARGEST:,}", report)
        return None
    expected(value, "a whole number", report)
    return None


_LARGEST = 10**12


INTEGER = Kind(_integer, {"type": "integer"})

_TRUTH = {
    **dict.fromkeys(("true", "yes", "on"), True),
    **dict.fromkeys(("false", "no", "off"), False),
}


def _boolean(value: Value, report: Report) -> bool | None:
    truth = _TRUTH.get(value.text.lower()) if value.text else None
    if truth is None:
        expected(value, "`true` or `false`", report)
    return truth


BOOLEAN = Kind(_boolean, {"type": "boolean"})


def _anything(value: Value, report: Report) -> Data:
    return value.plain


DATA: Kind[Data] = Kind(_anything, {})
"""Any value, as plain data."""


def _data_mapping(value: Value, report: Report) -> Mapping[str, Data] | None:
    if isinstance(value.data, Mapping):
        return {name: entry.plain for name, entry in value.data.items()}
    expected(value, "keys and values", report)
    return None


DATA_MAPPING = Kind(_data_mapping, {"type": "object"})


def choice(*names: str) -> Kind[str]:
    """Return the type of a choice of words."""

    def read(value: Value, report: Report) -> str | None:
        if value.text in names:
            return value.text
        hint = report.diagnostics.did_you_mean(value.text, list(names))
        expected(value, "one of " + ", ".join(f"`{name}`" for name in names), report, hint)
        return None

    return Kind(read, {"enum": list(names)})


def matching(pattern: str | re.Pattern[str], what: str, hint: str) -> Kind[str]:
    """Return the kind of a text that has a form: ``what`` names it, ``hint`` shows it."""

    def read(value: Value, report: Report) -> str | None:
        text = TEXT.read(value, report)
        if text is None or re.fullmatch(pattern, text):
            return text
        expected(value, what, report, hint)
        return None

    return Kind(read, TEXT.schema)


def list_of(kind: Kind[T], separators: str = "") -> Kind[tuple[T, ...]]:
    """Return the type of a list; a single element is read as a list of one.

    With ``separators``, a text is split: ``keywords: a, b``.
    """

    def read(value: Value, report: Report) -> tuple[T, ...] | None:
        values = (kind.read(element, report) for element in elements(value, separators))
        return tuple(element for element in values if element is not None)

    return Kind(read, {"anyOf": [{"type": "array", "items": kind.schema}, kind.schema]})


def elements(value: Value, separators: str = "") -> Sequence[Value]:
    """Return the elements of a list, or of the text that stands for one."""
    if isinstance(value.data, tuple):
        return value.data
    if not (isinstance(value.data, str) and separators):
        return (value,)
    text = value.data
    for separator in separators:
        text = text.replace(separator, "\0")
    parts = (part.strip() for part in text.split("\0"))
    return [Value(part, value.position, part, value.name, value.key) for part in parts if part]


TEXTS = list_of(TEXT)


def mapping_of(kind: Kind[T]) -> Kind[Mapping[str, T]]:
    """Return the type of a mapping with arbitrary keys."""

    def read(value: Value, report: Report) -> Mapping[str, T] | None:
        if not isinstance(value.data, Mapping):
            expected(value, "keys and values", report)
            return None
        values = {name: kind.read(entry, report) for name, entry in value.data.items()}
        return {name: entry for name, entry in values.items() if entry is not None}

    return Kind(read, {"type": "object", "additionalProperties": kind.schema})


_UNUSED = "other programs may use it; take it out where none does"


def unused(doc: str, *names: str, hint: str = "") -> tuple[Field[Data], ...]:
    """Return fields that only other programs use: a warning reports them."""
    return tuple(Field(name, DATA, doc, unused=hint or _UNUSED) for name in names)


def foreign(doc: str, *names: str) -> tuple[Field[Data], ...]:
    """Return fields for other programs, with their documentation."""
    return tuple(Field(name, DATA, doc) for name in names)
