"""``youtube``, ``vimeo`` of Sphinx extensions -> ``video``."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.media.video_providers import find_video, provider_video
from neuromatch_site.model.ast.nodes import Caption, Container, Node, Problem, Video
from neuromatch_site.myst.directives._caption import captioned
from neuromatch_site.myst.directives._options import ALIGN, HEIGHT, NUMBERED, WIDTH, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part

PROVIDERS = ("youtube", "vimeo")


def run(data: DirectiveData) -> list[Node]:
    """Return the video of an id or a URL; with a body, a figure."""
    identifier = data.argument.strip()
    named = find_video(identifier) if "/" in identifier else None
    provided = named if named and named.kind == data.name else provider_video(data.name, identifier)
    if provided.problem:
        data.report(Rule.VIDEO_ID_VALID, provided.problem, provided.hint)
        return [Problem(position=data.position, message=provided.problem, value=data.argument)]
    title = data.text("title") or ""
    video = Video(position=data.position, title=title, providers=[provided.provider()])
    video.width, video.height = data.text("width"), data.text("height")
    video.align = data.text("align")
    if data.body_nodes:
        return captioned(video, data.body_nodes, data)
    return [put_common(video, data)]


DIRECTIVE = Directive(
    name="youtube",
    alias=("vimeo",),
    doc="A video on YouTube or Vimeo, by its id.",
    run=run,
    argument=Part(Kind.TEXT, "The id, or the URL.", required=True),
    options={
        **NUMBERED,
        "title": Option("A title."),
        "width": WIDTH,
        "height": HEIGHT,
        "align": ALIGN,
        "aspect": Option("Accepted as in Sphinx; videos keep their aspect ratio.", unused=True),
        "url_parameters": Option("Accepted as in Sphinx.", unused=True),
        "privacy_mode": Option(
            "Accepted as in Sphinx; nothing is loaded before the reader presses play."
        ),
    },
    body=Part(Kind.MYST, "A caption, which makes it a figure."),
    nodes=(Video, Container, Caption),
)
