"""The page of the guide that lists every key of ``myst.yml``, front matter and data files."""

from collections.abc import Iterator, Mapping

from neuromatch_site.config.schema import schemas

_HEAD = """---
title: Settings
description: Every key of myst.yml, of front matter and of the data files, with its values.
---

This page is made from the program, as the [schemas for editors](editor.md) are. A key that is not
listed is reported, with the one that it
resembles. "From mystmd" means that the key is taken and has no effect here, which a message says
too.

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

Schema = Mapping[str, object]


def page() -> str:
    """Return the page in MyST."""
    made = schemas()
    definitions = _map(made["myst"].get("$defs"))
    parts = [_HEAD]
    for name, title in _FILES.items():
        parts.append(_section(title, made[name]))
        if name == "myst":
            parts += [_section(words, _map(definitions[key])) for key, words in _SHARED.items()]
    return "".join(parts).rstrip() + "\n"


def _section(title: str, schema: Schema) -> str:
    rows = dict.fromkeys(_rows(schema, ""))
    return f"## {title}\n\n| key | value | |\n| --- | --- | --- |\n{''.join(rows)}\n"


def _rows(schema: Schema, before: str) -> Iterator[str]:
    """Yield a row for each key, with its other names; then those of the objects in it."""
    for inside in _objects(schema):
        alike: dict[str, list[str]] = {}
        values = {name: _map(value) for name, value in _map(inside.get("properties")).items()}
        for name, said in values.items():
            alike.setdefault(repr(said), []).append(name)
        for names in alike.values():
            said = values[names[0]]
            doc = str(said.get("description", "")).replace("|", "\\|")
            words = ", ".join(f"`{before * (name == names[0])}{name}`" for name in names)
            yield f"| {words} | {' or '.join(dict.fromkeys(_kinds(said)))} | {doc} |\n"
            yield from _rows(said, f"{before}{names[0]}.")


def _objects(schema: Schema) -> Iterator[Schema]:
    """Yield the objects that a value may be, or that a list of it may hold; no shared ones."""
    if "properties" in schema:
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
    elif ways := _list(schema.get("anyOf")):
        for way in ways:
            yield from _kinds(_map(way))
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
