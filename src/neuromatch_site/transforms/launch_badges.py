"""Badges that open a notebook on another site -> ``button``; their images are not loaded."""

import re
from urllib.parse import urlsplit

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import Button, Image, Link, Node, Root, Text
from neuromatch_site.model.ast.text import is_blank
from neuromatch_site.model.ast.visit import replace
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes

_SERVICES = {
    "colab.research.google.com": ("colab", "Open in Colab"),
    "kaggle.com": ("kaggle", "Open in Kaggle"),
    "www.kaggle.com": ("kaggle", "Open in Kaggle"),
    "mybinder.org": ("binder", "Launch Binder"),
    "deepnote.com": ("deepnote", "Open in Deepnote"),
    "studiolab.sagemaker.aws": ("studiolab", "Open in SageMaker Studio Lab"),
    "nbviewer.org": ("nbviewer", "Show in nbviewer"),
    "nbviewer.jupyter.org": ("nbviewer", "Show in nbviewer"),
}
"""Host -> kind of the button, and its words where the badge has none."""
_BADGE = re.compile(r"badge|open-in-|/launch|binder_logo", re.IGNORECASE)


@changes(Link)
def make_launch_buttons(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Put a button in the place of each linked badge of a service that runs notebooks."""
    replace(content, Link, _button)


def _button(node: Link) -> list[Node] | None:
    service = _SERVICES.get(_host(node.url))
    content = [child for child in node.children if not is_blank(child)]
    if service is None or len(content) != 1 or not isinstance(content[0], Image):
        return None
    kind, words = service
    badge = content[0]
    if not _BADGE.search(badge.url):
        return None
    text = Text(position=node.position, value=badge.alt or words)
    return [Button(position=node.position, url=node.url, kind=kind, children=[text])]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # brackets of an address that is none
        return ""
