"""HTML from a program -> sanitized HTML: an allow-list, applied by nh3."""

import re
from collections import defaultdict
from functools import cache

import nh3

from neuromatch_site.readers.output_styles import with_color_classes

_ELEMENTS = set(
    "a abbr b blockquote br caption code col colgroup dd del details dfn div dl dt em figcaption"
    " figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub"
    " summary sup table tbody td tfoot th thead tr u ul var".split()
)
_ATTRIBUTES = {
    "*": {"class", "dir", "lang", "title"},
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
_CLASS = re.compile(r"dataframe|tint-[0-9a-f]{6}-[0-9a-f]{6}|ansi-text--(?:[1-7]|bold)")
_PICTURES = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg", "gif", "webp"))

_FORMATTING = re.compile(r"<(/?)(a|b|code|em|i|s|small|strong|u)\b[^>]*>")
_MOST_ALIKE = 3
"""Browsers forget the first of more: the ends of all would not meet their beginnings."""


def clean_html(text: str) -> str:
    """Return the HTML with allowed content: text, tables, lists, links, images, colours.

    Active content and references to other elements are removed. URLs are unchanged.
    """
    return _without_repetition(_cleaner().clean(with_color_classes(text)))


def _without_repetition(html: str) -> str:
    """Return clean HTML in which bold text is not bold once more within itself, and again."""
    opened: dict[str, list[str]] = defaultdict(list)
    alike: dict[str, int] = defaultdict(int)

    def once(tag: re.Match[str]) -> str:
        closes, name = tag.groups()
        if not closes:
            opened[name].append(tag[0])
            alike[tag[0]] += 1
            return tag[0] if alike[tag[0]] <= _MOST_ALIKE else ""
        begun = opened[name].pop() if opened[name] else ""
        alike[begun] -= 1
        return tag[0] if alike[begun] < _MOST_ALIKE else ""

    return _FORMATTING.sub(once, html)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_ELEMENTS,
        clean_content_tags={"script", "style", "title", "template", "noscript", "svg", "math"},
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"https", "http", "mailto", "data", "media"},
        url_relative="pass_through",
        link_rel="noopener noreferrer",
    )


def _attribute(element: str, name: str, value: str) -> str | None:
    """Return the value, or None to leave the attribute out."""
    if name == "class":
        return " ".join(word for word in value.split() if _CLASS.fullmatch(word)) or None
    if name == "src":
        return value if not value.startswith("data:") or value.startswith(_PICTURES) else None
    if name == "href":
        return None if value.startswith("data:") else value
    return value
