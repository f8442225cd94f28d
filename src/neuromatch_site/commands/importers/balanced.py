"""Close what the text of a cell leaves open: every construct ends with its cell."""

import re
from collections.abc import Iterator

_FENCE = re.compile(r"[ \t]{0,3}(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)")
_SPAN = re.compile(
    r"(?<!`)(?P<mark>`++)(?:(?!\n[ \t]*+\n).){1,2000}?(?<!`)(?P=mark)(?!`)|<!--(?:(?!<!--).)*?-->",
    re.DOTALL,
)
"""Code in a line, which ends with its paragraph, and comments."""
_MATH = re.compile(r"\$\$(?P<tex>(?:(?!\$\$|\n[ \t]*\n).)+?)\$\$", re.DOTALL)
_LABEL = re.compile(r"[ \t]*\([^()$\n]+\)[ \t]*$", re.MULTILINE)
_MARK = re.compile(
    r"<(?P<close>/?)(?P<name>details?|div|center)\b[^<>]*>|^[ ]{0,3}(?P<heading>#{1,6})[ \t]",
    re.IGNORECASE | re.MULTILINE,
)
_DEEPEST = 6
_OPEN_COMMENT = re.compile(
    r"^[ >]{0,3}(?:(?:[-*+]|\d+[.)])[ \t]+)?<!--(?!.*-->)", re.DOTALL | re.MULTILINE
)


def balanced(text: str) -> str:
    """Return the text of a cell with every fence, comment, formula and element closed.

    A formula of several lines is put on its own lines. An element is closed before a heading that
    is not below the one above it, else at the end of the cell.
    """
    return _elements_closed(_formulas_apart(_comment_closed(_fences_closed(text))))


def without_code(text: str, *, spans: bool = True) -> str:
    """Return a text of the same length with code and comments replaced by spaces.

    Without ``spans``, inline code is kept.
    """
    lines, mark = [], ""
    for line in text.split("\n"):
        fence = _FENCE.fullmatch(line)
        if mark:
            closes = fence and fence["mark"].startswith(mark) and not fence["info"].strip()
            mark = "" if closes else mark
            lines.append(" " * len(line))
        elif fence:
            mark = fence["mark"]
            lines.append(" " * len(line))
        else:
            lines.append(line)
    plain = "\n".join(lines)
    return _SPAN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), plain) if spans else plain


def _fences_closed(text: str) -> str:
    mark = ""
    for line in text.split("\n"):
        fence = _FENCE.fullmatch(line)
        if fence and mark:
            closes = fence["mark"].startswith(mark) and not fence["info"].strip()
            mark = "" if closes else mark
        elif fence:
            mark = fence["mark"]
    return f"{text.rstrip()}\n{mark}" if mark else text


def _comment_closed(text: str) -> str:
    """End a comment that stays open to the end of the cell: what it hides is nobody's to read."""
    return f"{text.rstrip()}\n-->" if _OPEN_COMMENT.search(without_code(text)) else text


def _formulas_apart(text: str) -> str:
    """Put ``$$`` on lines of their own where the formula between them has several lines."""
    for match in reversed(list(_MATH.finditer(without_code(text)))):
        start, end = match.span()
        label = _LABEL.match(text, end)
        before = text[text.rfind("\n", 0, start) + 1 : start]
        close = f"$${label[0].rstrip()}" if label else "$$"
        end = label.end() if label else end
        after = text[end:].partition("\n")[0]
        above = text[: start - len(before)].removesuffix("\n").rpartition("\n")[2]
        if "\n" not in match["tex"] or not (before + above + after).strip():
            continue
        if re.match(r"\s*(?:>|[-*+] |\d+[.)] )", before) or before[:1].isspace():
            continue  # in a list or a quotation, whose lines begin with a mark
        lead = f"{text[:start].rstrip()}\n\n" if text[:start].strip() else ""
        rest = f"\n\n{text[end:].lstrip()}" if text[end:].strip() else ""
        tex = text[start + 2 : match.end() - 2].strip("\n")
        text = f"{lead}$$\n{tex}\n{close}{rest}"
    return text


def _elements_closed(text: str) -> str:
    text = re.sub(r"</detail\s*>", "</details>", text, flags=re.IGNORECASE)
    ends = sorted(_missing_ends(text), key=lambda end: end[0], reverse=True)
    for offset, name in ends:
        text = f"{text[:offset].rstrip()}\n\n</{name}>\n\n{text[offset:].lstrip(chr(10))}"
    return text.rstrip("\n") if ends else text


def _missing_ends(text: str) -> Iterator[tuple[int, str]]:
    """Yield where an element that nothing closes ends, and its name; the innermost last."""
    opened: list[tuple[str, int, int]] = []  # name, offset, level of the heading above
    unclosed: list[tuple[str, int, int]] = []
    headings: list[tuple[int, int]] = []
    for mark in _MARK.finditer(without_code(text)):
        if mark["heading"]:
            headings.append((mark.start(), len(mark["heading"])))
            continue
        name = mark["name"].lower()
        if not mark["close"]:
            level = headings[-1][1] if headings else _DEEPEST
            opened.append((name, mark.start(), level))
        elif any(name == element[0] for element in opened):
            while opened[-1][0] != name:
                unclosed.append(opened.pop())
            opened.pop()
    for name, start, level in [*opened, *unclosed]:
        after = (at for at, depth in headings if at > start and depth <= level)
        yield next(after, len(text)), name
