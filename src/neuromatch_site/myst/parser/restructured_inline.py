"""Inline reStructuredText -> MyST: roles, links, code, notes, substitutions."""

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field

_INLINE = re.compile(
    r"``(?P<code>[^`\n](?:[^`]|`(?!`))*?)``"
    r"|:(?P<role>[\w:+.-]{0,60}\w):`(?P<said>[^`]+)`"
    r"|`(?P<words>[^`<]*)<(?P<url>[^`<>]+)>`__?"
    r"|`(?P<name>[^`]+)`__?"
    r"|`(?P<title>[^`]+)`"
    r"|\[(?P<note>#?[\w.-]*|\*)\]_(?!\w)"
    r"|\|(?P<put>[^|\s][^|\n]*)\|_{0,2}"
    r"|(?<![\w`])(?P<simple>[A-Za-z0-9](?:[\w.-]{0,99}[A-Za-z0-9])?)__?(?![\w`])"
    r"|\\ "
)
_DEFINED = re.compile(r" *\.\. _`?(?P<name>[^`:]+)`?:(?P<url> \S.*)?$")
_REPLACED = re.compile(
    r" *\.\. \|(?P<name>[^|]+)\| (?P<kind>replace|image|unicode):: *(?P<text>.*)$"
)


class Names(Struct, frozen=True):
    """The names that a text defines."""

    urls: Mapping[str, str] = field(default_factory=dict)
    """URLs by name in lower case, empty for targets in the text."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Substitutions by name, as MyST."""

    @staticmethod
    def in_text(lines: Sequence[str]) -> "Names":
        """Return the names that a text defines."""
        targets = filter(None, map(_DEFINED.match, lines))
        puts = filter(None, map(_REPLACED.match, lines))
        return Names(
            {target["name"].strip().lower(): (target["url"] or "").strip() for target in targets},
            {
                item["name"]: f"![]({item['text']})" if item["kind"] == "image" else item["text"]
                for item in puts
            },
        )


def inline(text: str, names: Names) -> str:
    """Return the inline content of a paragraph as MyST."""
    return _INLINE.sub(lambda match: _as_myst(match, names), text)


def _as_myst(match: re.Match[str], names: Names) -> str:
    if match.lastgroup is None:
        return ""  # a space that only parts words
    return _AS_MYST[match.lastgroup](match, names)


def _inline_code(match: re.Match[str], _names: Names) -> str:
    mark = "``" if "`" in match["code"] else "`"
    return f"{mark}{match['code']}{mark}"


def _role(match: re.Match[str], _names: Names) -> str:
    return f"{{{match['role']}}}`{match['said']}`"


def _link_text(match: re.Match[str], names: Names) -> str:
    return f"[{match['words'].strip() or match['url']}]({_address(match['url'], names)})"


def _named_link(match: re.Match[str], names: Names) -> str:
    return _reference_text(match["name"], names)


def _title(match: re.Match[str], _names: Names) -> str:
    return f"*{match['title']}*"


def _note(match: re.Match[str], _names: Names) -> str:
    return f"[^{match['note'].lstrip('#') or 'auto'}]"


def _put(match: re.Match[str], names: Names) -> str:
    return names.texts.get(match["put"], match[0])


def _simple(match: re.Match[str], names: Names) -> str:
    known = match["simple"].lower() in names.urls
    return _reference_text(match["simple"], names) if known else match[0]


_AS_MYST: Mapping[str, Callable[[re.Match[str], Names], str]] = {
    "code": _inline_code,
    "said": _role,
    "url": _link_text,
    "name": _named_link,
    "title": _title,
    "note": _note,
    "put": _put,
    "simple": _simple,
}
"""By the last group that matched."""


def _address(url: str, names: Names) -> str:
    """Return where a link leads: a name with ``_`` behind it stands for its address."""
    known = names.urls.get(url.removesuffix("_").lower()) if url.endswith("_") else None
    return url.replace(" ", "") if known is None else known or f"#{url.removesuffix('_')}"


def _reference_text(name: str, names: Names) -> str:
    url = names.urls.get(name.lower())
    if url:
        return f"[{name}][]"
    label = name if url == "" else re.sub(r"\W+", "-", name.lower()).strip("-")
    return f"[{name}](#{label})"
