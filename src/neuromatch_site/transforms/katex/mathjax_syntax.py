r"""TeX that MathJax reads and KaTeX's parser does not -> TeX that both understand.

Commands that KaTeX lacks are macros in ``packages.js``; this module handles what macros cannot: the
order of tokens, columns of arrays, environments with another name.
"""

import re

_LIMITS = re.compile(r"([_^])(\s*)(\\(?:no)?limits)(?![a-zA-Z])")
_TRAILING = re.compile(r"(?<!\\)((?:\\\\)*)\\\s*$")
_OTHER_NAMES = re.compile(r"\\(begin|end)\{(flalign|eqnarray|math|displaymath|subequations)(\*?)\}")
_NAMES = {
    "flalign": "align",
    "eqnarray": "align",
    "math": "",
    "displaymath": "",
    "subequations": "",
}
_NUMBERED_CASES = re.compile(
    r"\\begin\{(?:sub)?numcases\}\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
)
_CASES_OF_WORDS = re.compile(
    r"\\begin\{(d?r?cases)\*\}((?:(?!\\begin\{d?r?cases\*).)*?)\\end\{\1\*\}", re.DOTALL
)
_SECOND_CELL = re.compile(r"&((?:(?!\\\\).)*)", re.DOTALL)
_EMPHEQ = re.compile(
    r"\\begin\{empheq\}(?:\[([^\]]{0,200})\])?\s*\{(align|alignat|flalign|gather|multline|equation)\*?"
    r"(?:=\d+)?\}((?:(?!\\begin\{empheq\}).)*?)\\end\{empheq\}",
    re.DOTALL,
)
_EMPHEQ_SIDE = re.compile(r"(left|right)\s*=\s*(\{(?:[^{}]|\{[^{}]*\})*\}|[^,]*)")
_EMPHEQ_FENCE = re.compile(r"\\empheq(?:big)?([lr])(brace|brack|paren|angle|vert|Vert|floor|ceil)")
_INSIDE = {"equation": "", "gather": "gathered", "multline": "gathered"}
"""What stands between brackets for an environment with numbers; ``aligned`` for all others."""
_IN_BRACKETS = re.compile(r"(\\[a-zA-Z]+\s*\[)(\{[^\[\]]*\})(?=\])")
"""A whole option of groups: KaTeX takes the first and the last brace for its own."""
_COLOURED = re.compile(r"\\color\s*(\{[^{}]*\})\s*(?=\{)")
"""A colour for a group alone, as MathJax takes it; without a group it is for all that follows."""
_PLACED_FRACTION = re.compile(r"\\cfrac\s*\[[lcr]\]")
_MULTLINE = re.compile(r"\\(begin|end)\{(?:multline|multlined)(\*?)\}")
_COLUMNS = re.compile(
    r"\\begin\{array\}(\s*\[[tbc]\])?(?:\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\})?"
)
_REPEATED = re.compile(r"\*\{(\d{1,2})\}\{([^{}]*)\}")
_BETWEEN = re.compile(r"[@!<>]\{(?:[^{}]|\{[^{}]*\})*\}")
_PARAGRAPH = re.compile(r"[pmb]\{[^{}]*\}")


_FUNCTION = re.compile(
    r"([_^]\s*)(\\(?:arg(?:max|min)?|arc(?:cos|sin|tan)|cosh?|coth?|csc|deg|det|dim|exp|gcd|hom|inf|int|ker"
    r"|lg|lim(?:inf|sup)?|ln|log|max|min|Pr|prod|sec|sinh?|sum|sup|tanh?))(?![a-zA-Z])"
)
"""A function as a script, without braces."""


def accepted(tex: str) -> str:
    """Return the formula in KaTeX's syntax; unchanged if nothing has to be converted."""
    tex = _FUNCTION.sub(r"\1{\2}", tex)
    if "limits" in tex:
        tex = _LIMITS.sub(r"\3\2\1", tex)
    if tex.endswith("\\") or tex.rstrip().endswith("\\"):
        tex = _TRAILING.sub(r"\1 ", tex)
    if r"\color" in tex:
        tex = _COLOURED.sub(r"\\textcolor\1", tex)
    if r"\cfrac" in tex:
        tex = _PLACED_FRACTION.sub(r"\\cfrac", tex)
    if "[{" in tex:
        tex = _IN_BRACKETS.sub(r"\1{\2}", tex)
    if r"\begin{" in tex:
        if "cases*}" in tex:
            tex = _CASES_OF_WORDS.sub(_cases_of_words, tex)
        if "{empheq}" in tex:
            tex = _EMPHEQ.sub(_between_fences, tex)
        if "numcases}" in tex:
            tex = _NUMBERED_CASES.sub(r"\1\\begin{cases}", tex)
            tex = re.sub(r"\\end\{(?:sub)?numcases\}", r"\\end{cases}", tex)
        tex = _OTHER_NAMES.sub(_renamed, tex)
        tex = _MULTLINE.sub(_gathered, tex)
        tex = _arrays(tex)
    return tex


