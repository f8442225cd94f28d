"""The ``site:`` section of ``myst.yml``: its fields and how they are read."""

import re
from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.fields import (
    Field,
    Key,
    Kind,
    Report,
    Section,
    fields_of,
    keys_of,
    open_section,
    read_into,
    record,
    report_unknown,
)
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.frontmatter import SHARED_FIELDS
from neuromatch_site.config.kinds import (
    BOOLEAN,
    DATA_MAPPING,
    TEXT,
    TEXTS,
    foreign,
    list_of,
    unused,
)
from neuromatch_site.config.options import OPTION_FIELDS, SiteOptions, read_options
from neuromatch_site.config.parts import SITE_PARTS, SITE_PARTS_FIELD, Part
from neuromatch_site.config.permissions import report_permissions
from neuromatch_site.config.plain_text import PLAIN_TEXT, TITLE
from neuromatch_site.config.value import Data, Value
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule, did_you_mean
from neuromatch_site.diagnostics.source import Position

# Links of the header.

_NAV_SCHEMA: Mapping[str, Data] = {"type": "array", "items": {"$ref": "#/$defs/nav_item"}}


def _read_nav(value: Value, report: Report) -> tuple["NavItem", ...] | None:
    return list_of(_NAV_ITEM).read(value, report)


_NAV = Kind(_read_nav, _NAV_SCHEMA)


class NavItem(Struct, frozen=True, kw_only=True):
    """A link of the header; with children, a group of them."""

    title: Annotated[str, Key(TITLE, "The displayed text.")]
    url: Annotated[str, Key(LINK, "A URL, or a path from the root of the site.")] = ""
    """Empty for a group."""
    static: Annotated[bool, Key(BOOLEAN, "A file to download.")] = False
    children: Annotated[tuple["NavItem", ...], Key(_NAV, "A group of links.")] = ()


def _nav_item(section: Section) -> NavItem | None:
    keys = keys_of(NavItem)
    children = section.get(keys["children"], ())
    url = section.get(keys["url"], "") if children else section.require(keys["url"])
    item = read_into(NavItem, section, url=url, children=children)
    return item if url is not None else None


_NAV_ITEM = record(fields_of(NavItem), _nav_item)
NAV_ITEM_SCHEMA = _NAV_ITEM.schema

# Redirects.


class Redirect(Struct, frozen=True, kw_only=True):
    """A redirect from an old URL."""

    source: Annotated[
        str, Key(TEXT, "The old address: `/old/` or `/old.html`.", ("source",), "from")
    ]
    target: Annotated[str, Key(LINK, "Where it leads.", ("target",), "to")]
    position: Position


def _redirect(section: Section) -> Redirect | None:
    redirect = read_into(Redirect, section)
    if redirect is None:
        return None
    return _checked(redirect.source, redirect.target, section.values["from"], section.report)


def _checked(source: str, target: str, place: Value, report: Report) -> Redirect | None:
    """Return a redirect from a path of the site; nothing else can be redirected."""
    if ":" in source or ".." in source.split("/") or not re.fullmatch(r"[\w./~%&+,=@()-]+", source):
        hint = "write a path such as `/old-page/`"
        report.wrong(place, f"`{source}` is not an address of this site", hint)
        return None
    return Redirect(source="/" + source.lstrip("/"), target=target, position=place.position)


_REDIRECT = record(fields_of(Redirect), _redirect)


def _read_redirects(value: Value, report: Report) -> tuple[Redirect, ...]:
    """Return redirects: a list of ``from`` and ``to``, or ``old: new`` below one another."""
    if not isinstance(value.data, Mapping) or {"from", "to"} <= value.data.keys():
        return list_of(_REDIRECT).read(value, report) or ()
    targets = {old: LINK.read(entry, report) for old, entry in value.data.items()}
    places = {
        old: replace(entry, position=entry.key or entry.position)
        for old, entry in value.data.items()
    }
    redirects = (
        _checked(old, target, places[old], report) for old, target in targets.items() if target
    )
    return tuple(redirect for redirect in redirects if redirect is not None)


