"""``nma-slides`` -> ``slides``: shown on request, with a download link."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.media.video_providers import find_video, provider_video
from neuromatch_site.model.ast.nodes import Node, Problem, Slides
from neuromatch_site.myst.directives._options import COMMON, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part

TITLE = "Tutorial slides"


def run(data: DirectiveData) -> list[Node]:
    """Return the slides with this id on OSF."""
    address = data.argument
    video = (find_video(address) if "/" in address else None) or provider_video("osf", address)
    title = data.text("title") or TITLE
    if video.problem or video.kind != "osf":
        place = data.argument_source.at()
        message = f"`{address}` is not the id of a file on OSF"
        data.diagnostics.report(Rule.VIDEO_ID_VALID, place, message, provider_video("osf", "").hint)
        return [Problem(position=data.position, message=message, value=title)]
    download = f"https://osf.io/download/{video.id}/"
    slides = Slides(position=data.position, title=title, url=video.embed, download=download)
    return [put_common(slides, data)]


DIRECTIVE = Directive(
    name="nma-slides",
    doc="Slides on OSF, embedded on request, with a download link.",
    run=run,
    argument=Part(Kind.TEXT, "Their id on OSF.", required=True),
    options={**COMMON, "title": Option(f"The title; `{TITLE}` without it.")},
    option_rule=Rule.MEDIA_OPTIONS_CORRECT,
    nodes=(Slides,),
)