def _renamed(match: re.Match[str]) -> str:
    name = _NAMES[match[2]]
    return f"\\{match[1]}{{{name}{match[3]}}}" if name else " "


def _cases_of_words(match: re.Match[str]) -> str:
    """Return ``cases`` whose second column is text, as mathtools has it."""
    body = _SECOND_CELL.sub(lambda cell: rf"&\text{{{cell[1].strip()}}}", match[2])
    return f"\\begin{{{match[1]}}}{body}\\end{{{match[1]}}}"


def _between_fences(match: re.Match[str]) -> str:
    """Return the lines of ``empheq`` with what its options put beside or around them."""
    options, name = match[1] or "", _INSIDE.get(match[2], "aligned")
    sides = {side: words.strip("{} ") for side, words in _EMPHEQ_SIDE.findall(options)}
    left, right = (_fence(sides.get(side, ""), side) for side in ("left", "right"))
    if r"\left" in left or r"\right" in right:
        left = left if r"\left" in left else left + r"\left."
        right = right if r"\right" in right else r"\right." + right
    inner = f"\\begin{{{name}}}{match[3]}\\end{{{name}}}" if name else match[3]
    tex = f"{left}{inner}{right}"
    return rf"\boxed{{{tex}}}" if "box" in options else tex


def _fence(words: str, side: str) -> str:
    return _EMPHEQ_FENCE.sub(rf"\\{side}\\\1\2 ", words)


def _gathered(match: re.Match[str]) -> str:
    mark = r"\@multline " if match[1] == "begin" else ""
    return f"\\{match[1]}{{gather{match[2]}}}{mark}"


def _arrays(tex: str) -> str:
    """Return the formula with columns of arrays that are letters and lines alone."""
    parts: list[str] = []
    end = 0
    for match in _COLUMNS.finditer(tex):
        place, columns = match[1] or "", match[2]
        if columns is None or not re.fullmatch(r"[^\\&]*", _BETWEEN.sub("", columns)):
            begin = _first_cell(tex, match.start() + len(r"\begin{array}" + place))
            columns = _counted(tex[begin:])
        else:
            begin = match.end()
        parts.append(f"{tex[end : match.start()]}\\begin{{array}}{place}{{{_letters(columns)}}}")
        end = begin
    return "".join([*parts, tex[end:]])


def _letters(columns: str) -> str:
    columns = _BETWEEN.sub("", columns)
    columns = _REPEATED.sub(lambda match: match[2] * min(int(match[1]), 50), columns)
    return _PARAGRAPH.sub("l", columns)


def _first_cell(tex: str, begin: int) -> int:
    """Return where the cells begin: MathJax takes an ``&`` there for the columns."""
    rest = tex[begin:]
    first = rest.lstrip()
    return begin + len(rest) - len(first) + 1 if first.startswith("&") else begin


def _counted(cells: str) -> str:
    """Return centred columns for an array that names none, as many as its widest row has."""
    body = cells.partition(r"\end{array}")[0]
    return "c" * (max(row.count("&") for row in body.split(r"\\")) + 1)


_GROUP = r"\s*(?:\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\\[a-zA-Z]+|[^\s{}\\])"
_COMMAND = re.compile(rf"\\(?:[dt]?frac|[dt]?binom){_GROUP}{_GROUP}|\\[a-zA-Z]+{_GROUP}")


def with_braces(tex: str, place: int) -> str:
    r"""Return the formula with braces around a command and its arguments: ``f_{\hat{x}}``."""
    match = _COMMAND.match(tex, place)
    if match is None:
        return tex
    return f"{tex[:place]}{{{match[0]}}}{tex[match.end() :]}"


def original_place(tex: str, changed: str, offset: int) -> int:
    """Return the offset in the author's formula of an offset in the converted one."""
    same = next((i for i, (a, b) in enumerate(zip(tex, changed, strict=False)) if a != b), len(tex))
    if offset <= same:
        return offset
    return max(same, len(tex) - (len(changed) - offset))