# The table.


class SiteConfig(Struct, frozen=True, kw_only=True):
    """The configuration of the site."""

    title: Annotated[str, Key(TITLE, "The title of the site; by default, that of the project.")] = (
        ""
    )
    description: Annotated[str, Key(PLAIN_TEXT, "A description of the site.")] = ""
    nav: Annotated[tuple[NavItem, ...], Key(_NAV, "Links in the header.")] = ()
    actions: Annotated[tuple[NavItem, ...], Key(_NAV, "Buttons in the header.")] = ()
    domains: Annotated[tuple[str, ...], Key(TEXTS, "Domains that the site is published at.")] = ()
    options: SiteOptions = SiteOptions()
    redirects: Annotated[
        tuple[Redirect, ...],
        Key(
            Kind(_read_redirects, {"anyOf": [{"type": "object"}, {"type": "array"}]}),
            "Redirects: old URL -> new URL.",
        ),
    ] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    """Parts around every page: ``footer``, ``banner`` ..."""


_OPTIONS = Field("options", Kind(DATA_MAPPING.read, {"$ref": "#/$defs/options"}), "Site options.")
_OWN_FIELDS = (
    *(*fields_of(SiteConfig), _OPTIONS, SITE_PARTS_FIELD),
    *foreign("The theme of mystmd, and its parts.", "template", "projects"),
)
_OWN_NAMES = frozenset(field.name for field in _OWN_FIELDS)
_SHARED_NAMES = (name for field in SHARED_FIELDS for name in (field.name, *field.aliases))
SITE_FIELDS = (
    *_OWN_FIELDS,
    *unused(
        "Belongs under `project:`.",
        *("venue", "based_on", "funding", "jupyter"),
        *(name for name in _SHARED_NAMES if name not in _OWN_NAMES),
        hint="write it under `project:`",
    ),
)


def read_site(value: Value | None, diagnostics: Diagnostics) -> SiteConfig:
    """Return the ``site:`` section; what is not said, or wrong, has its default."""
    report = Report(diagnostics, Rule.VALID_SITE_CONFIG)
    section = None
    if value is not None and value.data is not None:
        section = open_section(value, SITE_FIELDS, report)
    section, options = _with_options(section or Section({}, report, Position("")))
    report_unknown(section, SITE_FIELDS)
    site = read_into(SiteConfig, section, options=options, parts=_parts(section))
    return site or SiteConfig(options=options)


def _parts(section: Section) -> Mapping[str, Part]:
    """Return the parts that the site has a place for; others are reported."""
    parts = section.get(SITE_PARTS_FIELD, {})
    for name, part in parts.items():
        if name not in SITE_PARTS:
            message = f"the part `{name}` has no effect on this site"
            hint = (
                did_you_mean(name, sorted(SITE_PARTS)) or "write it under `project:` or on a page"
            )
            section.report.broken(Rule.SETTING_HAS_EFFECT, part.position, message, hint)
    return parts


def _with_options(section: Section) -> tuple[Section, SiteOptions]:
    """Return the section without the options that stand beside ``options:``, and all options."""
    names = {name for field in OPTION_FIELDS for name in (field.name, *field.aliases)}
    own_options = section.values.get(_OPTIONS.name)
    inside = own_options.data if own_options and isinstance(own_options.data, Mapping) else {}
    beside = {name: value for name, value in section.unknown.items() if name in names}
    for name, value in beside.items():
        message = f"`{name}` is an option of the site"
        place = value.key or value.position
        hint = "write it below `options:`"
        section.report.broken(Rule.CONFIG_HAS_NO_DEPRECATED_FIELDS, place, message, hint)
    unknown = {name: value for name, value in section.unknown.items() if name not in names}
    section.get(_OPTIONS, {})
    written = {**beside, **inside}
    options = read_options(Value(written, section.position, name=_OPTIONS.name), section.report)
    report_permissions(options, written, section.report)
    return replace(section, unknown=unknown), options
