"""``iframe`` -> ``video`` or ``iframe``, in a ``container`` if it has a caption."""

from neuromatch_site.media.pictures import PLAYED_FORMATS
from neuromatch_site.model.ast.nodes import Caption, Container, Iframe, Image, Node, Video
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.myst.directives._caption import captioned
from neuromatch_site.myst.directives._options import (
    ALIGN,
    HEIGHT,
    NUMBERED,
    PLACEHOLDER,
    WIDTH,
    put_common,
)
from neuromatch_site.myst.directives._video import played_file, video_from_url
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part
from neuromatch_site.urls import url_scheme


def run(data: DirectiveData) -> list[Node]:
    """Return an iframe, or the video of the URL.

    With a body, a figure whose caption is the body.
    """
    title = data.text("title") or _first_words(data)
    player = video_from_url(data, data.argument, title=title) or _frame(data, title)
    if data.body_nodes:
        return captioned(player, data.body_nodes, data)
    return [put_common(player, data) if isinstance(player, Video | Iframe | Image) else player]


def _first_words(data: DirectiveData) -> str:
    """Return the first paragraph of the caption, for want of a title; nothing if it is long."""
    text = text_of(data.body_nodes[:1]).strip().replace("\n", " ")
    return text if len(text) <= 100 else ""


def _frame(data: DirectiveData, title: str) -> Iframe | Image:
    """Return a frame; of a video or sound of the course, what plays it."""
    if not url_scheme(data.argument) and data.argument.lower().endswith(PLAYED_FORMATS):
        return played_file(data, title)
    return Iframe(
        position=data.position,
        src=data.argument,
        width=data.text("width"),
        height=data.text("height"),
        align=data.text("align"),
        title=data.text("title"),
        children=_placeholder(data),
    )


def _placeholder(data: DirectiveData) -> list[Node]:
    url = data.text("placeholder")
    alt = data.text("title") or ""
    return [Image(position=data.position, url=url, alt=alt, placeholder=True)] if url else []


DIRECTIVE = Directive(
    name="iframe",
    doc="A video, or an embedded page; nothing is loaded before the reader asks for it.",
    run=run,
    argument=Part(Kind.TEXT, "The URL.", required=True),
    options={
        **NUMBERED,
        "title": Option("A title, for readers who cannot see it."),
        "width": WIDTH,
        "height": HEIGHT,
        "align": ALIGN,
        "placeholder": PLACEHOLDER,
    },
    body=Part(Kind.MYST, "A caption, which makes it a figure."),
    nodes=(Video, Iframe, Container, Caption),
)
