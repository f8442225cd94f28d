"""What stands in the head of a page for machines: tags, links, JSON-LD."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """``<meta name=... content=...>``, or ``property`` instead of ``name`` (Open Graph)."""

    content: str
    name: str = ""
    property: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLink:
    """``<link rel=... href=...>``."""

    rel: str
    href: str
    type: str = ""
    title: str = ""
    hreflang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The picture that stands for a page, as it is published."""

    url: str
    """Absolute."""
    alt: str = ""
    width: int = 0
    """0: unknown."""
    height: int = 0
    type: str = ""
    """Media type, such as ``image/png``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Everything machines read in the head of one page."""

    metas: Sequence[Meta]
    links: Sequence[HeadLink]
    json_ld: str
    """The text of ``<script type="application/ld+json">``, safe to print there as it is."""
