"""Frames: which of them the course lets its pages show."""

from urllib.parse import urlsplit

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Iframe, Root
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.urls import url_scheme


def check_frames(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Report every frame of a host that the course does not allow: a link takes its place."""
    for frame in select(content, Iframe):
        place = frame.position or Position(context.source.path)
        scheme, host = url_scheme(frame.src), _host(frame.src)
        if scheme == "http":
            message = f"the embed `{frame.src}` does not use https; a link is shown instead"
            diagnostics.report(Rule.INSECURE_LINK, place, message, "write `https:`")
        elif scheme != "https":
            message = f"an embed cannot have the URL `{frame.src}`"
            hint = "write a URL that starts with `https:`"
            diagnostics.report(Rule.URL_SCHEME, place, message, hint)
        elif not context.options.allows_frame(host):
            message = f"embeds from `{host}` are not allowed; a link is shown instead"
            hint = f"add `{host}` to `site.options.frame_hosts` of `myst.yml`"
            diagnostics.report(Rule.FRAME_HOST, place, message, hint)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # brackets of an address that is none
        return ""
