r"""Numbered lines of ``align`` and ``gather`` -> ``mathGroup`` of ``math``.

LaTeX numbers every line; mystmd and Sphinx the whole formula. Here the formula has one number,
unless two lines have labels, or one has a ``\tag``.
"""

import re
from collections.abc import Iterator

from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import Math, MathGroup
from neuromatch_site.transforms.katex import Formula, render
from neuromatch_site.transforms.katex.alphabets import visible_text

LABEL = re.compile(r"\\label\{([^{}]+)\}")
TAG = re.compile(r"\\tag(\*?)\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
UNNUMBERED = re.compile(r"\\(?:nonumber|notag)(?![a-zA-Z])")
_WHOLE = re.compile(
    r"\s*\\begin\{(align|gather|alignat|flalign|eqnarray)(\*?)\}((?:\{\d+\})?)(.*)\\end\{\1\2\}\s*",
    re.DOTALL,
)
_EQNARRAY = re.compile(r"\\(begin|end)\{eqnarray(\*?)\}")
_MIDDLE_COLUMN = re.compile(r"&((?:(?!\\\\)[^&])*)&")
"""The relation of a line, between two ``&``."""
_TOKEN = re.compile(r"\\(?:begin|end)(?![a-zA-Z])|\\\\(?:\*|\s*\[[^\]]*\])?|\\.|[{}%]|.", re.DOTALL)


def rows_of(node: Math) -> MathGroup | None:
    """Return the numbered lines of a formula as formulas.

    The label of the formula becomes that of its first line.
    """
    match = _WHOLE.fullmatch(node.value)
    if match and match[1] == "eqnarray":
        match = _WHOLE.fullmatch(without_eqnarray(node.value, match[2]))
    if match is None or r"\begin{" + match[1] in match[4]:
        return None
    rows = [row for row in _rows(match[4]) if row.strip()]
    named = len(LABEL.findall(node.value)) > 1 or TAG.search(node.value)
    if len(rows) < 2 or not named:
        return None
    numbered = not match[2]
    children = [_row(row, match, node, numbered=numbered) for row in rows]
    if node.label and not children[0].label:
        children[0].label, children[0].identifier = node.label, node.identifier
    return MathGroup(position=node.position, enumerated=False, children=list(children))


def joined_rows(group: MathGroup) -> str:
    """Return the TeX of the lines together, without numbers by KaTeX."""
    values = [child.value for child in group.children if isinstance(child, Math)]
    match = _WHOLE.fullmatch(values[0]) if values else None
    if match is None:
        return "\n".join(values)
    bodies = [whole[4].strip() for value in values if (whole := _WHOLE.fullmatch(value))]
    return _environment(match, "\\\\\n".join(bodies))


def without_eqnarray(tex: str, star: str = "*") -> str:
    r"""Return the formula with ``align*`` for ``eqnarray``, as in mystmd."""
    if not _EQNARRAY.search(tex):
        return tex
    return _MIDDLE_COLUMN.sub(r"&\1 ", _EQNARRAY.sub(rf"\\\1{{align{star}}}", tex))


def set_tag(node: Math, tag: re.Match[str]) -> None:
    """Use the text of its tag as the number of a formula; formulas in it become characters."""
    words = tag[2].strip()
    if re.search(r"[\\${}]", words):
        (mathml,) = render([Formula(f"\\text{{{words}}}")], {})
        words = visible_text(mathml) if isinstance(mathml, str) else words
    node.enumerator = words or None
    node.bare = True if tag[1] else None


def _row(tex: str, whole: re.Match[str], node: Math, *, numbered: bool) -> Math:
    label, tag = LABEL.search(tex), TAG.search(tex)
    row = Math(position=node.position, tight=node.tight)
    row.enumerated = None if tag or (numbered and not UNNUMBERED.search(tex)) else False
    if label:
        row.identifier, row.label = normalize_label(label[1])
    if tag:
        set_tag(row, tag)
    for pattern in (LABEL, TAG, UNNUMBERED):
        tex = pattern.sub("", tex)
    row.value = _environment(whole, tex.strip())
    return row


def _environment(whole: re.Match[str], body: str) -> str:
    return f"\\begin{{{whole[1]}*}}{whole[3]}\n{body}\n\\end{{{whole[1]}*}}"


def _rows(body: str) -> Iterator[str]:
    r"""Yield what ``\\`` parts, outside of braces and other environments."""
    depth = begin = end = 0
    for match in _TOKEN.finditer(body):
        token, end = match[0], match.end()
        if token in ("{", r"\begin"):
            depth += 1
        elif token in ("}", r"\end"):
            depth -= 1
        elif token.startswith("\\\\") and not depth:
            yield body[begin : match.start()]
            begin = end
    yield body[begin:]
