"""Elements of MathML, and their text."""

import re
from html import escape

from msgspec import Struct


class Element(Struct):
    """An element of MathML Core: a token with text, or one with other elements."""

    tag: str
    content: "str | list[Element]" = ""
    attributes: dict[str, str] = {}

    def add_class(self, name: str) -> None:
        """Add a class, for the style sheet."""
        before = self.attributes.get("class")
        self.attributes["class"] = f"{before} {name}" if before else name


def serialize(element: Element) -> str:
    """Return an element as text, which is the same in HTML and in XML."""
    parts: list[str] = []
    _write(element, parts)
    return _CONTROL.sub("\ufffd", "".join(parts))


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML has no place for. Source: XML 1.0, 2.2."""


def _write(element: Element, parts: list[str]) -> None:
    tag, content = element.tag, element.content
    parts.append(f"<{tag}")
    parts.extend(f' {name}="{_quoted(value)}"' for name, value in element.attributes.items())
    parts.append(">")
    if isinstance(content, str):
        parts.append(escape(content, quote=False))
    else:
        for child in content:
            _write(child, parts)
    parts.append(f"</{tag}>")


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


LETTER = 0.5
"""The average width of a letter in em."""


def about_width(element: Element) -> float:
    """Return the approximate width of an element in em; both parts of a fraction are counted."""
    if isinstance(element.content, str):
        width = element.attributes.get("width", "0")
        return len(element.content) * LETTER + float(width.removesuffix("em") or 0)
    return sum(map(about_width, element.content))


def row(elements: list[Element]) -> Element:
    """Return the elements as one: a group unless there is exactly one."""
    return elements[0] if len(elements) == 1 else Element("mrow", elements)


def em(length: float) -> str:
    """Return a length in em, in its shortest form."""
    return f"{length:.4f}".rstrip("0").rstrip(".") + "em" if length else "0"
