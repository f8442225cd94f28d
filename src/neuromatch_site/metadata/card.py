"""The picture that stands for a page where people share it: given, or drawn from its title."""

import io
import posixpath
import textwrap
from collections.abc import Callable

from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.metadata.head import Picture
from neuromatch_site.model.course import Page, Project

CARD = "card.png"
"""The course's own, from the root of the site."""
_WIDTH, _HEIGHT, _MARGIN = 1200, 630, 90
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})
"""Punctuation that the font has not, and what stands for it."""
_SPIKES = [
    (x + dx, 340 + dy)
    for x in (90, 360, 630, 900)
    for dx, dy in ((0, 0), (70, 0), (95, -190), (120, 70), (145, 0), (270 if x < 900 else 210, 0))
]
"""What is drawn where the title cannot be: a neuron that fires."""
_GROUND, _INK, _SOFT, _ACCENT = "#fbfaf7", "#1c1b1a", "#5c5853", "#0b5fa5"


def given_picture(project: Project, page: Page) -> tuple[str, str]:
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
    path, alternative = given_picture(project, page)
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


def is_drawable(text: str) -> bool:
    """Return whether the font that comes with Pillow has all the letters: it knows ASCII."""
    return text.translate(_PLAIN).isascii()


def card_words(project: Project) -> tuple[str, str]:
    """Return the title and the names on the course's picture; empty where they are not drawn.

    What the font cannot draw is left out, names all together: nothing is misspelt, none preferred.
    """
    title = course_title(project)
    title = title if is_drawable(title) else ""
    names = ", ".join(person.name for person in project.config.authors)
    fits = is_drawable(names) and len(names) <= 60
    return title.translate(_PLAIN), names.translate(_PLAIN) if fits else ""


def card(title: str, names: str) -> bytes:
    """Return the picture as a PNG of 1200 by 630."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (_WIDTH, _HEIGHT), _GROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 18, _HEIGHT), fill=_ACCENT)
    if not title:
        draw.line(_SPIKES, fill=_ACCENT, width=6, joint="curve")
    size = next(size for size in (92, 78, 64, 52, 40, 28) if _fits(title, size))
    large, small = ImageFont.load_default(size), ImageFont.load_default(34)
    draw.multiline_text((_MARGIN, _MARGIN), _broken(title, size), _INK, large, spacing=size // 4)
    draw.text((_MARGIN, _HEIGHT - _MARGIN - 34), names, _SOFT, small)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _thumbnail(matter: Frontmatter, folder: str) -> tuple[str, str]:
    path = matter.thumbnail or matter.banner
    alternative = matter.thumbnail_alt if matter.thumbnail else ""
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
