"""A value of the configuration, with its position."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from neuromatch_site.diagnostics.source import Position

Scalar = str | int | float | bool | None
Data = Scalar | Sequence["Data"] | Mapping[str, "Data"]


class Value(Struct, frozen=True):
    """A value with its position. Text that looks like a date is text."""

    data: "Scalar | Sequence[Value] | Mapping[str, Value]"
    position: Position
    text: str = ""
    """A scalar as written: ``3.10`` of the number 3.1."""
    name: str = ""
    """Its key; in a list, the key of the list."""
    key: Position | None = None
    """The position of that key."""

    @property
    def plain(self) -> Data:
        """The value as plain data."""
        if isinstance(self.data, Mapping):
            return {name: value.plain for name, value in self.data.items()}
        if isinstance(self.data, Sequence) and not isinstance(self.data, str):
            return [value.plain for value in self.data]
        return self.data


def value_of(data: Data, position: Position, name: str = "") -> Value:
    """Return plain data, such as JSON, as a value with one position."""
    if isinstance(data, Mapping):
        entries = {key: value_of(entry, position, key) for key, entry in data.items()}
        return Value(entries, position, name=name, key=position)
    if isinstance(data, Sequence) and not isinstance(data, str):
        elements = tuple(value_of(element, position, name) for element in data)
        return Value(elements, position, name=name, key=position)
    text = str(data).lower() if isinstance(data, bool) else str(data)
    return Value(data, position, text, name, position)
