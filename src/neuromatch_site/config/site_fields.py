"""The fields of ``site:`` and how they are read."""

import re
from collections.abc import Mapping

from msgspec.structs import replace

from neuromatch_site.config.fields import (
    Field,
    Kind,
    Report,
    Section,
    open_section,
    record,
    report_unknown,
)
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.frontmatter import Part
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
from neuromatch_site.config.parts import SITE_PARTS, SITE_PARTS_FIELD
from neuromatch_site.config.permissions import report_permissions
from neuromatch_site.config.plain_text import PLAIN_TEXT, TITLE
from neuromatch_site.config.shared_fields import SHARED_FIELDS
from neuromatch_site.config.site import NavItem, Redirect, SiteConfig
from neuromatch_site.config.value import Data, Value
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule, did_you_mean
from neuromatch_site.diagnostics.source import Position

# Links of the header.

_TITLE = Field("title", TITLE, "What is shown.")
_URL = Field("url", LINK, "A URL, or a path from the root of the site.")
_STATIC = Field("static", BOOLEAN, "A file to download.")
_NAV_SCHEMA: Mapping[str, Data] = {"type": "array", "items": {"$ref": "#/$defs/nav_item"}}


def _read_nav(value: Value, report: Report) -> tuple[NavItem, ...] | None:
    return list_of(_NAV_ITEM).read(value, report)


_NAV = Kind(_read_nav, _NAV_SCHEMA)
_CHILDREN = Field("children", _NAV, "A group of links.")


def _nav_item(section: Section) -> NavItem | None:
    title = section.require(_TITLE)
    children = section.get(_CHILDREN, ())
    url = section.get(_URL, "") if children else section.require(_URL)
    if title is None or url is None:
        return None
    static = section.get(_STATIC, default=False)
    return NavItem(title=title, url=url, children=children, static=static)


_NAV_ITEM = record((_TITLE, _URL, _STATIC, _CHILDREN), _nav_item)
NAV_ITEM_SCHEMA = _NAV_ITEM.schema

# Redirects.

_FROM = Field("from", TEXT, "The old address: `/old/` or `/old.html`.", ("source",))
_TO = Field("to", LINK, "Where it leads.", ("target",))


def _redirect(section: Section) -> Redirect | None:
    source, target = section.require(_FROM), section.require(_TO)
    if not source or not target:
        return None
    return _checked(source, target, section.values[_FROM.name], section.report)


def _checked(source: str, target: str, place: Value, report: Report) -> Redirect | None:
    """Return a redirect from a path of the site; nothing else can be redirected."""
    if ":" in source or ".." in source.split("/") or not re.fullmatch(r"[\w./~%&+,=@()-]+", source):
        hint = "write a path such as `/old-page/`"
        report.wrong(place, f"`{source}` is not an address of this site", hint)
        return None
    return Redirect(source="/" + source.lstrip("/"), target=target, position=place.position)


_REDIRECT = record((_FROM, _TO), _redirect)


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

_SITE_TITLE = Field("title", TITLE, "The name of the site, where it is not the project's title.")
_DESCRIPTION = Field("description", PLAIN_TEXT, "What the site is.")
_NAV_FIELD = Field("nav", _NAV, "Links of the header.")
_ACTIONS = Field("actions", _NAV, "Buttons of the header.")
_DOMAINS = Field("domains", TEXTS, "Domains that the site is published at.")
_OPTIONS = Field(
    "options", Kind(DATA_MAPPING.read, {"$ref": "#/$defs/options"}), "Options of the site."
)
_REDIRECTS = Field(
    "redirects",
    Kind(_read_redirects, {"anyOf": [{"type": "object"}, {"type": "array"}]}),
    "Old addresses and where they lead.",
)
_OWN_FIELDS = (
    *(_SITE_TITLE, _DESCRIPTION, _NAV_FIELD, _ACTIONS, _DOMAINS, _OPTIONS, _REDIRECTS),
    SITE_PARTS_FIELD,
    *foreign("The theme of mystmd, and its parts.", "template", "projects"),
)
_OWN_NAMES = frozenset(field.name for field in _OWN_FIELDS)
_SHARED_NAMES = (name for field in SHARED_FIELDS for name in (field.name, *field.aliases))
SITE_FIELDS = (
    *_OWN_FIELDS,
    *unused(
        "Said under `project:`.",
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
    return SiteConfig(
        title=section.get(_SITE_TITLE, ""),
        description=section.get(_DESCRIPTION, ""),
        nav=section.get(_NAV_FIELD, ()),
        actions=section.get(_ACTIONS, ()),
        domains=section.get(_DOMAINS, ()),
        options=options,
        redirects=section.get(_REDIRECTS, ()),
        parts=_parts(section),
    )


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
