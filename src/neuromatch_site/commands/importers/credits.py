"""The first cell of a Neuromatch tutorial: its title and its authors."""

import re

from msgspec import Struct, field

_LABEL = re.compile(r"^(?:\*\*|__)([^*_]+?):?(?:\*\*|__)(:?)\s*(.*)$")
_SEVERAL = re.compile(r"(?<!\s)\s*+\|\s*(?=\*\*|__)")
_TITLE = re.compile(r"^#\s++(.*?\S)\s*+$")
_MINUTES = re.compile(
    r"Estimated timing of (?:the )?tutorial:?\*?\s*+:?\s*+([^*\n]+)", re.IGNORECASE
)
_HELPED = re.compile(r"\bwith (?:the )?help (?:from|of)\b")
_BETWEEN_NAMES = re.compile(r"(?<!\s)\s*+(?:,|;|\band\b|&|\bwith (?:the )?help (?:from|of)\b)\s*")
_LINKED = re.compile(r"\[([^\[\]()]+)\]\((https?://[^\s()]+)\)")
_TIME = re.compile(r"(?<!\d)(\d++(?:\.\d++)?)\s*+(h|m)", re.IGNORECASE)


class Credits(Struct):
    """Title and people of a page."""

    title: str = ""
    subtitle: str = ""
    authors: list[str] = field(default_factory=list)
    contributors: list[str] = field(default_factory=list)
    urls: dict[str, str] = field(default_factory=dict)
    """Personal pages by name, from links in the cell."""
    rest: str = ""
    """The rest of the text."""


def read_credits(text: str) -> Credits:
    """Return title and people in the text of a cell.

    Creators are authors; reviewers, editors and post-production are contributors, whose lines are
    kept in the rest, like those with other labels: only authors are shown above a page.
    """
    named = Credits()
    lines: list[str] = []
    for line in text.split("\n"):
        stripped = line.strip()
        title = _TITLE.match(stripped)
        if title and not named.title:
            named.title = title[1]
        elif (left := _without_credits(line, named)) is not None:
            lines.append(left)
    rest = re.sub(r"(?:\n[ \t]*+(?:<br\s*+/?>)?[ \t]*+(?=\n)){2,}", "\n", "\n".join(lines))
    named.rest = re.sub(
        r"\A(?:<br\s*/?>|\s)+|(?<!\s)(?<!<br>)(?<!<br/>)(?:<br\s*+/?>|\s)++\Z", "", rest
    )
    return named


def _without_credits(line: str, named: Credits) -> str | None:
    """Take the credits of a line, of which ``|`` parts several; None where nothing is left."""
    parts = _SEVERAL.split(line.strip())
    left = [
        part for part in parts if not ((label := _LABEL.match(part)) and _read_label(label, named))
    ]
    if len(left) == len(parts):
        return line
    return " | ".join(left) if left else None


def minutes(text: str) -> int:
    """Return the duration of a tutorial in minutes from its text; 0 if it is not given."""
    match = _MINUTES.search(text)
    parts = _TIME.findall(match[1]) if match else []
    return round(sum(float(number) * (60 if unit.lower() == "h" else 1) for number, unit in parts))


def _read_label(label: re.Match[str], named: Credits) -> bool:
    """Take what a labelled line says; return whether it was understood."""
    name, value = label[1].strip().lower(), label[3].strip()
    named.urls |= dict(_LINKED.findall(value))
    value = _LINKED.sub(r"\1", value)
    if not value and name.startswith("by "):
        return True  # the course says who publishes it
    if not value and re.match(r"week \d+,? day \d+", name):
        named.subtitle = label[1].strip()
        return True
    if "creator" in name and value:
        named.authors += _people_names(value)
        return not _HELPED.search(value)  # which no list of authors says
    if re.search(r"reviewer|editor|post-production|production", name) and value:
        named.contributors += _people_names(value)
    return False


def _people_names(text: str) -> list[str]:
    names = _BETWEEN_NAMES.split(text.strip().rstrip("."))
    return [name.strip(" *_") for name in names if name.strip(" *_")]
