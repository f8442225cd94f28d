"""Videos, slides and iframes: nothing is loaded from other sites before the reader asks for it."""

from neuromatch_site.model.ast.nodes import Iframe, Link, Node, Paragraph, Slides, Video
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.render.html import RenderContext
from neuromatch_site.render.players import frame_host, players
from neuromatch_site.render.views.image import pixels, place_class, share_class
from neuromatch_site.render.views.transcript import clock, transcript_view

_SLIDES = (".pptx", ".ppt", ".odp", ".key", ".pdf")


def video(node: Video, context: RenderContext) -> dict[str, object]:
    """Return the players of a video, its poster, its length."""
    offered = players(node)
    poster = context.published.pictures.get((node.poster or "").lstrip("/"))
    figure = context.figure if node is context.lead and poster is None else None
    picture = poster or figure
    return {
        "title": node.title or context.title or context.words("Video"),
        "captioned": bool(node.title) and node.title in context.caption.replace("\n", " "),
        "players": offered,
        "poster": context.addresses.to(picture.webp[0][0] if picture.webp else picture.url)
        if picture
        else "",
        "drawn": figure is not None,
        "duration": clock(node.duration) if node.duration else "",
        "author": node.author or "",
        "share": share_class(node.width),
        "height": pixels(node.height),
        "at": place_class(node.align),
        "transcripts": [
            transcript_view(transcript, context) for transcript in node.transcripts or ()
        ],
    }


def slides(node: Slides, context: RenderContext) -> dict[str, object]:
    """Return the URLs that show and download slides."""
    path = node.download.lstrip("/")
    return {
        "title": node.title or context.words("Slides"),
        "frame": context.addresses.to(node.url) if node.url else "",
        "download": context.addresses.to(context.published.downloads.get(path) or node.download),
        "kind": path.rpartition(".")[2].upper() if "." in path[-6:] else "",
    }


def linked_slides(node: Node) -> Node:
    """Return slides for a paragraph that only links to slides of the course; else the node."""
    only = node.children[0] if isinstance(node, Paragraph) and len(node.children) == 1 else None
    if isinstance(only, Link) and only.static and only.url.lower().endswith(_SLIDES):
        return Slides(position=node.position, title=text_of(only), download=only.url)
    return node


def iframe(node: Iframe, context: RenderContext) -> dict[str, object]:
    """Return an iframe if the course allows its host; a link otherwise."""
    return {
        "src": context.addresses.to(node.src),
        "host": frame_host(node.src, context.options),
        "title": node.title or context.words("Embedded page"),
        "share": share_class(node.width),
        "at": place_class(node.align),
        "height": pixels(node.height),
    }
