"""People and their affiliations, in every form that MyST knows."""

import re
from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import (
    Field,
    Key,
    Kind,
    Report,
    Section,
    fields_of,
    keys_of,
    object_schema,
    read_into,
    read_section,
    record,
)
from neuromatch_site.config.formats import EMAIL, LINK, ORCID, ROR, URL
from neuromatch_site.config.kinds import BOOLEAN, TEXT, list_of, unused
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.moments import ZONE
from neuromatch_site.config.names import (
    Name,
    holds_more,
    is_family_alone,
    looks_like_organisation,
    looks_like_several,
    parse_name,
    without_titles,
)
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.urls import UrlKind, is_safe_url

_ADDRESSES: Mapping[str, str] = {
    "bluesky": "https://bsky.app/profile/",
    "bsky": "https://bsky.app/profile/",
    "linkedin": "https://www.linkedin.com/in/",
    "threads": "https://www.threads.com/@",
    "instagram": "https://www.instagram.com/",
    "twitter": "https://x.com/",
    "x": "https://x.com/",
    "youtube": "https://www.youtube.com/@",
    "facebook": "https://www.facebook.com/",
    "telegram": "https://t.me/",
    "mastodon": "",
    "discourse": "",
    "discord": "",
    "slack": "",
}
"""Services, and what comes before the name of an account; empty where only a URL leads to one."""
_ACCOUNTS = tuple(Field(name, TEXT, "An account on another site.") for name in _ADDRESSES)
_ACCOUNT = re.compile(r"[\w.-]+")
_PAGE = Key(URL, "A personal or institutional page.", ("website",))
_ID = Key(TEXT, "The id that other places use for it.", ("ref",))

# Affiliations.


class Affiliation(Struct, frozen=True, kw_only=True):
    """An institution, as MyST describes it."""

    id: Annotated[str, _ID] = ""
    name: str = ""
    institution: Annotated[str, Key(TEXT, "The institution.", ("institution",), "name")] = ""
    department: Annotated[str, Key(TEXT, "The department.")] = ""
    city: Annotated[str, Key(TEXT, "The city.")] = ""
    region: Annotated[
        str, Key(TEXT, "The state, region or province.", ("region", "province"), "state")
    ] = ""
    country: Annotated[str, Key(TEXT, "The country.")] = ""
    ror: Annotated[str, Key(ROR, "The identifier of the Research Organization Registry.")] = ""
    url: Annotated[str, _PAGE] = ""


_AFFILIATION_FIELDS = (
    *(*fields_of(Affiliation), *_ACCOUNTS),
    *unused("A part of the address.", "address", "postal_code", "zipcode", "zip_code"),
    *unused("An identifier.", "isni", "ringgold", "doi"),
    *unused("Contact data.", "email", "phone", "fax", "github"),
    Field("collaboration", BOOLEAN, "A group of people, not a person."),
)


def _affiliation(section: Section) -> Affiliation | None:
    place = read_into(Affiliation, section)
    if place is None:
        return None
    full_name = ", ".join(part for part in (place.department, place.institution) if part)
    identifier = place.id or full_name
    return replace(place, id=identifier, name=place.institution or identifier)


AFFILIATION = record(_AFFILIATION_FIELDS, _affiliation, shorthand="id")
AFFILIATIONS = list_of(AFFILIATION, ";")
"""Affiliations in full, or their identifiers."""

# People.


_GIVEN = Field("given", TEXT, "The given names.", ("forename", "first"))
_FAMILY = Field("family", TEXT, "The family name.", ("surname", "last"))
_PARTICLE = Field(
    "non_dropping_particle",
    TEXT,
    "A particle such as `van`.",
    ("particle", "non-dropping-particle"),
)
_DROPPING = Field(
    "dropping_particle", TEXT, "A particle that belongs to the given name.", ("dropping-particle",)
)
_SUFFIX = Field("suffix", TEXT, "A suffix such as `Jr.`.")
_LITERAL = Field("literal", TEXT, "The whole name.")


