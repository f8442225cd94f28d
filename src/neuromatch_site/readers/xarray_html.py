"""The HTML of an xarray data set -> HTML that folds without its style sheet.

xarray folds with check boxes and a style sheet, which an output cannot contain.
"""

import re
from collections import Counter

from msgspec import Struct, field

_MARK = "xr-text-repr-fallback"
_TAG = re.compile(
    r"<(/?)([a-z][a-z0-9]*+)((?:[^<>\"']|\"[^\"<>]*+\"|'[^'<>]*+')*+)>", re.IGNORECASE
)
_CLASS = re.compile(r"class=[\"']([^\"']*)[\"']")
_EMPTY = frozenset({"br", "hr", "img"})
_TAGS = {
    "xr-header": ("<p>", "</p>"),
    "xr-obj-type": ("<strong>", "</strong> "),
    "xr-obj-name": ("", " "),
    "xr-array-name": ("", " "),
    "xr-dim-list": ("(", ")"),
    "xr-array-wrap": ("<details><summary>", "</details>"),
    "xr-array-preview": ("<code>", "</code></summary>"),
    "xr-var-item": ("<details><summary>", "</details>"),
    "xr-var-name": ("<strong>", "</strong> "),
    "xr-var-dims": ("", " "),
    "xr-var-dtype": ("", " "),
    "xr-var-preview": ("<code>", "</code>"),
    "xr-index-name": ("<strong>", "</strong> "),
    "xr-index-preview": ("<code>", "</code>"),
}
"""What stands for an element of this class."""
_LAYOUT = frozenset({"div", "label", "span", "ul"})


def is_xarray(html: str) -> bool:
    """Return whether HTML comes from xarray."""
    return _MARK in html


def folded_xarray(html: str) -> str:
    """Return the HTML with ``<details>`` for xarray's folds, and without its layout.

    It still has to be sanitized.
    """
    writer, end = _Writer(), 0
    for tag in _TAG.finditer(html):
        writer.text(html[end : tag.start()])
        writer.close(tag[2].lower()) if tag[1] else writer.open(tag)
        end = tag.end()
    writer.text(html[end:])
    return "".join(writer.pieces)


class _Writer(Struct):
    pieces: list[str] = field(default_factory=list)
    ends: list[tuple[str, str]] = field(default_factory=list)
    """The open elements, and the text to write at their end."""
    open_names: Counter[str] = field(default_factory=Counter)
    leaving_out: str = ""
    """The element that is left out until it ends."""
    line: str = "summary"
    """The title of the current section: an empty section does not fold."""

    def text(self, text: str) -> None:
        if not self.leaving_out:
            self.pieces.append(text)

    def open(self, tag: re.Match[str]) -> None:
        name, classes = (
            tag[2].lower(),
            (class_match[1] if (class_match := _CLASS.search(tag[3])) else ""),
        )
        if self.leaving_out:
            return
        if name in ("svg", "style") or _MARK in classes:
            self.leaving_out = name
        elif name == "input":
            self.fold(classes, tag[3])
        elif name in _EMPTY:
            self.pieces.append(tag[0])
        else:
            begin, end = self.written(name, classes.split(), tag[0])
            self.pieces.append(begin)
            self.ends.append((name, end))
            self.open_names[name] += 1

    def close(self, name: str) -> None:
        if self.leaving_out:
            self.leaving_out = "" if name == self.leaving_out else self.leaving_out
            return
        while self.open_names[name]:
            opened, end = self.ends.pop()
            self.open_names[opened] -= 1
            self.pieces.append(end)
            if opened == name:
                return

    def fold(self, classes: str, attributes: str) -> None:
        """Start the content of this check box, or end its title."""
        if classes == "xr-section-summary-in":
            is_empty, is_open = "disabled" in attributes, "checked" in attributes
            self.line = "p" if is_empty else "summary"
            begin = "" if is_empty else f"<details{' open' if is_open else ''}>"
            self.pieces.append(f"{begin}<{self.line}>")
            self.ends[-1:] = [("li", "" if is_empty else "</details>")]
        elif classes in ("xr-var-attrs-in", "xr-index-data-in"):
            self.pieces.append("</summary>")

    def written(self, name: str, classes: list[str], tag: str) -> tuple[str, str]:
        """Return the text before and after the content of an element."""
        for class_ in classes:
            if class_ in _TAGS:
                return _TAGS[class_]
            if class_ == "xr-section-inline-details":
                return " ", f"</{self.line}>"
            if class_ == "xr-section-item":
                return "", ""
        if name == "li":
            first = next((piece for piece in reversed(self.pieces) if piece.strip()), "") == "("
            return ("" if first else ", "), ""
        return ("", "") if name in _LAYOUT else (tag, f"</{name}>")
