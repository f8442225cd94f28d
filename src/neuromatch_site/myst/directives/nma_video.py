"""``nma-video`` -> ``video``: one video with several providers."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.media.video_providers import find_video, provider_video
from neuromatch_site.model.ast.nodes import Node, Problem, Video
from neuromatch_site.myst.directives._options import COMMON, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part

PROVIDERS = ("youtube", "bilibili", "osf")
"""In the order of their tabs."""


def run(data: DirectiveData) -> list[Node]:
    """Return the video; invalid ids are reported and left out."""
    providers = [provided for kind in PROVIDERS if (provided := _provider(kind, data))]
    if not providers and not data.unknown and not any(kind in data.places for kind in PROVIDERS):
        named = ", ".join(f"`:{kind}:`" for kind in PROVIDERS)
        message = f"`{data.name}` has no video"
        data.report(Rule.VIDEO_ID_VALID, message, f"add one of {named}")
    if not providers:
        return [Problem(position=data.position, message="no video is given", value=data.argument)]
    video = Video(position=data.position, title=data.argument, providers=providers)
    return [put_common(video, data)]


def _provider(kind: str, data: DirectiveData) -> dict[str, str] | None:
    if kind not in data.places:
        return None
    identifier = (data.text(kind) or "").strip()
    named = find_video(identifier) if "/" in identifier else None
    video = named if named and named.kind == kind else provider_video(kind, identifier)
    if not video.problem:
        return video.provider()
    message = video.problem if identifier else f"`{kind}` has no identifier"
    data.report(Rule.VIDEO_ID_VALID, message, video.hint, option=kind)
    return None


DIRECTIVE = Directive(
    name="nma-video",
    doc="A video with several providers, as tabs.",
    run=run,
    argument=Part(Kind.TEXT, "The title.", required=True),
    options={
        **COMMON,
        "youtube": Option("Its id on YouTube."),
        "bilibili": Option("Its id on Bilibili."),
        "osf": Option("Its id on OSF."),
    },
    option_rule=Rule.MEDIA_OPTIONS_CORRECT,
    nodes=(Video,),
)
