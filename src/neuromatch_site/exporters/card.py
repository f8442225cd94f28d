"""``card.png``: the picture of the course where people share its pages."""

import hashlib

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.exporters._context import ExportContext, place_of
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.metadata.addresses import site_url
from neuromatch_site.metadata.card import CARD, card, card_words, course_title, drawable
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project


def social_card(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the picture, unless the course brings one or its address is not known."""
    if not (site_url(project.site) and course_title(project)):
        return []
    if project.config.thumbnail or project.config.banner:
        return []
    font, accent = _font(project, context), project.site.options.accent.light
    title, names = card_words(project, any_letters=bool(font))
    if not font and not drawable(course_title(project)):
        message = (
            "the picture for shared links shows the address: its font lacks the title's letters"
        )
        hint = "name a font that has them, `font_ui:`, or a picture, `thumbnail:`"
        place = place_of("title", "myst.yml", context)
        context.diagnostics.report(Rule.CARD_SHOWS_TITLE, place, message, hint)
    said = f"card\n{title}\n{names}\n{accent}\n".encode() + font
    key = hashlib.sha256(said).hexdigest()[:32]
    content = context.recall(key)
    if content is None:
        try:
            content = card(title, names, accent, font)
        except OSError:  # no font, whatever it is called: the site says so where it is used
            content = card(*card_words(project), accent)
        context.keep(key, content)
    return [Artifact(CARD, content)]


def _font(project: Project, context: ExportContext) -> bytes:
    """Return the font of the course; nothing where it has none."""
    options = project.site.options
    for path in (options.font_ui, options.font_text):
        try:
            file = context.files.find(path.lstrip("/")) if path and context.files else None
        except OutsideCourseError:
            file = None
        if file:
            return file.read_bytes()
    return b""
