"""Badges that open a notebook on another site -> ``button``; their images are not loaded."""

import re

from msgspec.structs import replace as changed

from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import is_blank
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes
from neuromatch_site.urls import parts_of

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


@changes(nodes.Link)
def make_launch_buttons(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Replace each linked badge of a notebook service by a button."""
    replace(content, nodes.Link, _button)


def lift_launch_buttons(content: nodes.Root, frontmatter: PageFrontmatter) -> PageFrontmatter:
    """Return front matter with the buttons that open a page with cells, which leave its text.

    They stand below the title anyway: a paragraph of these alone, and of links to the notebook
    that they open, would say so twice.
    """
    lifted: dict[str, str] = {}

    def lift(paragraph: nodes.Paragraph) -> list[nodes.Node] | None:
        siblings = [child for child in paragraph.children if not is_blank(child)]
        buttons = [node for node in siblings if isinstance(node, nodes.Button)]
        urls = {node.kind: node.url for node in buttons if node.kind in _ROW}
        links = [_path(node.url) for node in siblings if isinstance(node, nodes.Link)]
        if not urls or urls.keys() & lifted or len(urls) + len(links) < len(siblings):
            return None
        if not all(any(path in url for url in urls.values()) for path in links):
            return None
        lifted.update(urls)
        return []

    if any(_is_cell(node) for node in select(content, nodes.Block, nodes.Code)):
        replace(content, nodes.Paragraph, lift)
    return changed(frontmatter, launch={**lifted, **frontmatter.launch})


_ROW = ("colab", "kaggle", "binder")
"""Kinds of buttons that stand below the title of a page with cells."""


def _is_cell(node: nodes.Block | nodes.Code) -> bool:
    return node.kind == "notebook-code" if isinstance(node, nodes.Block) else bool(node.executable)


def _path(url: str) -> str:
    """Return the path of a notebook elsewhere; of anything else, what no address holds."""
    path = url.partition("://")[2].partition("/")[2]
    return path if path.endswith(".ipynb") else " "


def _button(node: nodes.Link) -> list[nodes.Node] | None:
    service = _SERVICES.get(parts_of(node.url).hostname or "")
    content = [child for child in node.children if not is_blank(child)]
    if service is None or len(content) != 1 or not isinstance(content[0], nodes.Image):
        return None
    kind, words = service
    badge = content[0]
    if not _BADGE.search(badge.url):
        return None
    text = nodes.Text(position=node.position, value=badge.alt or words)
    return [nodes.Button(position=node.position, url=node.url, kind=kind, children=[text])]
