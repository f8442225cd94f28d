"""``card.png``: the picture for shared links; each talk has its own."""

import hashlib
from collections.abc import Sequence

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.exporters._context import ExportContext, place_of
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.metadata.addresses import site_url
from neuromatch_site.metadata.card import (
    CARD,
    SMALL_WIDTH,
    WIDTH,
    CardStyle,
    card_words,
    course_title,
    drawable,
    talk_card_path,
    talk_words,
)
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project


def social_card(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the picture, unless the course has its own or its URL is unknown."""
    if not (site_url(project.site) and course_title(project)):
        return []
    if project.config.thumbnail or project.config.banner:
        return []
    style = card_style(project, context.files)
    title, names = card_words(project)
    if not style.font and not drawable(course_title(project)):
        message = "the preview picture shows the address: its font lacks letters of the title"
        hint = "name a font that has them, `font_ui:`, or a picture, `thumbnail:`"
        place = place_of("title", "myst.yml", context)
        context.diagnostics.report(Rule.CARD_SHOWS_TITLE, place, message, hint)
    inputs = f"card\n{title}\n{names}\n{style.accent}\n".encode() + style.font
    key = hashlib.sha256(inputs).hexdigest()[:32]
    content = context.recall(key)
    if content is None:
        content = _card([title, names], style, WIDTH)
        context.keep(key, content)
    return [Artifact(CARD, content)]


def talk_card(page: Page, project: Project, style: CardStyle) -> list[Artifact]:
    """Return the picture of a talk; nothing for any other page."""
    words = talk_words(project, page) if site_url(project.site) else ()
    return [Artifact(talk_card_path(page), _card(words, style, SMALL_WIDTH))] if words else []


def _card(lines: Sequence[str], style: CardStyle, width: int) -> bytes:
    from neuromatch_site.metadata.card_drawing import draw_card

    title, *notes = [line for line in lines if line]
    try:
        return draw_card(title, notes, style, width)
    except OSError:  # no font, whatever it is called: the site says so where it is used
        note_lines = [drawable(line) for line in notes]
        return draw_card(drawable(title), note_lines, CardStyle(style.accent), width)


def card_style(project: Project, files: CourseFiles | None) -> CardStyle:
    """Return the colour and the font of the course."""
    options = project.site.options
    return CardStyle(options.accent.light, _font(project, files))


def _font(project: Project, files: CourseFiles | None) -> bytes:
    """Return the font of the course; nothing where it has none."""
    options = project.site.options
    for path in (options.font_ui, options.font_text):
        try:
            file = files.find(path.lstrip("/")) if path and files else None
        except OutsideCourseError:
            file = None
        if file:
            return file.read_bytes()
    return b""
