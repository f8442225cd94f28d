"""The colours of an HTML output, in its style sheet and its tags -> classes.

Pages contain no style sheets of others; but pandas and similar libraries use colours for meaning.
"""

import re
from collections.abc import Mapping

from neuromatch_site.media.colors import color_of, nearest_of_eight, tint_class

_SHEET = re.compile(r"<style\b[^>]*>(.*?)</style", re.DOTALL | re.IGNORECASE)
_RULE = re.compile(r"(?:\A|(?<=[{}]))([^{}]{1,20000}+)\{([^{}]*+)\}")
_TAG = re.compile(
    r"<([a-zA-Z][\w-]{0,30})((?:[^<>\"']|\"[^\"<>]{0,2000}+\"|'[^'<>]{0,2000}+'){0,4000}+)>"
)
_ID = re.compile(r"\sid\s*=\s*[\"']?([\w-]+)")
_STYLE = re.compile(r"\sstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DECLARATION = re.compile(r"(?<![a-z-])([a-z-]+)\s*+:\s*+([^;]+)")


def with_color_classes(html: str) -> str:
    """Return the HTML with a class for each colour in its styles; the styles themselves stay."""
    styles = _styles_by_id(html)
    if not styles and "style" not in html:
        return html

    def classed(match: re.Match[str]) -> str:
        name, attributes = match[1], match[2]
        by_id, own = _ID.search(attributes), _STYLE.search(attributes)
        declarations = (styles.get(by_id[1], "") if by_id else "") + ";"
        declarations += (own[1] or own[2] or "") if own else ""
        words = _classes(declarations)
        # of two attributes of one name, the first counts
        return f'<{name} class="{words}"{attributes}>' if words else match[0]

    return _TAG.sub(classed, html)


def _styles_by_id(html: str) -> Mapping[str, str]:
    """Return what the style sheets say of single elements, by their ``id``."""
    styles: dict[str, str] = {}
    for sheet in _SHEET.findall(html):
        for selectors, declarations in _RULE.findall(sheet):
            for selector in selectors.split(","):
                name = selector.strip()
                if re.fullmatch(r"#[\w-]+", name):
                    styles[name[1:]] = f"{styles.get(name[1:], '')};{declarations}"
    return styles


def _classes(declarations: str) -> str:
    """Return the classes that stand for some declarations, between spaces."""
    values = {name: value.strip() for name, value in _DECLARATION.findall(declarations.lower())}
    ground = color_of(values.get("background-color") or values.get("background", ""))
    ink = color_of(values.get("color", ""))
    words = []
    if ground:
        words.append(tint_class(ground, ink))
    elif ink:
        words.append(f"ansi-text--{nearest_of_eight(ink)}")
    if values.get("font-weight", "") in ("bold", "600", "700", "800", "900"):
        words.append("ansi-text--bold")
    return " ".join(words)
