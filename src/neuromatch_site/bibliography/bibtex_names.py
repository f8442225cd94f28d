"""``author`` and ``editor`` of BibTeX -> CSL names.

Source: the BibTeX documentation (btxdoc, section 4, "Author names"): ``First von Last``, ``von
Last, First``, ``von Last, Jr, First``; text in braces is one word.
"""

import re
from collections.abc import Sequence

from neuromatch_site.bibliography.csl import CslName
from neuromatch_site.markup.tex_text import tex_to_text

_AND = re.compile(r"(?<!\s)\s++and(?=\s)|\\.|[{}]", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"[\s~]+|\\.|[{}]", re.DOTALL)
_COMMA = re.compile(r",|\\.|[{}]", re.DOTALL)
_PAIR = re.compile(r"\s*([a-z]+(?:-[a-z]+)?)\s*=\s*(.*)", re.DOTALL)
_PARTS = ("family", "given", "prefix", "suffix")
_MOST = 2_000


def read_names(text: str) -> list[CslName]:
    """Return the people of a field; ``and others`` is the literal name ``others``."""
    plain = " ".join(text.split())  # to look for `and` in long runs of spaces takes their square
    names = (_parsed_name(part) for part in _split_outside_braces(plain, _AND)[:_MOST])
    return [name for name in names if name]


def _split_outside_braces(text: str, separator: re.Pattern[str]) -> list[str]:
    """Return the parts between separators that stand outside of braces."""
    parts, depth, start = [], 0, 0
    for match in separator.finditer(text):
        mark = match[0]
        if mark in "{}":
            depth += 1 if mark == "{" else -1
        elif depth <= 0 and mark[0] != "\\":
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _parsed_name(text: str) -> CslName:
    text = text.strip()
    if text.lower() == "others":
        return CslName(literal="others")
    if _is_one_group(text):
        return _literal(text)
    parts = [part.strip() for part in _split_outside_braces(text, _COMMA)]
    pairs = [match for part in parts if (match := _PAIR.fullmatch(part))]
    if pairs and len(pairs) == len(parts):
        return _from_pairs({match[1]: match[2] for match in pairs})
    words = [[word for word in _split_outside_braces(part, _SPACE) if word] for part in parts]
    if len(words) == 1:
        return _first_von_last(words[0])
    suffix, first = (words[1], words[2]) if len(words) > 2 else ([], words[1])
    von, last = _von_last(words[0])
    return _built(first, von, last, suffix)


def _is_one_group(text: str) -> bool:
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for match in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth:
            return match.end() == len(text)
    return False


def _first_von_last(words: Sequence[str]) -> CslName:
    if len(words) < 2:
        return _literal("".join(words))
    small = [i for i, word in enumerate(words[:-1]) if _is_small(word)]
    if not small:
        return _built(words[:-1], [], words[-1:], [])
    first, end = small[0], small[-1] + 1
    return _built(words[:first], words[first:end], words[end:], [])


def _von_last(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    small = [i for i, word in enumerate(words[:-1]) if _is_small(word)]
    end = small[-1] + 1 if small and small[0] == 0 else 0
    return words[:end], words[end:]


def _is_small(word: str) -> bool:
    """Return whether the word begins with a small letter; in braces it does not count."""
    text = tex_to_text(word) if word.startswith("{\\") else word
    return text[:1].islower()


def _built(
    first: Sequence[str], von: Sequence[str], last: Sequence[str], suffix: Sequence[str]
) -> CslName:
    return _from_pairs(
        {
            "family": " ".join(last),
            "given": " ".join(first),
            "prefix": " ".join(von),
            "suffix": " ".join(suffix),
        }
    )


def _from_pairs(pairs: dict[str, str]) -> CslName:
    dropped = pairs.get("useprefix", "").lower() == "false"
    named = {"prefix": "dropping-particle" if dropped else "non-dropping-particle"}
    known = {name: value for name, value in pairs.items() if name in _PARTS}
    texts = {named.get(name, name): tex_to_text(_bare(value)) for name, value in known.items()}
    name = CslName()
    for part, text in texts.items():
        if text:
            name[part] = text  # type: ignore[literal-required]
    return name


def _bare(text: str) -> str:
    """Return a value without the quotes that hold its commas together."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def _literal(text: str) -> CslName:
    literal = tex_to_text(text)
    return CslName(literal=literal) if literal else CslName()
