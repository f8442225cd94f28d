"""The language this site speaks: every directive and every role, in one list."""

from collections.abc import Mapping
from functools import cache

from neuromatch_site.ast.nodes import Root
from neuromatch_site.diagnostics import Diagnostics
from neuromatch_site.directives import admonition, bibliography
from neuromatch_site.parse.directive import Directive
from neuromatch_site.parse.markdown import Language, parse
from neuromatch_site.parse.role import Role
from neuromatch_site.roles import cite, subscript
from neuromatch_site.source import Source

DIRECTIVES: tuple[Directive, ...] = (admonition.DIRECTIVE, bibliography.DIRECTIVE)
ROLES: tuple[Role, ...] = (cite.ROLE, subscript.ROLE)


@cache
def _directives() -> Mapping[str, Directive]:
    return {name: item for item in DIRECTIVES for name in (item.name, *item.alias)}


@cache
def _roles() -> Mapping[str, Role]:
    return {name: item for item in ROLES for name in (item.name, *item.alias)}


def language(
    substitutions: Mapping[str, str] | None = None,
    *,
    smartquotes: bool = True,
    bare_links: bool = True,
) -> Language:
    """Return MyST as this site speaks it."""
    return Language(_directives(), _roles(), smartquotes, bare_links, substitutions or {})


def parse_myst(
    source: Source,
    diagnostics: Diagnostics,
    substitutions: Mapping[str, str] | None = None,
    *,
    smartquotes: bool = True,
    bare_links: bool = True,
) -> Root:
    """Return the tree of a MyST text; what is wrong is reported.

    Without ``smartquotes`` quotes stay as they are typed, without ``bare_links`` addresses in
    plain text stay text, as in CommonMark.
    """
    spoken = language(substitutions, smartquotes=smartquotes, bare_links=bare_links)
    return parse(source, spoken, diagnostics)
