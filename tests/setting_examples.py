"""An example of each key of the settings, and the file that it stands in."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from courses import from_yaml

_EXAMPLES: Mapping[str, object] = from_yaml(
    Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")
)
_INSIDE: Mapping[str, Sequence[str]] = {
    "options": ("myst", "site", "options"),
    "nav_item": ("myst", "site", "nav"),
    "person": ("page", "authors"),
}
"""Where an author writes what several files share."""

_ROOTS: Mapping[str, object] = {
    "myst": {"version": 1, "site": {"options": {"base_url": "https://example.org"}}},
    "page": {"title": "Neurons"},
}
_BESIDE: Mapping[str, Mapping[str, object]] = {
    "toc_entry.url": {"title": "Forum"},
    "toc_entry.pattern": {},
    **{f"options.analytics.{name}": {} for name in ("goatcounter", "google", "plausible")},
    "toc_entry.sort": {"pattern": "week-1/*.md"},
    "toc_entry.children": {"title": "Week 1"},
    "options.editions.url": {"title": "2025 edition"},
    "options.editions.current": {"title": "2026 edition"},
    **{
        f"person.{name}": {"name": "The Neurons Team", "collaboration": True}
        for name in ("department", "city", "state", "country", "ror")
    },
}
"""What a key needs beside it, where that is not what its neighbours need."""
_LONG: Mapping[str, Mapping[str, object]] = {
    "until": {"until": "2026-02-01"},
    **{name: {"value": 120} for name in ("attendees", "talks", "participants", "partners")},
}
"""What a key needs inside, whose example is no mapping."""


def example(path: Sequence[str], kinds: str) -> object:
    """Return a value for a key, given by its path below the name of a schema.

    ``kinds`` are what the page says that it may be; raises ``KeyError`` where there is no example.
    """
    for start in range(len(path)):
        if (name := ".".join(path[start:])) in _EXAMPLES:
            return _EXAMPLES[name]
    if kinds.startswith("`true`"):
        return True
    raise KeyError(".".join(path))


def written(name: str, value: object) -> str:
    """Return a key and its value in one line of YAML."""
    nested = isinstance(value, (dict, list))
    text = yaml.safe_dump(
        {name: value}, default_flow_style=nested, width=10_000, allow_unicode=True, sort_keys=False
    ).strip()
    return text[1:-1] if nested else text


def document(path: Sequence[str], value: object) -> Any:  # noqa: ANN401 - what YAML holds
    """Return the file in which a key has this value, with the keys that it needs beside it."""
    root, *names = path
    if root == "toc_entry":  # the front page comes first
        entry = {**_BESIDE.get(".".join(path), {"file": "week-1/neurons.md"}), names[0]: value}
        return {"version": 1, "project": {"toc": [{"file": "index.md"}, entry]}}
    if root in _INSIDE:
        root, *outer = _INSIDE[root]
        names = [*outer, *names]
    whole = deepcopy(_ROOTS.get(root) or _EXAMPLES[root])
    outer = inside = _first(whole)
    for at, name in enumerate(names[:-1]):
        given = deepcopy(inside.get(name, _around((root, *names[: at + 1]))))
        inside[name] = given if isinstance(_first(given), dict) else dict(_LONG.get(name, {}))
        outer, inside = inside, _first(inside[name])
    if (name := ".".join(path)) in _BESIDE:
        inside.clear()
        inside.update(_BESIDE[name])
    inside[names[-1]] = value
    if names[-2:] == ["downloads", "id"]:
        del inside["url"]
        outer["exports"] = [{"id": value, "format": "pdf", "output": "files/course.pdf"}]
    return whole


def _around(path: Sequence[str]) -> object:
    try:
        return example(path, "")
    except KeyError:
        return {}


def _first(value: Any) -> Any:  # noqa: ANN401 - what YAML holds
    """Return the mapping that a value is, or that its list begins with."""
    return value[0] if isinstance(value, list) and value else value
