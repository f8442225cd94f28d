"""The hosts that a page may load from, for its Content-Security-Policy."""

import re

from neuromatch_site.config.options import SiteOptions
from neuromatch_site.media.colors import tint_rules
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import select
from neuromatch_site.render.csp import (
    SELF,
    TRUSTED_POLICY,
    Reach,
    content_security_policy,
    with_style,
)
from neuromatch_site.render.players import frame_host, players
from neuromatch_site.urls import parts_of


def page_policy(
    root: nodes.Root, reach: Reach, options: SiteOptions, *, own_frames: bool = False
) -> str:
    """Return the Content-Security-Policy of a page; ``own_frames``: it can embed other pages."""
    if options.trust and any(select(root, nodes.SafeHtml, nodes.Html)):
        return TRUSTED_POLICY
    frames: set[str] = set()
    pictures: set[str] = set()
    videos: set[str] = set()
    for node in select(
        root, nodes.Video, nodes.Interactive, nodes.Iframe, nodes.Slides, nodes.Image
    ):
        if isinstance(node, nodes.Video):
            for player in players(node):
                (videos if player.provider == "file" else frames).add(player.host)
        elif isinstance(node, nodes.Interactive) and node.url:
            frames.add(SELF)
        elif isinstance(node, nodes.Iframe):
            frames.add(frame_host(node.src, options))
        elif isinstance(node, nodes.Slides) and node.url:
            frames.update(_host(node.url))
        elif isinstance(node, nodes.Image) and options.remote_images == "link":
            pictures.update(_host(node.url))
    if options.comments.giscus:
        frames.add("giscus.app")
    policy = content_security_policy(
        reach,
        frames=frames - {""} | ({SELF} if own_frames else set()),
        pictures=pictures,
        media=videos | pictures,
        scripts=options.analytics.scripts,
        connects=options.analytics.connects,
    )
    return with_style(policy, tints_of(root))


def tints_of(root: nodes.Root) -> str:
    """Return the style sheet of colours in outputs of a page; empty if there are none."""
    html = (node.value for node in select(root, nodes.SafeHtml) if "tint-" in node.value)
    return tint_rules(word for text in html for word in re.findall(r"tint-[0-9a-f-]+", text))


def _host(url: str) -> set[str]:
    parts = parts_of(url)
    return {parts.netloc} if parts.scheme == "https" and parts.netloc else set()
