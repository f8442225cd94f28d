"""URLs of videos -> ``video``; nothing is loaded from a provider before a reader presses play."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.media.video_providers import find_video
from neuromatch_site.model.ast.nodes import Image, Link, Node, Paragraph, Text, Video
from neuromatch_site.myst.parser.directive import DirectiveData


def video_from_url(data: DirectiveData, address: str, *, title: str = "") -> Node | None:
    """Return the video of a URL; None for other URLs.

    A provider's URL without a valid id is reported and stays a link.
    """
    video = find_video(address)
    if video is None:
        return None
    place = data.argument_source.at() if data.argument == address else data.position
    if video.problem:
        data.diagnostics.report(Rule.VIDEO_ID_VALID, place, video.problem, video.hint)
        link = Link(position=place, url=address, children=[Text(position=place, value=address)])
        return Paragraph(position=place, children=[link])
    return Video(
        position=data.position,
        title=title,
        providers=[video.provider()],
        width=data.text("width"),
        height=data.text("height"),
        align=data.text("align"),
        poster=data.text("placeholder") or data.text("poster"),
    )


def played_file(data: DirectiveData, title: str) -> Image:
    """Return the video or audio file of a directive as an image node, shown by its type."""
    still = data.text("placeholder") or data.text("poster")
    return Image(
        position=data.position,
        url=data.argument,
        alt=title or None,
        width=data.text("width"),
        height=data.text("height"),
        align=data.text("align"),
        data={"poster": still} if still else None,
    )
