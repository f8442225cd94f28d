"""The picture that stands for a page where people share it: given, or drawn from its title."""

import io
import posixpath
import textwrap
import unicodedata
from collections.abc import Callable

from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.metadata.head import Picture
from neuromatch_site.model.course import Page, Project

CARD = "card.png"
"""The course's own, from the root of the site."""
_WIDTH, _HEIGHT, _MARGIN = 1200, 630, 90
_LONGEST_NAMES = 60
_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "þ": "th",
    }
)
"""What the font has not, and what stands for it."""
_GROUND, _INK, _SOFT, _ACCENT = "#fbfaf7", "#1c1b1a", "#5c5853", "#0b5fa5"


def page_picture(project: Project, page: Page) -> tuple[str, str]:
    """Return the path (from the course folder) or URL of a page's picture, and its alternative.

    The page's own goes before the course's; both are empty where neither has one.
    """
    own = _thumbnail(page.frontmatter, posixpath.dirname(page.source.path))
    return own if own[0] else _thumbnail(project.config, "")


def picture_of(
    project: Project, page: Page, pictures: Callable[[str], Picture | None]
) -> Picture | None:
    """Return the picture of a page as it is published; None where addresses are unknown."""
    if not site_url(project.site):
        return None
    path, alternative = page_picture(project, page)
    if path.startswith("https://"):
        return Picture(url=path, alt=alternative)
    found = pictures(path) if path else None
    if found:
        return Picture(url=found.url, alt=alternative, width=found.width, height=found.height)
    title = course_title(project)
    if not title:
        return None
    url = absolute(project.site, CARD)
    return Picture(url=url, alt=title, width=_WIDTH, height=_HEIGHT, type="image/png")


def drawable(text: str) -> str:
    """Return what Pillow's own font, which knows ASCII, can show of a text.

    Letters lose their accents, emoji go; empty where a letter is of another script.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    if any(letter.isalnum() and not letter.isascii() for letter in plain):
        return ""
    return " ".join("".join(letter for letter in plain if letter.isascii()).split())


def card_words(project: Project, *, any_letters: bool = False) -> tuple[str, str]:
    """Return the title and the names on the course's picture.

    Where the font cannot show a title, the address of the site stands for it; names are left out
    all together, so that none is preferred. ``any_letters``: the course brings a font.
    """
    title, names = course_title(project), ", ".join(one.name for one in project.config.authors)
    if not any_letters:
        title, names = drawable(title), names.translate(_PLAIN) if _is_ascii(names) else ""
    address = site_url(project.site).partition("://")[2].rstrip("/")
    return title or address, names if len(names) <= _LONGEST_NAMES else ""


def _is_ascii(text: str) -> bool:
    return text.translate(_PLAIN).isascii()


def card(title: str, names: str, accent: str = "", font: bytes = b"") -> bytes:
    """Return the picture as a PNG of 1200 by 630, in the colour and with the font of the course.

    Raises ``OSError`` where the font cannot be read.
    """
    from PIL import Image, ImageDraw, ImageFont

    def sized(size: int) -> "ImageFont.ImageFont | ImageFont.FreeTypeFont":
        if font:
            return ImageFont.truetype(io.BytesIO(font), size)
        return ImageFont.load_default(size)

    image = Image.new("RGB", (_WIDTH, _HEIGHT), _GROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 18, _HEIGHT), fill=accent or _ACCENT)
    size = next(size for size in (92, 78, 64, 52, 40, 28) if _fits(title, size))
    large, small = sized(size), sized(34)
    draw.multiline_text((_MARGIN, _MARGIN), _broken(title, size), _INK, large, spacing=size // 4)
    draw.text((_MARGIN, _HEIGHT - _MARGIN - 34), names, _SOFT, small)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def banner_path(page: Page) -> str:
    """Return the path of the picture above a page's title; empty where it has none here."""
    path = page.frontmatter.banner
    if not path or "://" in path:
        return ""
    folder = posixpath.dirname(page.source.path)
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _thumbnail(frontmatter: Frontmatter, folder: str) -> tuple[str, str]:
    path = frontmatter.thumbnail or frontmatter.banner
    alternative = frontmatter.thumbnail_alt if frontmatter.thumbnail else ""
    if not path or "://" in path:
        return path, alternative
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/"), alternative


def course_title(project: Project) -> str:
    """Return what the course, or at least its site, is called."""
    return project.config.title or project.site.title


def _fits(title: str, size: int) -> bool:
    lines = _broken(title, size).split("\n")
    return size == 28 or len(lines) * size * 1.25 <= _HEIGHT - 3 * _MARGIN


def _broken(title: str, size: int) -> str:
    """Return the title in lines that are not too long: letters are about half as wide as high."""
    return "\n".join(textwrap.wrap(title, max(8, int((_WIDTH - 2 * _MARGIN) / (size * 0.56))))[:8])
