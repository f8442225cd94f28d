"""Pictures without a licence."""

import re
from collections.abc import Iterator

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.config.licenses import Licenses
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Caption, Container, Image, Legend, Link, Node, Parent
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select

_NAMED = re.compile(
    r"\bCC[ -](?:BY|0|Zero)\b|\bCC0\b|\bCreative Commons\b|\bpublic domain\b|\blicen[cs]ed?\b"
    r"|\bpermission\b|©|\bcopyright\b",
    re.IGNORECASE,
)
"""Words of a caption that tell who may do what with a picture."""
_ADDRESS = re.compile(r"//(?:www\.)?(?:creativecommons\.org|opensource\.org|spdx\.org)/")


def check_licenses(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report images without their own licence, if the course asks for it; once each.

    A licence is that of the figure (``:license:``), one in its caption, or that of the page, if its
    front matter sets another one than ``project.license``.
    """
    if not context.config.site.options.image_licenses:
        return
    checked: set[str] = set()
    for page in context.project.pages:
        if page.frontmatter.licenses not in (Licenses(), context.config.project.licenses):
            continue
        for image in _unlicensed(page.content):
            if image.url not in checked:
                checked.add(image.url)
                place = image.position or Position(page.source.path)
                message = f"the picture `{image.urlSource or image.url}` has no licence"
                diagnostics.report(Rule.IMAGE_HAS_LICENSE, place, message, _HINT)


_HINT = (
    "write `:license: CC-BY-4.0` in its figure, or name the licence in the caption or front matter"
)


def _unlicensed(node: Node) -> Iterator[Image]:
    """Yield the pictures for which no figure around them names a licence."""
    if isinstance(node, Container) and (node.license or _caption_names_one(node)):
        return
    if (
        isinstance(node, Image)
        and not node.placeholder
        and "decorative" not in (node.classes or ())
    ):
        yield node
    elif isinstance(node, Parent):
        for child in node.children:
            yield from _unlicensed(child)


def _caption_names_one(figure: Container) -> bool:
    words = [child for child in figure.children if isinstance(child, Caption | Legend)]
    links = (link for child in words for link in select(child, Link))
    return bool(_NAMED.search(text_of(words))) or any(_ADDRESS.search(link.url) for link in links)
