"""The ``site:`` section of ``myst.yml``."""

from collections.abc import Mapping

from msgspec import Struct, field

from neuromatch_site.config.frontmatter import Part
from neuromatch_site.config.options import SiteOptions
from neuromatch_site.diagnostics.source import Position


class NavItem(Struct, frozen=True, kw_only=True):
    """A link of the header; with children, a group of them."""

    title: str
    url: str = ""
    """A URL, or a path from the root of the site; empty for a group."""
    children: tuple["NavItem", ...] = ()
    static: bool = False
    """A file to download."""


class Redirect(Struct, frozen=True, kw_only=True):
    """An old address and where it leads."""

    source: str
    target: str
    position: Position


class SiteConfig(Struct, frozen=True, kw_only=True):
    """The site."""

    title: str = ""
    description: str = ""
    nav: tuple[NavItem, ...] = ()
    actions: tuple[NavItem, ...] = ()
    domains: tuple[str, ...] = ()
    options: SiteOptions = SiteOptions()
    redirects: tuple[Redirect, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    """What is around every page: ``footer``, ``banner`` ..."""