def _name_of_parts(section: Section) -> Name:
    given = f"{section.get(_GIVEN, '')} {section.get(_DROPPING, '')}".strip()
    suffix = section.get(_SUFFIX, "")
    family = f"{section.get(_PARTICLE, '')} {section.get(_FAMILY, '')}".strip()
    literal = section.get(_LITERAL, "")
    if literal and not (given or family):
        return Name(literal)
    whole = f"{given} {family}".strip()
    return Name(literal or (f"{whole}, {suffix}" if suffix else whole), given, family, suffix)


_PARTS = record((_GIVEN, _FAMILY, _PARTICLE, _DROPPING, _SUFFIX, _LITERAL), _name_of_parts)


def _read_name(value: Value, report: Report) -> Name | None:
    if isinstance(value.data, Mapping):
        return _PARTS.read(value, report)
    text = TEXT.read(value, report)
    if text and without_titles(text) != text:
        name = parse_name(text)
        report.wrong(value, f"`{text}` contains a title; it is left out", f"write `{name.literal}`")
    return parse_name(text) if text else None


def _report_group(name: Name, place: Value, report: Report) -> None:
    """Report a name that is more likely an organisation's, those of several people, or more."""
    in_parts = isinstance(place.data, Mapping)
    if not in_parts and holds_more(place.text):
        message = f"`{place.text}` is more than a name and is cited as written"
        report.wrong(place, message, "write `name:`, and below it `email:` or `affiliations:`")
    elif name.family and looks_like_organisation(name.literal):
        message = f"`{name.literal}` looks like an organisation but is cited as a person"
        report.wrong(place, message, "add `collaboration: true`, or write its name as `literal:`")
    elif not in_parts and looks_like_several(name.literal):
        message = f"`{name.literal}` looks like several people but is cited as one"
        report.wrong(place, message, "write an entry for each")
    elif not in_parts and is_family_alone(place.text.strip()):
        message = f"`{name.literal}` has no given name and is cited as written"
        report.wrong(place, message, "write the given name before it")


_NAME_KIND = Kind(_read_name, {"anyOf": [TEXT.schema, _PARTS.schema]})
_NAME = Field(
    "name", _NAME_KIND, "The name: `Given Family`, `Family, Given`, or its parts.", ("nameParsed",)
)
_AFFILIATIONS = Field("affiliations", AFFILIATIONS, "Their affiliations.", ("affiliation",))


class Person(Struct, frozen=True, kw_only=True):
    """A contributor; ``id`` is what pages say to mean them."""

    id: Annotated[str, _ID] = ""
    name: str
    """As written: ``Dan F. M. Goodman``."""
    given: str = ""
    family: str = ""
    """Empty where only a literal name is known."""
    suffix: str = ""
    """``Jr.``"""
    orcid: Annotated[str, Key(ORCID, "The ORCID.")] = ""
    """Bare: ``0000-0003-1007-6474``."""
    email: Annotated[str, Key(EMAIL, "The e-mail address.")] = ""
    url: Annotated[str, _PAGE] = ""
    github: Annotated[str, Key(LINK, "The name on GitHub.")] = ""
    accounts: tuple[str, ...] = ()
    """URLs of accounts elsewhere."""
    affiliations: tuple[str, ...] = ()
    """Identifiers of affiliations."""
    roles: Annotated[
        tuple[str, ...], Key(list_of(TEXT, ",;"), "CRediT roles, or others.", ("role",))
    ] = ()
    """As written."""
    corresponding: Annotated[bool, Key(BOOLEAN, "Corresponding author.")] = False
    collaboration: Annotated[bool, Key(BOOLEAN, "A group as one author.")] = False
    image: Annotated[str, Key(TEXT, "A portrait: a file of the course.", ("photo", "picture"))] = ""
    """Path from the course folder."""
    bio: Annotated[
        MarkdownText | None, Key(MARKDOWN, "A short biography, in Markdown.", ("biography",))
    ] = None
    pod: Annotated[str, Key(TEXT, "Their pod or group.", ("group",))] = ""
    timezone: Annotated[str, Key(ZONE, "Their time zone, such as `Asia/Kolkata`.")] = ""
    position: Position | None = None


