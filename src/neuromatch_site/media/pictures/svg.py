"""SVG: its size, and whether it contains active content. Parsed by expat, event by event."""

import re
from xml.parsers import expat

from msgspec import Struct

from neuromatch_site.media.pictures.css_text import plain_css
from neuromatch_site.media.pictures.svg_complexity import Drawing

_REFUSED = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"}
)
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_FOREIGN_URL = re.compile(
    r"""url\(\s*+['"]?+\s*+(?!\#|data:image/(?:png|jpe?g|gif|webp)[;,])"""
    r"""|@import|image-set\(|\bsrc\(|\bimage\(""",
    re.IGNORECASE,
)
_DRAWN, _DRAWN_TIMES = 100_000, 20
"""Limits on drawn elements: in all, and as a multiple of those in the file."""
_LETTERS, _MOST_PIXELS = 40, 1_000_000
"""Limits on a length: characters, and pixels."""
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?(?:e-?\d+)?)\s*(px|pt|pc|mm|cm|in|em|ex|Q)?\s*$")
_PIXELS = {
    None: 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "em": 16.0,
    "ex": 8.0,
    "Q": 96 / 101.6,
}


def fetches(style: str) -> bool:
    """Return whether CSS loads anything except embedded images, however it is written."""
    return _FOREIGN_URL.search(plain_css(style)) is not None


class SvgFault(Struct, frozen=True):
    """Why a drawing cannot be shown."""

    message: str
    active: bool
    line: int | None = None
    repairable: bool = False
    """``clean_svg`` can remove it: embedded HTML, or files that its styles load."""


class _FaultError(Exception):
    """Stops the parser at the first fault."""


class _RepairableError(_FaultError):
    """A fault that can be taken out."""


def read_svg(content: bytes) -> tuple[int | None, int | None] | SvgFault:
    """Return width and height in pixels, or why the drawing cannot be shown.

    Source: SECURITY requirement R8.3. A reference to SVG's own DTD is allowed: nothing reads it,
    and drawing programs write it.
    """
    reader = _Reader()
    reader.parser.buffer_size = max(len(content), 1)
    try:
        reader.parser.Parse(content, True)  # noqa: FBT003 - expat's signature
    except _FaultError as fault:
        repairable = isinstance(fault, _RepairableError)
        line = reader.parser.CurrentLineNumber
        return SvgFault(str(fault), active=True, line=line, repairable=repairable)
    except expat.ExpatError as error:
        message = f"is not valid XML: {expat.ErrorString(error.code)}"
        return SvgFault(message, active=False, line=error.lineno)
    except (ValueError, LookupError):
        return SvgFault("is in an unknown encoding", active=False)
    if reader.size is None:
        return SvgFault("is XML but not SVG", active=False)
    if reader.drawing.is_endless(_DRAWN, _DRAWN_TIMES):
        return SvgFault("draws its parts so often that a browser hangs", active=False)
    return reader.size


class _Reader:
    """Collects what one drawing says."""

    def __init__(self) -> None:
        self.size: tuple[int | None, int | None] | None = None
        self.styles = 0
        """Number of elements opened since a style sheet started."""
        self.style: list[str] = []
        self.drawing = Drawing()
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    def doctype(
        self, _name: str, _system: str | None, _public: str | None, has_subset: object
    ) -> None:
        if has_subset:
            raise _FaultError("contains a document type declaration")

    def entity(self, *_declaration: object) -> None:
        raise _FaultError("defines entities")

    def instruction(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            raise _FaultError("fetches a style sheet")

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2].lower()
        if name in _REFUSED:
            kind = _RepairableError if name == "foreignobject" else _FaultError
            raise kind(f"holds `<{qualified}>`")
        if self.size is None and name == "svg":
            self.size = _size(attributes)
        self.styles += bool(self.styles or name == "style")
        self.drawing.start(name, attributes)
        for key, value in attributes.items():
            _check_attribute(name, key.rpartition(":")[2].lower(), value)

    def end(self, _qualified: str) -> None:
        self.drawing.end()
        if self.styles == 1:
            css = "".join(self.style)
            if fetches(css):
                raise _RepairableError("fetches something in its style sheet")
            self.drawing.style(css)
            self.style = []
        self.styles = max(0, self.styles - 1)

    def text(self, data: str) -> None:
        if self.styles:
            self.style.append(data)


def _check_attribute(element: str, name: str, value: str) -> None:
    if name.startswith("on"):
        raise _FaultError(f"contains the attribute `{name}`")
    plain = re.sub(r"[\x00-\x20]", "", value).lower()
    if name in ("href", "src"):
        link = element == "a" and plain.startswith(("http:", "https:", "mailto:"))
        if plain and not link and not plain.startswith("#") and not _PICTURE.match(plain):
            raise _FaultError(f"refers to `{value[:60]}`")
    if name == "attributename" and plain.rpartition(":")[2] in ("href", "src"):
        raise _FaultError("changes where a link leads")
    if "javascript:" in plain or fetches(value):
        raise _FaultError(f"refers to `{value[:60]}`")


def _size(attributes: dict[str, str]) -> tuple[int | None, int | None]:
    width, height = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
    if width is None or height is None:
        box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        if len(box) == 4:
            wide, high = _pixels(box[2]), _pixels(box[3])
            if wide and high:
                width, height = _proportional(width, height, wide, high)
    known = width and height
    return (
        (max(1, round(width)), max(1, round(height)))
        if known and width and height
        else (None, None)
    )


def _proportional(
    width: float | None, height: float | None, wide: float, high: float
) -> tuple[float, float]:
    if width is not None:
        return width, width * high / wide
    return (height * wide / high, height) if height is not None else (wide, high)


def _pixels(length: str | None) -> float | None:
    match = _LENGTH.match(length) if length and len(length) < _LETTERS else None
    pixels = float(match[1]) * _PIXELS[match[2]] if match else 0
    return pixels if match and pixels < _MOST_PIXELS else None
