r"""TeX in BibTeX fields -> plain text with CSL's ``<i> <b> <sub> <sup>``.

Accents are composed by Unicode. Why our own: pylatexenc takes 20 ms to import, loses ``Ca$^{2+}$``
and ``\emph``, and recurses without limit.
"""

# ruff: noqa: RUF001 - the letters and signs that TeX spells out

import re
import unicodedata

from msgspec import Struct

_TOKEN = re.compile(
    r"\\([A-Za-z]+)[ \t\n]*|\\(.)|([{}~$^_])|(---?|``|'')|([^\\{}~$^_`'-]+|.)", re.DOTALL
)
_SPECIAL = re.compile(r"[\\{}~$]|--|``|''")
_DEEPEST = 40
_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
}
_SYMBOLS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "S": "§", "P": "¶", "dag": "†", "ddag": "‡",
    "copyright": "©", "pounds": "£", "euro": "€", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textasciitilde": "~",
    "textquotedblright": "”", "textbackslash": "\\", "textunderscore": "_", "textregistered": "®",
    "texttrademark": "™", "textdegree": "°", "degree": "°", "ldots": "…", "dots": "…",
    "textellipsis": "…", "times": "×", "pm": "±", "sim": "∼", "approx": "≈", "leq": "≤",
    "geq": "≥", "le": "≤", "ge": "≥", "infty": "∞", "to": "→", "rightarrow": "→", "cdot": "·",
    "textperiodcentered": "·", "textmu": "µ", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX",
    "varepsilon": "ε", "varphi": "φ", "vartheta": "ϑ", "ell": "ℓ", "prime": "′", "partial": "∂",
    "nabla": "∇", "circ": "°", "textbar": "|", "textless": "<", "textgreater": ">", "quad": " ",
    "textbraceleft": "{", "textbraceright": "}", "textdollar": "$", "textasciicircum": "^",
}  # fmt: skip
_STYLES = {
    "emph": "i", "textit": "i", "textsl": "i", "it": "i", "em": "i", "itshape": "i",
    "textbf": "b", "bf": "b", "bfseries": "b", "mathbf": "b", "mathit": "i",
    "textsuperscript": "sup", "textsubscript": "sub",
}  # fmt: skip
_SWITCHES = frozenset("it em itshape bf bfseries".split())
"""They hold until their group ends."""
_SILENT = frozenset("relax protect boldmath unboldmath textstyle left right big".split())
_DROPPED = frozenset({"noopsort"})
"""Their argument is for sorting, not for reading."""
_DASHES = {"--": "–", "---": "—", "``": "“", "''": "”"}


class _Reader(Struct):
    tokens: list[re.Match[str]]
    place: int = 0
    math: bool = False
    depth: int = 0
    """Number of commands that wait for their argument."""


def tex_to_text(tex: str) -> str:
    """Return the printed form of TeX, on one line; unknown commands are kept as typed."""
    if not _SPECIAL.search(tex):
        return " ".join(tex.split())
    if _depth(tex) > _DEEPEST:
        tex = re.sub(r"(?<!\\)[{}]", "", tex)
    reader = _Reader(list(_TOKEN.finditer(tex)))
    text = ""
    while reader.place < len(reader.tokens):  # a brace too many ends a group, not the text
        text += _group(reader)
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00a0", " ").split())


def _depth(tex: str) -> int:
    depth = deepest = 0
    for brace in re.findall(r"\\.|[{}]", tex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        deepest = max(deepest, depth)
    return deepest


def _group(reader: _Reader) -> str:
    """Return the text up to the brace that closes the group, or to the end."""
    parts: list[str] = []
    style = ""
    while reader.place < len(reader.tokens):
        token = reader.tokens[reader.place]
        reader.place += 1
        if token[3] == "}":
            break
        if token[1] in _SWITCHES and not style:
            parts = ["".join(parts), f"<{_STYLES[token[1]]}>"]
            style = f"</{_STYLES[token[1]]}>"
        else:
            parts.append(_token_text(token, reader))
    return "".join(parts) + style


def _token_text(token: re.Match[str], reader: _Reader) -> str:
    command, character, mark, dash, text = token.groups()
    if command:
        return _command(command, reader) or _unknown(token, reader)
    if character:
        if character in _ACCENTS and not reader.math:
            return _accented(character, _argument(reader))
        return "" if character in "()[]/-" else " " if character in ",;: \\\n" else character
    if dash:
        return _DASHES[dash]
    return _mark(mark, reader) if mark else text


def _mark(mark: str, reader: _Reader) -> str:
    if mark == "{":
        return _group(reader)
    if mark == "$":
        reader.math = not reader.math
        return ""
    if mark == "~":
        return "\u00a0"
    if not reader.math:
        return mark
    tag = "sup" if mark == "^" else "sub"
    return f"<{tag}>{_argument(reader)}</{tag}>"


def _command(name: str, reader: _Reader) -> str:
    if name in _ACCENTS and not reader.math:
        return _accented(name, _argument(reader))
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    if name in _STYLES:
        return f"<{_STYLES[name]}>{_argument(reader)}</{_STYLES[name]}>"
    return _greek(name)


def _unknown(token: re.Match[str], reader: _Reader) -> str:
    """Return the argument of a command that is not known; without one, the command as typed."""
    follows = reader.tokens[reader.place][0] if reader.place < len(reader.tokens) else ""
    if follows == "{":
        argument = _argument(reader)
        return "" if token[1] in _DROPPED else argument
    return "" if token[1] in _SILENT else token[0]


def _greek(name: str) -> str:
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}")
    except KeyError:
        return ""


def _accented(accent: str, base: str) -> str:
    plain = {"ı": "i", "ȷ": "j"}.get(base[:1], base[:1])
    return unicodedata.normalize("NFC", plain + _ACCENTS[accent]) + base[1:] if base else ""


def _argument(reader: _Reader) -> str:
    """Return the group, the command or the one character that follows."""
    if reader.place >= len(reader.tokens) or reader.depth > _DEEPEST:
        return ""
    token = reader.tokens[reader.place]
    if token[3] == "}":
        return ""
    text = (token[5] or "").lstrip()
    if len(text) > 1 and (rest := _TOKEN.match(text, 1)):  # one character of a run of them
        reader.tokens[reader.place] = rest
        return text[0]
    reader.place += 1
    reader.depth += 1
    argument = _token_text(token, reader)
    reader.depth -= 1
    return argument
