"""Functions on Pandoc's document tree: find parts, make small changes."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

Element = dict[str, Any]
"""``{"t": name, "c": content}``."""
Content = Any
"""JSON of Pandoc; its structure depends on the name."""

LABEL = re.compile(r"\\label\{(?P<label>[^{}]+)\}")
_LENGTH = re.compile(r"(?P<value>[\d.]+)(?P<unit>in|cm|mm|pt)")
_INCHES = {"in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "pt": 1 / 72.27}
_TEXT_WIDTH = 6.3
"""Inches between the margins of a page."""


def raw(text: str, *, inline: bool = False) -> Element:
    """Return raw Markdown, which Pandoc writes unchanged."""
    return {"t": "RawInline" if inline else "RawBlock", "c": ["markdown", text]}


def walk(element: Element) -> Iterator[Element]:
    """Yield an element and every one in it."""
    yield element
    yield from walk_all(element.get("c"))


def walk_all(content: object) -> Iterator[Element]:
    """Yield every element in the content of one, however it is nested."""
    if isinstance(content, dict):
        if isinstance(content.get("t"), str):
            yield content
        for inside in content.values():
            yield from walk_all(inside)
    elif isinstance(content, list):
        for inside in content:
            yield from walk_all(inside)


def id_of(element: Element) -> str:
    """Return the label of an element; empty if it has none."""
    content = element.get("c")
    if element["t"] in ("Div", "Figure", "Table", "Span") and isinstance(content, list):
        return str(content[0][0])
    return ""


def label_in(blocks: Sequence[Element]) -> str:
    """Return the label inside blocks of TeX, if any."""
    raws = (str(node["c"][1]) for node in walk_all(blocks) if node["t"].startswith("Raw"))
    return next((label for text in raws for label in LABEL.findall(text)), "")


def plain_text(words: Sequence[Element]) -> str:
    """Return text without markup."""
    text = ""
    for node in walk_all(words):
        match node["t"]:
            case "Str":
                text += node["c"]
            case "Space" | "SoftBreak" | "LineBreak":
                text += " "
            case "Code" | "Math":
                text += node["c"][1]
    return text


def is_display(element: Element) -> bool:
    """Return whether it is a displayed formula."""
    return element["t"] == "Math" and bool(element["c"][0]["t"] == "DisplayMath")


def fence_length(block: Element) -> int:
    """Return the length of the longest fence of colons in a block; 2 where there is none."""
    texts = (str(node["c"][1]) for node in walk(block) if node["t"].startswith("Raw"))
    runs = (len(text) - len(text.lstrip(":")) for text in texts)
    return max(2, *runs, 2)


def stripped(words: list[Element]) -> list[Element]:
    """Strip spaces at both ends: changes the list, and returns it."""
    blank = ("Space", "SoftBreak", "LineBreak")
    while words and words[0]["t"] in blank:
        del words[0]
    while words and words[-1]["t"] in blank:
        del words[-1]
    return words


def escaped(words: list[Element]) -> list[Element]:
    """Return a paragraph whose first character is not read as MyST: a comment, a block break."""
    first = words[0]
    if first["t"] == "Str" and first["c"].startswith(("%", "+++", ":::")):
        rest = [{"t": "Str", "c": first["c"][1:]}] if first["c"][1:] else []
        return [raw(f"\\{first['c'][0]}", inline=True), *rest, *words[1:]]
    return words


def page_width(text: str) -> str:
    """Return a width relative to the page, which fits on phones."""
    if text.endswith("%"):
        return text
    match = _LENGTH.fullmatch(text)
    if match is None:
        return ""
    share = float(match["value"]) * _INCHES[match["unit"]] / _TEXT_WIDTH
    return "" if share >= 1 else f"{share * 100:.0f}%"


def bullets(items: Sequence[Sequence[Element]]) -> Element:
    """Return a bullet list of items."""
    return {"t": "BulletList", "c": list(items)}


def tight(items: list[list[Element]]) -> list[list[Element]]:
    """Return items without blank lines between them, if none has a second paragraph."""
    if any(sum(block["t"] == "Para" for block in item) > 1 for item in items):
        return items
    return [
        [{**block, "t": "Plain"} if block["t"] == "Para" else block for block in item]
        for item in items
    ]


def grid(rows: Sequence[Any]) -> Iterator[list[list[Element]]]:
    """Yield the cells of each row; a merged cell is in its first place, followed by empty ones."""
    below: dict[int, int] = {}
    for row in rows:
        cells: list[list[Element]] = []
        waiting = list(row[1])
        while waiting or below.get(len(cells), 0):
            place = len(cells)
            if below.get(place, 0):
                below[place] -= 1
                cells.append([])
                continue
            _, _, height, width, blocks = waiting.pop(0)
            cells += [blocks, *([] for _ in range(width - 1))]
            below |= {place + number: height - 1 for number in range(width)}
        yield cells


def in_parentheses(words: Sequence[Element]) -> list[Element]:
    """Return the text of ``(Main).`` without parentheses and period."""
    inner = stripped(list(words))
    if not plain_text(inner).startswith("("):
        return []
    first, last = dict(inner[0]), dict(inner[-1])
    if len(inner) == 1 and first["t"] == "Str":
        return [{"t": "Str", "c": first["c"].strip("().")}]
    if first["t"] == "Str":
        inner[0] = {"t": "Str", "c": first["c"].removeprefix("(")}
    if last["t"] == "Str":
        inner[-1] = {"t": "Str", "c": last["c"].removesuffix(".").removesuffix(")")}
    return inner


def upright(block: Element) -> Element:
    """Return a paragraph of a theorem without Pandoc's italics."""
    words = block.get("c")
    if block["t"] != "Para" or not isinstance(words, list):
        return block
    words = stripped(list(words))
    if len(words) == 1 and words[0]["t"] == "Emph":
        return {"t": "Para", "c": words[0]["c"]}
    return {"t": "Para", "c": words}
