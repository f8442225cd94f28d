"""``card.png``: the picture of the course where people share its pages."""

import hashlib

from neuromatch_site.artifact import Artifact
from neuromatch_site.export._context import ExportContext
from neuromatch_site.metadata.card import CARD, card, card_words
from neuromatch_site.project import Project


def social_card(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the picture, unless the course brings one or its address is not known."""
    title, names = card_words(project)
    if not title or project.config.thumbnail or project.config.banner:
        return []
    key = hashlib.sha256(f"card\n{title}\n{names}".encode()).hexdigest()[:32]
    content = context.recall(key)
    if content is None:
        content = card(title, names)
        context.keep(key, content)
    return [Artifact(CARD, content)]
