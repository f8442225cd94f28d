"""``extends:``: a configuration that inherits from others."""

from collections.abc import Mapping

from msgspec.structs import replace

from neuromatch_site.config.value import Value

EXTENDS = ("extends", "extend")
"""The key for inherited configurations."""
_JOINED = frozenset(
    "abbreviations identifiers math numbering options settings substitutions".split()
)
"""Mappings of which each configuration may say a part."""
_COLLECTED = frozenset(
    (
        *("tags", "keywords", "editors", "reviewers", "based_on", "funding", "downloads"),
        *("exports", "bibliography", "requirements", "static_files"),
    )
)
"""Lists to which each configuration may add."""


def on_top(own: Value, base: Value) -> Value:
    """Return a configuration in which ``own`` overrides ``base``.

    Source: ``fillProjectFrontmatter`` and ``fillSiteFrontmatter`` of myst-frontmatter.
    """
    if not (isinstance(own.data, Mapping) and isinstance(base.data, Mapping)):
        return own
    sections = {
        name: _section(value, base.data[name]) if name in base.data else value
        for name, value in own.data.items()
    }
    inherited = {name: value for name, value in base.data.items() if name not in EXTENDS}
    return replace(own, data={**inherited, **sections})


def _section(own: Value, base: Value) -> Value:
    """Return ``project:`` or ``site:`` on top of another's."""
    if not (isinstance(own.data, Mapping) and isinstance(base.data, Mapping)):
        return base if own.data is None else own
    fields = {
        name: _field(name, value, base.data[name]) if name in base.data else value
        for name, value in own.data.items()
    }
    return replace(own, data={**base.data, **fields})


def _field(name: str, own: Value, base: Value) -> Value:
    if name in _JOINED and isinstance(own.data, Mapping) and isinstance(base.data, Mapping):
        return replace(own, data={**base.data, **own.data})
    if name in _COLLECTED and isinstance(own.data, tuple) and isinstance(base.data, tuple):
        return replace(own, data=(*base.data, *own.data))
    return own
