"""Who speaks: written out, as a list of names in one text, or by an id of ``people.yml``."""

import re
from collections.abc import Mapping

from msgspec import Struct

from neuromatch_site.config.fields import Field, Kind, Report, Section, record
from neuromatch_site.config.formats import LINK, ORCID
from neuromatch_site.config.kinds import DATA, TEXT
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.source import Position


class Speaker(Struct, frozen=True, kw_only=True):
    """Someone who speaks, or wrote with those who do."""

    name: str
    id: str = ""
    """What ``people.yml`` knows them by."""
    affiliation: str = ""
    url: str = ""
    orcid: str = ""
    picture: str = ""
    """Path from the course folder, or a URL."""
    bio: MarkdownText | None = None
    role: str = ""
    coauthor: bool = False
    is_reference: bool = False
    """Only an ``id`` is given: who it is, another file says."""
    position: Position


_ID = Field("id", TEXT, "What `people.yml` knows them by.", ("code",))
_NAME = Field("name", TEXT, "The person's name.", ("public_name", "full_public_name"))
_AFFILIATION = Field("affiliation", TEXT, "Where they work.", ("institution", "organization"))
_URL = Field("url", LINK, "Their own page.", ("website",))
_ORCID = Field("orcid", ORCID, "The ORCID.")
_PICTURE = Field("image", TEXT, "A picture of them.", ("picture", "avatar", "photo"))
_BIO = Field("bio", MARKDOWN, "Who they are.", ("biography", "description"))


def _speaker(opened: Section) -> Speaker | None:
    identifier = opened.get(_ID, "")
    name = opened.get(_NAME, "") or identifier
    if not name:
        opened.report.wrong(opened.position, "`name` is missing", _NAME.doc)
        return None
    return Speaker(
        name=name,
        id=identifier,
        affiliation=opened.get(_AFFILIATION, ""),
        url=opened.get(_URL, ""),
        orcid=opened.get(_ORCID, ""),
        picture=opened.get(_PICTURE, ""),
        bio=opened.get(_BIO, None),
        role=opened.get(_ROLE, ""),
        is_reference=bool(identifier) and _NAME.name not in opened.values,
        position=opened.position,
    )


_ROLE = Field("role", TEXT, "What they do here: `TA`, `Mentor`.")
_FIELDS = (_ID, _NAME, _AFFILIATION, _URL, _ORCID, _PICTURE, _BIO, _ROLE)
_SPEAKER = record(_FIELDS, _speaker)
_WORKPLACE = re.compile(r"\s*\(([^()]+)\)\s*$")
_COMMA_OUTSIDE = re.compile(r",(?![^()]*\))")
_AND = re.compile(r"\s+(?:and|&)\s+")


def split_names(text: str) -> list[str]:
    """Return the names in a text: ``A B; C D``, ``A B | C D``, ``A B (X, Y), C D and E F``.

    ``Family, Given`` is one name: commas part names only where each part has two words.
    """
    for mark in ";|\n":
        if mark in text:
            return [part.strip() for part in text.split(mark) if part.strip()]
    parts = [part.strip() for part in _COMMA_OUTSIDE.split(text) if part.strip()]
    parts = [name for part in parts for name in _AND.split(part) if name.strip()]
    parts = [re.sub(r"^and\s+", "", part) for part in parts]
    names = [_WORKPLACE.sub("", part) for part in parts]
    return parts if all(" " in name for name in names) else [text.strip()]


def _read(value: Value, report: Report) -> tuple[Speaker, ...] | None:
    entries = value.data if isinstance(value.data, tuple) else (value,)
    found: list[Speaker] = []
    for entry in entries:
        if isinstance(entry.data, Mapping):
            speaker = _SPEAKER.read(entry, report)
            found += [speaker] if speaker else []
        elif text := TEXT.read(entry, report):
            names = split_names(text) if entry is value else [text.strip()]
            found += [_written(name, entry.position) for name in names]
    return tuple(found)


def _written(text: str, position: Position) -> Speaker:
    """Return a speaker from ``Name (workplace)``; a word alone may be an id."""
    workplace = _WORKPLACE.search(text)
    name = _WORKPLACE.sub("", text) or text
    is_word = re.fullmatch(r"[\w.-]+", name) is not None
    return Speaker(
        name=name,
        id=name if is_word else "",
        affiliation=workplace[1] if workplace else "",
        position=position,
    )


SPEAKERS = Kind(_read, {"anyOf": [{"type": "array", "items": {}}, TEXT.schema, DATA.schema]})
"""Names, ids, people in full; or one text with several names."""
