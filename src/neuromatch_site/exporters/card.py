"""``card.png``: the picture of the course where people share its pages."""

import hashlib

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.metadata.addresses import site_url
from neuromatch_site.metadata.card import CARD, card, card_words, course_title
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project


def social_card(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the picture, unless the course brings one or its address is not known."""
    if not (site_url(project.site) and course_title(project)):
        return []
    if project.config.thumbnail or project.config.banner:
        return []
    title, names = card_words(project)
    key = hashlib.sha256(f"card\n{title}\n{names}".encode()).hexdigest()[:32]
    content = context.recall(key)
    if content is None:
        content = card(title, names)
        context.keep(key, content)
    return [Artifact(CARD, content)]
