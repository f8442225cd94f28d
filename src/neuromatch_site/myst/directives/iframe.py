"""``iframe`` -> ``video`` or ``iframe``, in a ``container`` if it has a caption."""

from neuromatch_site.model.ast.nodes import Caption, Container, Iframe, Node, Video
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.myst.directives._options import (
    ALIGN,
    HEIGHT,
    NUMBERED,
    PLACEHOLDER,
    WIDTH,
    put_common,
)
from neuromatch_site.myst.directives._video import video_from_url
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the frame, or the video where that is what the address means.

    With a body, a figure whose caption is the body.
    """
    title = data.text("title") or _first_words(data)
    shown = video_from_url(data, data.argument, title=title) or _frame(data)
    if not data.body_nodes:
        return [put_common(shown, data) if isinstance(shown, Video | Iframe) else shown]
    place = data.body_nodes[0].position
    words = Caption(position=place, children=data.body_nodes)
    figure = Container(position=data.position, kind="figure", children=[shown, words])
    return [put_common(figure, data)]


def _first_words(data: DirectiveData) -> str:
    """Return the first paragraph of the caption, for want of a title; nothing if it is long."""
    text = text_of(data.body_nodes[:1]).strip().replace("\n", " ")
    return text if len(text) <= 100 else ""


def _frame(data: DirectiveData) -> Iframe:
    return Iframe(
        position=data.position,
        src=data.argument,
        width=data.text("width"),
        height=data.text("height"),
        align=data.text("align"),
        title=data.text("title"),
    )


DIRECTIVE = Directive(
    name="iframe",
    doc="A video, or another page in a frame; nothing is loaded from elsewhere unasked.",
    run=run,
    argument=Part(Kind.TEXT, "The address.", required=True),
    options={
        **NUMBERED,
        "title": Option("What it shows, for those who cannot see it."),
        "width": WIDTH,
        "height": HEIGHT,
        "align": ALIGN,
        "placeholder": PLACEHOLDER,
    },
    body=Part(Kind.MYST, "A caption; it makes a figure."),
    nodes=(Video, Iframe, Container, Caption),
)
