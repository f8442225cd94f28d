"""``image`` -> ``image``."""

from neuromatch_site.model.ast.nodes import Image, Link, Node, Video
from neuromatch_site.myst.directives._options import (
    ALT,
    HEIGHT,
    SCALE,
    UNNUMBERED,
    WIDTH,
    put_common,
    scale_data,
)
from neuromatch_site.myst.directives._video import video_from_url
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return an image without a number, linked if there is a target; or a video."""
    video = video_from_url(data, data.argument, title=data.text("title") or data.text("alt") or "")
    if video:
        return [put_common(video, data) if isinstance(video, Video) else video]
    image = Image(
        position=data.position,
        url=data.argument,
        alt=data.text("alt"),
        title=data.text("title"),
        width=data.text("width"),
        height=data.text("height"),
        align=data.text("align"),
        data=scale_data(data),
    )
    put_common(image, data)
    target = data.text("target")
    return [Link(position=data.position, url=target, children=[image]) if target else image]


DIRECTIVE = Directive(
    name="image",
    doc="An image without a number.",
    run=run,
    argument=Part(Kind.TEXT, "The image file.", required=True),
    options={
        **UNNUMBERED,
        "alt": ALT,
        "title": Option("The tooltip."),
        "width": WIDTH,
        "height": HEIGHT,
        "scale": SCALE,
        "align": Option(
            "Its alignment.",
            choices=("left", "center", "right", "top", "middle", "bottom"),
        ),
        "target": Option("Its link."),
    },
    nodes=(Image,),
)
