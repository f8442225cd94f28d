"""Iframes: which hosts the course allows."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.model.ast.nodes import Iframe, Link, Root, Text
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._dead_links import spaced_address
from neuromatch_site.transforms._steps import changes
from neuromatch_site.urls import parts_of, url_scheme


@changes(Iframe)
def check_frames(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Report every iframe of a host that the course does not allow, which becomes a link."""
    linked: set[int] = set()
    for frame in select(content, Iframe):
        place = frame.position or Position(context.source.path)
        scheme, host = url_scheme(frame.src), (parts_of(frame.src).hostname or "")
        if scheme == "http":
            message = f"the embed `{frame.src}` does not use https; a link is shown instead"
            diagnostics.report(Rule.INSECURE_LINK, place, message, "write `https:`")
        elif not scheme and _is_of_course(frame.src, place, context):
            message = f"`{frame.src}` is a file of the course and is not embedded; it is linked"
            hint = "publish it elsewhere, and allow its host in `site.options.frame_hosts`"
            diagnostics.report(Rule.FRAME_HOST, place, message, hint)
            linked.add(id(frame))
        elif scheme != "https":
            message = f"an embed cannot have the URL `{frame.src}`"
            hint = "write a URL that starts with `https:`"
            diagnostics.report(Rule.URL_SCHEME, place, message, hint)
        elif not context.options.allows_frame(host):
            message = f"embeds from `{host}` are not allowed; a link is shown instead"
            hint = f"add `{host}` to `site.options.frame_hosts` of `myst.yml`"
            diagnostics.report(Rule.FRAME_HOST, place, message, hint)
        elif " " in frame.src:
            diagnostics.warn(Rule.URL_SCHEME, place, *spaced_address(frame.src))

    if linked:
        replace(
            content, Iframe, lambda iframe: [_frame_link(iframe)] if id(iframe) in linked else None
        )


def _is_of_course(src: str, place: Position, context: TransformContext) -> bool:
    try:
        return context.find(src.partition("?")[0], place.path)[1] is not None
    except OutsideCourseError:
        return False


def _frame_link(frame: Iframe) -> Link:
    url = frame.src.partition("?")[0]
    words = Text(position=frame.position, value=frame.title or url.rpartition("/")[2])
    return Link(position=frame.position, url=url, children=[words])
