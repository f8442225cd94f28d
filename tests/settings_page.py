"""The page of the guide that lists every key of ``myst.yml``, front matter and data files."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from setting_examples import example, written

from neuromatch_site.config.schema import schemas

_HEAD = """---
title: Settings
description: Every key of myst.yml, of front matter and of the data files, with its values.
---

This page is generated from the program, like the [schemas for editors](editor.md). Unknown keys
are reported, with the closest known key as a suggestion. Each example is a line of the file, below
the keys in the path (`NAME` is a name of your choice); all examples are tested. A key without an
example has no effect in neuromatch-site, and is reported.

"""
_FILES = {
    "myst": "`myst.yml`",
    "page": "Front matter of a page",
    "announcements": "`data/announcements.yml`",
    "conference": "`data/conference.yml`",
    "people": "`data/people.yml`",
    "schedule": "`data/schedule.yml`",
}
"""The schemas of the page, and what they are about."""
_SHARED = {
    "options": "`site.options` of `myst.yml`",
    "person": "A person: `authors`, `editors`, `people` ...",
    "toc_entry": "An entry of `project.toc`",
    "nav_item": "An entry of `site.nav`",
}
"""What several schemas have in common."""
_REFUSED = {
    *(("myst", "project", name) for name in ("plugins", "label", "tags")),
    ("options", "execute"),
}
"""What is reported whatever it says."""
_AUTHORS_OWN = "NAME"
"""Stands for a key whose name is the author's."""

Schema = Mapping[str, object]


class Row(Struct, frozen=True):
    """A key of the settings."""

    path: tuple[str, ...]
    """From the name of its schema to its own."""
    names: tuple[str, ...]
    """Its own first."""
    kinds: str
    doc: str
    idle: bool
    """Whether it is known to other programs alone, and reported."""


def page() -> str:
    """Return the page in MyST."""
    parts = [_section({**_FILES, **_SHARED}[name], rows) for name, rows in settings().items()]
    return "".join((_HEAD, *parts)).rstrip() + "\n"


def settings() -> Mapping[str, Sequence[Row]]:
    """Return the rows of each section, by the name of its schema."""
    made = schemas()
    shared = {name: _map(_map(made["myst"].get("$defs"))[name]) for name in _SHARED}
    found = {"myst": made["myst"], **shared, **{name: made[name] for name in _FILES}}
    return {name: list(dict.fromkeys(_rows(schema, (name,)))) for name, schema in found.items()}


def _section(title: str, rows: Sequence[Row]) -> str:
    head = "| key | value, and an example |\n| --- | --- |\n"
    return f"## {title}\n\n{head}{''.join(map(_line, rows))}\n"


def _line(row: Row) -> str:
    """Return a row of the table; the example of what has no effect is empty."""
    first = ".".join(row.path[1:])
    words = ", ".join(f"`{one}`" for one in (first, *row.names[1:]))
    shown = "" if row.idle else written(row.names[0], example(row.path, row.kinds))
    shown = f"`{shown}`".replace("|", "\\|") if shown else ""
    said = " ".join(filter(None, (row.doc, row.kinds and f"*{row.kinds}*")))
    return f"| {words} | {'<br>'.join(filter(None, (said, shown)))} |\n"


def _rows(schema: Schema, before: tuple[str, ...]) -> Iterator[Row]:
    """Yield a row for each key, with its other names; then those of the objects in it."""
    for inside in _objects(schema):
        alike: dict[str, list[str]] = {}
        values = {name: _map(value) for name, value in _map(inside.get("properties")).items()}
        other = _map(inside.get("additionalProperties"))
        is_listed = any(other.items() <= one.items() for one in values.values())
        if any(_objects(other)) and not is_listed:
            values[_AUTHORS_OWN] = other
        for name, said in values.items():
            alike.setdefault(repr(said), []).append(name)
        for names in alike.values():
            said = values[names[0]]
            doc = str(said.get("description", "")).replace("|", "\\|")
            kinds, path = " or ".join(dict.fromkeys(_kinds(said))), (*before, names[0])
            idle = said.get("deprecated") is True or path in _REFUSED
            yield Row(path, tuple(names), kinds, doc, idle)
            yield from _rows(said, path)


def _objects(schema: Schema) -> Iterator[Schema]:
    """Yield the objects that a value may be, or that a list of it may hold; no shared ones."""
    if "properties" in schema or _map(schema.get("additionalProperties")):
        yield schema
    for way in _list(schema.get("anyOf")):
        yield from _objects(_map(way))
    if "items" in schema:
        yield from _objects(_map(schema["items"]))


def _kinds(schema: Schema) -> Iterator[str]:
    """Yield what a value may be, in words."""
    types = schema.get("type")
    if choices := _list(schema.get("enum")):
        yield ", ".join(f"`{one}`" for one in choices[:12]) + (" ..." if choices[12:] else "")
    elif isinstance(name := schema.get("$ref"), str):
        yield _REFERRED[name.rpartition("/")[2]]
    elif ways := [list(_kinds(_map(way))) for way in _list(schema.get("anyOf"))]:
        several = f"a list of {' or '.join(dict.fromkeys(ways[-1]))}"
        if [several] == ways[0]:  # one may stand for a list of one
            yield " or ".join(dict.fromkeys(ways[-1])) + ", or a list"
        else:
            yield from (kind for way in ways for kind in way)
    elif types == "array":
        inside = " or ".join(dict.fromkeys(_kinds(_map(schema.get("items")))))
        yield f"a list of {inside}" if inside else "a list"
    else:
        named = _list(types) or [types]
        yield from (_TYPES[str(one)] for one in named if one and named != ["string", "number"])
        if named == ["string", "number"]:
            yield "text"


_REFERRED = {
    "person": "a person",
    "toc_entry": "an entry",
    "nav_item": "an entry",
    "options": "keys",
}
_TYPES = {
    "string": "text",
    "integer": "number",
    "boolean": "`true` or `false`",
    "object": "keys",
    "null": "`null`",
    "array": "a list",
}


def _map(value: object) -> Schema:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else []
