"""What a page needs from elsewhere: the hosts that its Content-Security-Policy names."""

from neuromatch_site.config.options import SiteOptions
from neuromatch_site.model.ast.nodes import (
    Html,
    Iframe,
    Image,
    Interactive,
    Root,
    SafeHtml,
    Slides,
    Video,
)
from neuromatch_site.model.ast.visit import walk
from neuromatch_site.render.players import frame_host, players
from neuromatch_site.render.security import (
    SELF,
    TRUSTED_POLICY,
    Reach,
    content_security_policy,
)
from neuromatch_site.urls import parts_of


def page_policy(root: Root, reach: Reach, options: SiteOptions, *, own_frames: bool = False) -> str:
    """Return the Content-Security-Policy of a page; ``own_frames``: it may show other pages."""
    if options.trust and any(isinstance(node, SafeHtml | Html) for node in walk(root)):
        return TRUSTED_POLICY
    frames: set[str] = set()
    pictures: set[str] = set()
    videos: set[str] = set()
    for node in walk(root):
        if isinstance(node, Video):
            for player in players(node):
                (videos if player.provider == "file" else frames).add(player.host)
        elif isinstance(node, Interactive) and node.url:
            frames.add(SELF)
        elif isinstance(node, Iframe):
            frames.add(frame_host(node.src, options))
        elif isinstance(node, Slides) and node.url:
            frames.update(_host(node.url))
        elif isinstance(node, Image) and options.remote_images == "link":
            pictures.update(_host(node.url))
    if options.comments.giscus:
        frames.add("giscus.app")
    return content_security_policy(
        reach,
        frames=frames - {""} | ({SELF} if own_frames else set()),
        pictures=pictures,
        media=videos | pictures,
        scripts=options.analytics.scripts,
        connects=options.analytics.connects,
    )


def _host(url: str) -> set[str]:
    parts = parts_of(url)
    return {parts.netloc} if parts.scheme == "https" and parts.netloc else set()
