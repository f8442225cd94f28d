"""The picture of a page in shared links: chosen by the author, or drawn from its title."""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Sequence

from msgspec import Struct

from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.metadata.head import Picture
from neuromatch_site.model.conference import TALK, talk_of
from neuromatch_site.model.course import Page, Project
from neuromatch_site.model.written_dates import day

CARD = "card.png"
"""That of the course, from the root of the site."""
WIDTH, SMALL_WIDTH = 1200, 800
"""Of the picture of a course, and of those of talks, which can be thousands."""
_LONGEST_NAMES = 60
_LETTERS = re.compile("[\u00a0-\u017f\u0391-\u03a1\u03a3-\u03c9\u0401-\u045f\u2010-\u2022\u2026]")
"""Some of them: of Latin, Greek and Cyrillic, and dashes and quotation marks."""


class CardStyle(Struct, frozen=True):
    """The colour and the font of a course; empty: the defaults."""

    accent: str = ""
    font: bytes = b""


def page_picture(project: Project, page: Page) -> tuple[str, str]:
    """Return the path or URL of a page's picture, and its alternative text.

    The page's own picture takes precedence over the course's; both are empty if neither has one.
    """
    own = _thumbnail(page.frontmatter, posixpath.dirname(page.source.path))
    return own if own[0] else _thumbnail(project.config, "")


def picture_of(
    project: Project, page: Page, pictures: Callable[[str], Picture | None]
) -> Picture | None:
    """Return the published picture of a page; None if the URL of the site is unknown."""
    if not site_url(project.site):
        return None
    if words := talk_words(project, page):
        return _drawn_picture(project, talk_card_path(page), ", ".join(words), SMALL_WIDTH)
    path, alternative = page_picture(project, page)
    if path.startswith("https://"):
        return Picture(url=path, alt=alternative)
    picture = pictures(path) if path else None
    if picture:
        return Picture(url=picture.url, alt=alternative, width=picture.width, height=picture.height)
    title = course_title(project)
    return _drawn_picture(project, CARD, title, WIDTH) if title else None


def _drawn_picture(project: Project, path: str, alternative: str, width: int) -> Picture:
    url = absolute(project.site, path)
    height = height_of(width)
    return Picture(url=url, alt=alternative, width=width, height=height, type="image/png")


def card_words(project: Project) -> tuple[str, str]:
    """Return the title and the names on the course's picture.

    If the font cannot show the title, the URL of the site replaces it; names are shown all or not
    at all.
    """
    title = _drawable_text(course_title(project), project)
    names = _all_shown([author.name for author in project.config.authors], project)
    address = site_url(project.site).partition("://")[2].rstrip("/")
    return title or address, names if len(names) <= _LONGEST_NAMES else ""


def talk_card_path(page: Page) -> str:
    """Return the path of the picture of a talk, from the root of the site."""
    return f"{page.source.stem}.png"


def talk_words(project: Project, page: Page) -> Sequence[str]:
    """Return the lines of the picture of a talk: title, speakers, conference and date.

    Empty for any other page, and for a title that the font cannot show.
    """
    if page.frontmatter.template != TALK:
        return ()
    edition, talk = talk_of(page.frontmatter, project.data.conference.editions, project.conference)
    if edition is None or talk is None or not (title := _drawable_text(talk.title, project)):
        return ()
    people = [speaker.name for speaker in talk.speakers]
    names = _all_shown(people, project)
    if len(names) > _LONGEST_NAMES:
        names = f"{_drawable_text(people[0], project)} et al."
    when = day(page.frontmatter.date, project.site.options.language)
    of_what = _all_shown([edition.name, when], project)
    return [line for line in (title, names, of_what) if line]


def _all_shown(texts: Sequence[str], project: Project) -> str:
    """Return the texts, one after the other; nothing where one of them cannot be shown."""
    drawable_texts = [_drawable_text(text, project) for text in texts]
    return ", ".join(drawable_texts) if all(drawable_texts) else ""


def _drawable_text(text: str, project: Project) -> str:
    """Return what can be shown of a text: all of it where the course brings a font."""
    options = project.site.options
    return text if options.font_ui or options.font_text else drawable(text)


def drawable(text: str) -> str:
    """Return the text reduced to characters of the default fonts.

    Missing diacritics and emoji are removed; empty if a letter is of another script.
    """
    if text.isascii():
        return " ".join(text.split())
    parts = []
    for letter in unicodedata.normalize("NFC", text):
        plain = letter if _is_known(letter) else unicodedata.normalize("NFKD", letter)
        letters = "".join(character for character in plain if _is_known(character))
        if letter.isalnum() and not letters:
            return ""
        parts.append(letters)
    return " ".join("".join(parts).split())


def _is_known(letter: str) -> bool:
    return letter.isascii() or bool(_LETTERS.match(letter))


def height_of(width: int) -> int:
    """Return the height of a picture of this width."""
    return width * 21 // 40


def banner_path(page: Page) -> str:
    """Return the path of the banner of a page; empty if it has none."""
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
    """Return the title of the course, or else of its site."""
    return project.config.title or project.site.title
