"""Figures, tables and code with captions; asides, cards and grids."""

from collections.abc import Sequence

from markupsafe import Markup
from msgspec.structs import replace

from neuromatch_site.config.licenses import license_by_id
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.render.html import RenderContext
from neuromatch_site.urls import UrlKind

_WIDE = 900
"""Pixels: a picture that has more may be drawn wider than the text."""
_FLAT = 1.25
"""How much wider than high such a picture is."""


def container(node: nodes.Container, context: RenderContext) -> dict[str, object]:
    """Return the caption before or after the content: for tables it is before."""
    captions = [child for child in node.children if isinstance(child, nodes.Caption | nodes.Legend)]
    rest = [child for child in node.children if not isinstance(child, nodes.Caption | nodes.Legend)]
    parts = sum(isinstance(child, nodes.Container) for child in rest)
    inner = context
    if captions and any(isinstance(child, nodes.Video) for child in rest):
        inner = replace(context, caption=text_of(captions))
    first = node.kind == "table" or any(isinstance(child, nodes.Table) for child in rest)
    return {
        "children": inner.render(rest),
        "caption": context.render(captions),
        "caption_first": first,
        "parts": min(parts, 4),
        "kind": node.kind,
        "wide": _is_wide(rest, context),
        "license": license_by_id(node.license) if node.license else None,
        "picture_url": _picture_url(node, context) if node.license else "",
    }


def _picture_url(node: nodes.Container, context: RenderContext) -> str:
    """Return where the first picture of a figure is; empty where it shows something else."""
    image = next(select(node, nodes.Image), None)
    picture = context.published.pictures.get(image.url.lstrip("/")) if image else None
    return context.addresses.to(picture.url, UrlKind.EMBEDDED) if picture else ""


def _is_wide(children: Sequence[nodes.Node], context: RenderContext) -> bool:
    """Return whether the one picture of a figure has more to show than the text is wide."""
    pictures = [child for child in children if isinstance(child, nodes.Image)]
    if len(pictures) != 1 or pictures[0].width not in (None, "100%"):
        return False
    picture = context.published.pictures.get(pictures[0].url.lstrip("/"))
    if picture is None or not picture.width or not picture.height:
        return False
    return picture.width >= _WIDE and picture.width > picture.height * _FLAT


def caption_number(node: nodes.CaptionNumber, context: RenderContext) -> dict[str, object]:
    """Return the number of a figure, with its label in the language of the interface."""
    return {"children": context.words.marked(text_of(node))}


def aside(node: nodes.Aside, context: RenderContext) -> dict[str, object]:
    """Return the title of an aside and the rest of it."""
    if node.children and isinstance(node.children[0], nodes.AdmonitionTitle):
        title = context.render(node.children[0].children)
        return {"title": title, "children": context.render(node.children[1:])}
    return {"title": ""}


def card(node: nodes.Card, context: RenderContext) -> dict[str, object]:
    """Return the URL of a card, and its title, which is the text of its link (WCAG 2.4.4)."""
    title = next(
        (text_of(child) for child in node.children if isinstance(child, nodes.CardTitle)), ""
    )
    lesson = context.lessons.get(node.url or "")
    figure = lesson.figure if lesson and not next(select(node, nodes.Image), None) else ""
    return {
        "url": context.addresses.to(node.url) if node.url else "",
        "title": title,
        "lesson": lesson,
        "figure": (picture := context.published.pictures.get(figure)),
        "src": context.addresses.to(picture.smallest, UrlKind.EMBEDDED) if picture else "",
    }


def grid(node: nodes.Grid, context: RenderContext) -> dict[str, object]:
    """Return the number of columns of a grid on a wide screen."""
    wide = Markup('<div class="grid__wide">{}</div>')
    items = ((context.render([child]), _is_wide_item(child)) for child in node.children)
    return {
        "columns": max(1, min(node.columns[-1] if node.columns else 3, 6)),
        "children": Markup("").join(
            wide.format(html) if is_wide else html for html, is_wide in items
        ),
    }


def _is_wide_item(node: nodes.Node) -> bool:
    """Return whether an item takes more than half of the twelve columns that grids have."""
    columns = (node.data or {}).get("columns")
    return isinstance(columns, int) and columns > 6
