"""Speakers: described in full, as names in one text, or by an id of ``people.yml``."""

import re
from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import (
    Key,
    Kind,
    Report,
    Section,
    fields_of,
    keys_of,
    read_into,
    record,
)
from neuromatch_site.config.formats import LINK, ORCID
from neuromatch_site.config.kinds import DATA, TEXT
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.source import Position


class Speaker(Struct, frozen=True, kw_only=True):
    """A speaker, or a co-author."""

    name: Annotated[str, Key(TEXT, "The person's name.", ("public_name", "full_public_name"))] = ""
    id: Annotated[str, Key(TEXT, "What `people.yml` knows them by.", ("code",))] = ""
    affiliation: Annotated[
        str, Key(TEXT, "Their affiliation.", ("institution", "organization"))
    ] = ""
    url: Annotated[str, Key(LINK, "Their website.", ("website",))] = ""
    orcid: Annotated[str, Key(ORCID, "The ORCID.")] = ""
    picture: Annotated[
        str, Key(TEXT, "A picture of them.", ("picture", "avatar", "photo"), "image")
    ] = ""
    """Path from the course folder, or a URL."""
    bio: Annotated[
        MarkdownText | None, Key(MARKDOWN, "Who they are.", ("biography", "description"))
    ] = None
    role: Annotated[str, Key(TEXT, "What they do here: `TA`, `Mentor`.")] = ""
    coauthor: bool = False
    is_reference: bool = False
    """Only an ``id`` is given; another file has the description."""
    position: Position

    @property
    def signed(self) -> str:
        """The name, with the affiliation in brackets if it is known."""
        return f"{self.name} ({self.affiliation})" if self.affiliation else self.name


def _speaker(section: Section) -> Speaker | None:
    speaker = read_into(Speaker, section)
    if speaker is None:
        return None
    if not (speaker.name or speaker.id):
        message = "`name` is missing"
        section.report.wrong(section.position, message, keys_of(Speaker)["name"].doc)
        return None
    is_reference = bool(speaker.id) and "name" not in section.values
    return replace(speaker, name=speaker.name or speaker.id, is_reference=is_reference)


_SPEAKER = record(fields_of(Speaker), _speaker)
_IN_BRACKETS = re.compile(
    r"(?<!\s)\s*+\((?!\w+(?:/\w+)+\)|(?:she|he|they)\b)([^()]+)\)\s*+$", re.IGNORECASE
)
"""A workplace after a name. Pronouns, ``(she/her)``, ``(they)``, are none."""
_WORKPLACE = re.compile(
    r"\buniv|institut|colleg|school|facult|departa?ment|hospital|clini[ck]|academ"
    r"|cent(?:er|re|ro|rum)\b|laborato|research|foundation|polytech|hochschule|école"
    r"|\b(?:lab|labs|inc|ltd|gmbh|cnrs|inserm|mit|eth|epfl|nih)\b|大学|大學|研究",
    re.IGNORECASE,
)
"""Words by which a workplace is told from a name."""
_LONGEST_NAME = 5
"""Words of a name, where it could be a workplace too."""
_WIDE = str.maketrans("\uff1b\uff0c\u3001", ";,,")
"""Semicolon, comma and enumeration comma as they are written between Chinese and Japanese words."""
_COMMA_OUTSIDE = re.compile(r",(?![^()]{0,200}\))")
_AND = re.compile(r"(?<!\s)\s++(?:and|&)\s+")


def split_names(text: str) -> list[str]:
    """Return the names in a text: ``A B; C D``, ``A B | C D``, ``A B (X, Y), C D and E F``.

    ``Family, Given`` is one name: commas separate names only if each part has two words. An
    affiliation after a name stays with it: ``A B, University of C, D E``.
    """
    text = text.translate(_WIDE)
    for mark in ";|\n":
        if mark in text:
            return [name for part in text.split(mark) for name in _of_one_place(part)]
    parts = _between_commas(text)
    if any(_is_workplace(part) for part in parts[1:]):
        return _with_workplaces(parts)
    parts = [name for part in parts for name in _AND.split(part) if name.strip()]
    parts = [re.sub(r"^and\s+", "", part) for part in parts]
    names = [_IN_BRACKETS.sub("", part) for part in parts]
    return parts if all(" " in name for name in names) else [text.strip()]


def _between_commas(text: str) -> list[str]:
    return [part.strip() for part in _COMMA_OUTSIDE.split(text) if part.strip()]


def _is_workplace(part: str) -> bool:
    """Return whether a part of a text is a workplace; ``Name (workplace)`` is a name."""
    return _WORKPLACE.search(_IN_BRACKETS.sub("", part)) is not None


def _of_one_place(text: str) -> list[str]:
    """Return the people in ``A B, C D, University of E, Town``: the last one works there."""
    parts = _between_commas(text)
    named = next((n for n, part in enumerate(parts) if n and _is_workplace(part)), 0)
    names = parts[:named]
    if names and all(1 < len(name.split()) <= _LONGEST_NAME for name in names):
        return [*names[:-1], ", ".join(parts[named - 1 :])]
    return [text.strip()] if parts else []


def _with_workplaces(parts: list[str]) -> list[str]:
    """Return the parts of a text as people, each with the workplaces that follow it."""
    people: list[str] = []
    for part in parts:
        if people and _is_workplace(part):
            people[-1] += f", {part}"
        else:
            people += [name for name in _AND.split(part) if name]
    return people


def _read_speakers(value: Value, report: Report) -> tuple[Speaker, ...] | None:
    entries = value.data if isinstance(value.data, tuple) else (value,)
    speakers: list[Speaker] = []
    for entry in entries:
        if isinstance(entry.data, Mapping):
            speaker = _SPEAKER.read(entry, report)
            speakers += [speaker] if speaker else []
        elif text := TEXT.read(entry, report):
            names = split_names(text) if entry is value else [text.strip()]
            speakers += [_written(name, entry.position) for name in names]
    return tuple(speakers)


def _written(text: str, position: Position) -> Speaker:
    """Return a speaker from ``Name (workplace)`` or ``Name, workplace``; a word may be an id."""
    name, workplace = _parted(text)
    if not workplace and (bracket := _IN_BRACKETS.search(text)):
        name, workplace = text[: bracket.start()], bracket[1]
    is_word = re.fullmatch(r"[\w.-]+", name) is not None
    return Speaker(
        name=name or text, id=name if is_word else "", affiliation=workplace, position=position
    )


def _parted(text: str) -> tuple[str, str]:
    """Return the name and the workplace in ``Name, workplace``; ``Family, Given`` is a name."""
    name, _, rest = text.partition(",")
    if " " in name.strip() and "(" not in name and _WORKPLACE.search(rest):
        return name.strip(), rest.strip()
    return text, ""


SPEAKERS = Kind(
    _read_speakers, {"anyOf": [{"type": "array", "items": {}}, TEXT.schema, DATA.schema]}
)
"""Names, ids, people in full; or one text with several names."""