class Entry(Struct, frozen=True):
    """A person, as written in one place."""

    person: Person
    value: Value
    affiliations: tuple[Affiliation, ...] = ()
    reference: bool = False
    """Only an id or a name is given; the full description can be elsewhere."""


_PERSON_FIELDS = (
    *(*fields_of(Person), _NAME, _AFFILIATIONS, *_ACCOUNTS),
    Field("equal_contributor", BOOLEAN, "Contributed equally.", ("equal-contributor",)),
    Field("deceased", BOOLEAN, "Has died."),
    *unused("Further data.", "userId", "note", "phone", "fax", "collaborations"),
)
_GROUP_FIELDS = (
    *_PERSON_FIELDS,
    *(field for field in _AFFILIATION_FIELDS if field.name not in {f.name for f in _PERSON_FIELDS}),
)


def _accounts(section: Section) -> tuple[str, ...]:
    """Return the URLs of accounts elsewhere; a name that is no account is reported."""
    identifiers: list[str] = []
    for field in _ACCOUNTS:
        account = section.get(field, "").strip()
        if not account:
            continue
        name, _, host = account.removeprefix("@").partition("@")
        if is_safe_url(UrlKind.LINK, account) and account.startswith("https:"):
            identifiers.append(account)
        elif host:
            identifiers.append(f"https://{host}/@{name}")
        elif _ADDRESSES[field.name] and _ACCOUNT.fullmatch(name):
            identifiers.append(_ADDRESSES[field.name] + name)
        else:
            place = section.values[field.name]
            section.report.wrong(place, f"`{account}` is not an account", "write its URL")
    return tuple(identifiers)


def _read_person(value: Value, report: Report) -> Entry | None:
    if isinstance(value.data, str | int | float):
        name = _read_name(value, report) or Name(value.text)
        _report_group(name, value, report)
        person = Person(
            id=value.text,
            name=name.literal,
            given=name.given,
            family=name.family,
            suffix=name.suffix,
            position=value.position,
        )
        return Entry(person, value, reference=True)
    group = isinstance(value.data, Mapping) and "collaboration" in value.data
    section = read_section(value, _GROUP_FIELDS if group else _PERSON_FIELDS, report)
    return None if section is None else _person_entry(section, value)


def _person_entry(section: Section, value: Value) -> Entry | None:
    keys = keys_of(Person)
    identifier = section.get(keys["id"], "")
    name = section.get(_NAME, parse_name(identifier))
    collaboration = section.get(keys["collaboration"], default=False)
    if not name.literal:
        section.report.wrong(value, "a person needs a `name`", "add it")
        return None
    written = section.values.get(_NAME.name)
    if written and not collaboration:
        _report_group(name, written, section.report)
    elif written and isinstance(written.data, str):
        name = Name(written.text.strip())
    affiliations = section.get(_AFFILIATIONS, ())
    person = read_into(
        Person,
        section,
        id=identifier or name.literal,
        name=name.literal,
        given="" if collaboration else name.given,
        family="" if collaboration else name.family,
        suffix="" if collaboration else name.suffix,
        accounts=_accounts(section),
        affiliations=tuple(affiliation.id for affiliation in affiliations),
        position=value.position,
    )
    if person is None:
        return None
    return Entry(person, value, affiliations, reference=section.values.keys() == {"id"})


PERSON_SCHEMA = object_schema(_GROUP_FIELDS)
PERSON = Kind(_read_person, {"anyOf": [TEXT.schema, {"$ref": "#/$defs/person"}]})
PEOPLE = list_of(PERSON)
"""People in full, by name, or by identifier."""
