"""A value of the configuration, and where it stands."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from neuromatch_site.diagnostics.source import Position

Scalar = str | int | float | bool | None
Data = Scalar | Sequence["Data"] | Mapping[str, "Data"]


class Value(Struct, frozen=True):
    """A value, and where it stands. Text that looks like a date is text."""

    data: "Scalar | Sequence[Value] | Mapping[str, Value]"
    position: Position
    text: str = ""
    """A scalar as it was written: ``3.10`` of the number 3.1."""
    name: str = ""
    """The key it stands under; in a list, the key of the list."""
    key: Position | None = None
    """Where that key stands."""

    @property
    def plain(self) -> Data:
        """The value as plain data."""
        if isinstance(self.data, Mapping):
            return {name: value.plain for name, value in self.data.items()}
        if isinstance(self.data, Sequence) and not isinstance(self.data, str):
            return [value.plain for value in self.data]
        return self.data


def value_of(data: Data, position: Position, name: str = "") -> Value:
    """Return plain data, such as JSON, as a value that stands in one place."""
    if isinstance(data, Mapping):
        entries = {key: value_of(entry, position, key) for key, entry in data.items()}
        return Value(entries, position, name=name, key=position)
    if isinstance(data, Sequence) and not isinstance(data, str):
        elements = tuple(value_of(element, position, name) for element in data)
        return Value(elements, position, name=name, key=position)
    text = str(data).lower() if isinstance(data, bool) else str(data)
    return Value(data, position, text, name, position)
