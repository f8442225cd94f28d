"""What stands in lines of reStructuredText, as MyST: roles, links, code, notes, substitutions."""

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
    """What a text gives names to."""

    urls: Mapping[str, str] = field(default_factory=dict)
    """Addresses, empty for places in the text, by their name in lower case."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What is put in place of a name, as MyST."""

    @staticmethod
    def in_text(lines: Sequence[str]) -> "Names":
        """Return the names that a text defines."""
        targets = filter(None, map(_DEFINED.match, lines))
        puts = filter(None, map(_REPLACED.match, lines))
        return Names(
            {one["name"].strip().lower(): (one["url"] or "").strip() for one in targets},
            {
                one["name"]: f"![]({one['text']})" if one["kind"] == "image" else one["text"]
                for one in puts
            },
        )


def inline(text: str, names: Names) -> str:
    """Return what stands in a paragraph as MyST."""
    return _INLINE.sub(lambda found: _as_myst(found, names), text)


def _as_myst(found: re.Match[str], names: Names) -> str:
    if found.lastgroup is None:
        return ""  # a space that only parts words
    return _AS_MYST[found.lastgroup](found, names)


def _code(found: re.Match[str], _names: Names) -> str:
    mark = "``" if "`" in found["code"] else "`"
    return f"{mark}{found['code']}{mark}"


def _role(found: re.Match[str], _names: Names) -> str:
    return f"{{{found['role']}}}`{found['said']}`"


def _link(found: re.Match[str], names: Names) -> str:
    return f"[{found['words'].strip() or found['url']}]({_address(found['url'], names)})"


def _named(found: re.Match[str], names: Names) -> str:
    return _reference(found["name"], names)


def _title(found: re.Match[str], _names: Names) -> str:
    return f"*{found['title']}*"


def _note(found: re.Match[str], _names: Names) -> str:
    return f"[^{found['note'].lstrip('#') or 'auto'}]"


def _put(found: re.Match[str], names: Names) -> str:
    return names.texts.get(found["put"], found[0])


def _simple(found: re.Match[str], names: Names) -> str:
    known = found["simple"].lower() in names.urls
    return _reference(found["simple"], names) if known else found[0]


_AS_MYST: Mapping[str, Callable[[re.Match[str], Names], str]] = {
    "code": _code,
    "said": _role,
    "url": _link,
    "name": _named,
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


def _reference(name: str, names: Names) -> str:
    url = names.urls.get(name.lower())
    if url:
        return f"[{name}][]"
    label = name if url == "" else re.sub(r"\W+", "-", name.lower()).strip("-")
    return f"[{name}](#{label})"
