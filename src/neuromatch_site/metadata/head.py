"""Metadata in the head of a page: tags, links, JSON-LD."""

from collections.abc import Sequence

from msgspec import Struct


class Meta(Struct, frozen=True, kw_only=True):
    """``<meta name=... content=...>``, or ``property`` instead of ``name`` (Open Graph)."""

    content: str
    name: str = ""
    property: str = ""


class HeadLink(Struct, frozen=True, kw_only=True):
    """``<link rel=... href=...>``."""

    rel: str
    href: str
    type: str = ""
    title: str = ""
    part: str = ""
    """Its topic, as a word of the interface: ``News``."""
    hreflang: str = ""


class Picture(Struct, frozen=True, kw_only=True):
    """The picture of a page in shared links, as published."""

    url: str
    """Absolute."""
    alt: str = ""
    width: int = 0
    """0: unknown."""
    height: int = 0
    type: str = ""
    """Media type, such as ``image/png``."""


class Head(Struct, frozen=True, kw_only=True):
    """All metadata in the head of a page."""

    metas: Sequence[Meta]
    links: Sequence[HeadLink]
    json_ld: str
    """The content of ``<script type="application/ld+json">``, safe to print unescaped."""
