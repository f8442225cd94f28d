"""``audio``, ``video`` -> ``image``, which is shown by its type, or ``video`` of a provider."""

from neuromatch_site.model.ast.nodes import Caption, Container, Image, Node, Video
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.myst.directives._caption import captioned
from neuromatch_site.myst.directives._options import (
    ALIGN,
    HEIGHT,
    NUMBERED,
    WIDTH,
    put_common,
)
from neuromatch_site.myst.directives._video import played_file, video_from_url
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part

_PLAYER = Option("Accepted as in Sphinx.", unused=True)


def run(data: DirectiveData) -> list[Node]:
    """Return the audio or video file; with a body or a caption, as a figure."""
    words = data.body_nodes or data.nodes("caption")
    title = data.text("title") or data.text("alt") or (text_of(words).strip() if words else "")
    player = video_from_url(data, data.argument, title=title) or played_file(data, title)
    if words:
        return captioned(player, words, data)
    return [put_common(player, data) if isinstance(player, Video | Image) else player]


DIRECTIVE = Directive(
    name="audio",
    alias=("video",),
    doc="An audio or video file of the course; captions are in `transcripts/NAME.en.vtt`.",
    run=run,
    argument=Part(Kind.TEXT, "The file, or a URL.", required=True),
    options={
        **NUMBERED,
        "alt": Option("A short description."),
        "title": Option("A short description (same as `alt`)."),
        "width": WIDTH,
        "height": HEIGHT,
        "align": ALIGN,
        "poster": Option("An image of the course to show before it plays."),
        "caption": Option("A caption, which makes it a figure.", Kind.MYST),
        **dict.fromkeys(("autoplay", "loop", "muted", "nocontrols", "preload"), _PLAYER),
    },
    body=Part(Kind.MYST, "A caption, which makes it a figure."),
    nodes=(Image, Video, Container, Caption),
)
