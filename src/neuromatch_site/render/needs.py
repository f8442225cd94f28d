"""What a page needs from elsewhere: the hosts that its Content-Security-Policy names."""

from urllib.parse import urlsplit

from neuromatch_site.ast.nodes import Iframe, Image, Node, Root, Slides, Video
from neuromatch_site.ast.visit import walk
from neuromatch_site.config.site import SiteOptions
from neuromatch_site.render.players import frame_host, players
from neuromatch_site.render.security import content_security_policy


def page_policy(root: Root, options: SiteOptions) -> str:
    """Return the Content-Security-Policy of a page."""
    frames: set[str] = set()
    pictures: set[str] = set()
    for node in walk(root):
        frames.update(_frames(node, options))
        if isinstance(node, Image) and options.remote_images == "link":
            pictures.update(_host(node.url))
    return content_security_policy(frames=frames, pictures=pictures, media=pictures)


def _frames(node: Node, options: SiteOptions) -> set[str]:
    if isinstance(node, Video):
        return {player.host for player in players(node) if player.host}
    if isinstance(node, Iframe):
        return {host} if (host := frame_host(node.src, options)) else set()
    if isinstance(node, Slides) and node.url:
        return _host(node.url)
    return set()


def _host(url: str) -> set[str]:
    parts = urlsplit(url)
    return {parts.netloc} if parts.scheme == "https" and parts.netloc else set()
