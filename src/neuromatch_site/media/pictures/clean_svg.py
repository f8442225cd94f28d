"""Remove fonts loaded from elsewhere and embedded HTML from an SVG."""

import re
from xml.etree import ElementTree as ET

from neuromatch_site.media.pictures.svg import SvgFault, fetches, read_svg

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_FOREIGN = f"{{{_SVG}}}foreignObject"
_STYLE = f"{{{_SVG}}}style"
_RULE = re.compile(r"@import[^;]*;?|@font-face\s*\{[^{}]*\}", re.IGNORECASE)
_MARKS = re.compile(r"([{};])")


def clean_svg(content: bytes) -> bytes | None:
    """Return the drawing without embedded HTML, and without files that its styles load.

    None if it is still not safe to show: scripts and external links are not removed. Drawing
    programs write fallbacks beside their HTML, and browsers have fallback fonts.
    """
    try:
        root = ET.fromstring(content)  # noqa: S314 - entities were refused before
        _clean(root)
        ET.register_namespace("", _SVG)
        ET.register_namespace("xlink", _XLINK)
        cleaned = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    except (ET.ParseError, RecursionError, ValueError, LookupError):
        return None
    return None if isinstance(read_svg(cleaned), SvgFault) else cleaned


def _clean(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag == _FOREIGN]:
            parent.remove(child)
        if parent.tag == _STYLE and parent.text and fetches(parent.text):
            parent.text = _without_fetches(parent.text)
        for name, value in list(parent.attrib.items()):
            if name == "style" and fetches(value):
                parent.set(name, _without_fetches(value))


def _without_fetches(style: str) -> str:
    """Return CSS without the rules and declarations that fetch; nothing where some are hidden."""
    plain = _RULE.sub("", style)
    parts = (part if ":" not in part or not fetches(part) else "" for part in _MARKS.split(plain))
    plain = "".join(parts)
    return "" if fetches(plain) else plain
