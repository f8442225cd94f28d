"""CSS as a browser parses it. Source: CSS Syntax, 4.3."""

import re

_CODED = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\r\n\f]?|\\(.)|/\*.*?(?:\*/|\Z)", re.DOTALL)


def plain_css(css: str) -> str:
    """Return CSS without comments, and with escapes decoded."""
    return _CODED.sub(_decoded, css) if "\\" in css or "/*" in css else css


def _decoded(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2] or ""
    code = int(match[1], 16)
    return chr(code) if code < 0x11_0000 else "\ufffd"
