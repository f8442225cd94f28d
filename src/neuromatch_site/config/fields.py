"""Fields that describe themselves: name, type, reader, documentation."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, partial
from typing import Any, Generic, TypeVar

from msgspec import Struct, field, structs

from neuromatch_site.config.value import Data, Value
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule, closest
from neuromatch_site.diagnostics.source import Position

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
S = TypeVar("S", bound=Struct)


class Report(Struct, frozen=True):
    """Reports problems in one file, under the rule of that file by default."""

    diagnostics: Diagnostics
    rule: Rule

    def wrong(self, place: Value | Position, message: str, hint: str = "") -> None:
        """Report a problem at a value."""
        self.broken(self.rule, place, message, hint)

    def broken(self, rule: Rule, place: Value | Position, message: str, hint: str = "") -> None:
        """Report a problem under another rule."""
        position = place.position if isinstance(place, Value) else place
        self.diagnostics.report(rule, position, message, hint)


class Kind(Struct, Generic[T_co], frozen=True):
    """The type of a value."""

    read: Callable[[Value, Report], T_co | None]
    """Returns the parsed value; None, with a report, for an invalid one."""
    schema: Mapping[str, Data]
    """The type as a JSON schema."""


class Field(Struct, Generic[T_co], frozen=True):
    """One key of a mapping."""

    name: str
    kind: Kind[T_co]
    doc: str
    aliases: tuple[str, ...] = ()
    unused: str = ""
    """What to do about it, if the field is known but has no effect."""


Fields = Sequence[Field[object]]


class Key(Struct, frozen=True):
    """What fills an attribute of a struct: ``Annotated[str, Key(TEXT, "Its name.")]``.

    One declaration is the attribute, its reader, its schema and its documentation.
    """

    kind: Kind[object]
    doc: str
    aliases: tuple[str, ...] = ()
    name: str = ""
    """The key, where it is not called as the attribute is."""


@cache
def keys_of(struct: type) -> Mapping[str, Field[Any]]:
    """Return the field of each attribute that a struct itself declares with a ``Key``."""
    return {
        attribute: Field(key.name or attribute, key.kind, key.doc, key.aliases)
        for attribute, annotation in getattr(struct, "__annotations__", {}).items()
        for key in getattr(annotation, "__metadata__", ())
    }


def fields_of(struct: type[Struct]) -> Fields:
    """Return these fields, in the order of the attributes."""
    return tuple(keys_of(struct).values())


class Section(Struct, frozen=True):
    """A mapping with checked keys, to be read field by field."""

    values: Mapping[str, Value]
    """By field name, with aliases resolved."""
    report: Report
    position: Position
    unknown: Mapping[str, Value] = field(default_factory=dict)

    def get(self, field: Field[T], default: T) -> T:
        """Return the value of a field; the default if it is missing or invalid."""
        value = self.values.get(field.name)
        if value is None or value.data is None:
            return default
        result = field.kind.read(value, self.report)
        return default if result is None else result

    def require(self, field: Field[T]) -> T | None:
        """Return the value of a field; None, with a report, if it is missing."""
        value = self.values.get(field.name)
        if value is None or value.data is None:
            if not any(closest(key, [field.name]) for key in self.unknown):  # else that is told
                self.report.wrong(self.position, f"`{field.name}` is missing", field.doc)
            return None
        if value.data == "":
            self.report.wrong(value, f"`{field.name}` is empty", field.doc)
            return None
        return field.kind.read(value, self.report)

    def says(self, name: str) -> bool:
        """Return whether the field of this name is there and is not empty."""
        value = self.values.get(name)
        return value is not None and value.data is not None

    def is_null(self, name: str) -> bool:
        """Return whether the field is explicitly null: ``edit_url: null``."""
        value = self.values.get(name)
        return value is not None and value.data is None


def read_section(
    value: Value, fields: Fields, report: Report, elsewhere: Mapping[str, str] | None = None
) -> Section | None:
    """Return a mapping after reporting its unknown keys; None if it is not a mapping.

    ``elsewhere`` gives the sections of keys that belong in another one.
    """
    section = open_section(value, fields, report)
    if section is not None:
        report_unknown(section, fields, elsewhere)
    return section


def written_in(*places: tuple[str, Fields]) -> dict[str, str]:
    """Return the section of every key of some fields; the first one wins."""
    return {
        name: f"write it {where}"
        for where, fields in reversed(places)
        for field in fields
        for name in (field.name, *field.aliases)
    }


def open_section(value: Value, fields: Fields, report: Report) -> Section | None:
    """Return a mapping and its unknown keys; None, with a report, if it is not a mapping."""
    if not isinstance(value.data, Mapping):
        expected(value, "keys and values", report)
        return None
    names = {alias: field.name for field in fields for alias in (field.name, *field.aliases)}
    without_effect = {field.name: field.unused for field in fields if field.unused}
    values: dict[str, Value] = {}
    unknown: dict[str, Value] = {}
    for key, entry in value.data.items():
        name = names.get(key)
        if name is None:
            unknown[key] = entry
        elif name in values:
            message = f"`{key}` is an alias of `{values[name].name}`"
            report.wrong(entry.key or entry.position, message, "remove one of the two")
        else:
            values[name] = entry
    _report_unused(values, without_effect, report)
    return Section(values, report, value.position, unknown)


def _report_unused(
    values: Mapping[str, Value], without_effect: Mapping[str, str], report: Report
) -> None:
    """Report the keys that change nothing, once for all that need the same done about them."""
    unknown = {name: value for name, value in values.items() if value.data not in (None, False, "")}
    for hint in dict.fromkeys(without_effect[name] for name in unknown if name in without_effect):
        names = [name for name in unknown if without_effect.get(name) == hint]
        place = unknown[names[0]].key or unknown[names[0]].position
        listed = " and ".join((", ".join(f"`{name}`" for name in names)).rsplit(", ", 1))
        message = f"{listed} {'has' if len(names) == 1 else 'have'} no effect on this site"
        report.broken(Rule.SETTING_HAS_EFFECT, place, message, hint)


def report_unknown(
    section: Section, fields: Fields, elsewhere: Mapping[str, str] | None = None
) -> None:
    """Report unknown keys; ``elsewhere`` gives the sections of keys that belong in another one."""
    known = [field.name for field in fields]
    for key, entry in section.unknown.items():
        place = entry.key or entry.position
        hint = (elsewhere or {}).get(key) or section.report.diagnostics.did_you_mean(key, known)
        section.report.wrong(place, f"unknown key `{key}`", hint)


def expected(value: Value, what: str, report: Report, hint: str = "") -> None:
    """Report a value of the wrong type."""
    subject = f"`{value.name}`" if value.name else "this"
    report.wrong(value, f"{subject} must be {what}, not {_kind_of(value)}", hint)


def _kind_of(value: Value) -> str:
    if isinstance(value.data, Mapping):
        return "keys and values"
    if isinstance(value.data, tuple):
        return "a list"
    if value.data is None:
        return "empty"
    excerpt = value.text if len(value.text) <= 60 else value.text[:59] + "…"
    return f"`{excerpt}`"


def record(fields: Fields, make: Callable[[Section], T | None], shorthand: str = "") -> Kind[T]:
    """Return the type of a mapping with fields; a plain text can be the value of ``shorthand``."""

    def read(value: Value, report: Report) -> T | None:
        if shorthand and not isinstance(value.data, Mapping | tuple | None):
            return make(Section({shorthand: value}, report, value.position))
        section = read_section(value, fields, report)
        return None if section is None else make(section)

    schema = object_schema(fields)
    return Kind(read, {"anyOf": [schema, {"type": "string"}]} if shorthand else schema)


def read_into(struct: type[S], section: Section, **attributes: object) -> S | None:
    """Return a struct with what a section says of its keys; the others have their defaults.

    None, and a report, where one without a default is not said. ``attributes`` are not read; a
    ``position`` is that of the section.
    """
    bases = reversed(struct.__mro__)
    keys = {
        name: key for base in bases for name, key in keys_of(base).items() if name not in attributes
    }
    due = _required(struct)
    required = {name: section.require(key) for name, key in keys.items() if name in due}
    if any(value in (None, "") for value in required.values()):
        return None
    optional = {name: section.get(key, None) for name, key in keys.items() if name not in due}
    values = {name: value for name, value in optional.items() if value is not None}
    if "position" in struct.__struct_fields__:
        attributes.setdefault("position", section.position)
    return struct(**required, **values, **attributes)


@cache
def _required(struct: type[Struct]) -> AbstractSet[str]:
    return {attribute.name for attribute in structs.fields(struct) if attribute.required}


def struct_of(struct: type[S], *others: Field[object], shorthand: str = "") -> Kind[S]:
    """Return the kind of a mapping that a struct declares; ``others`` are known, and not read."""
    return record((*fields_of(struct), *others), partial(read_into, struct), shorthand)


def object_schema(fields: Fields) -> Mapping[str, Data]:
    """Return the JSON schema of a mapping with fields."""
    properties = {
        name: {
            **field.kind.schema,
            "description": field.doc,
            **({"deprecated": True} if field.unused else {}),
        }
        for field in fields
        for name in (field.name, *field.aliases)
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}
