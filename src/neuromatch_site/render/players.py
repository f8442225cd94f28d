"""The players of a video, and the iframes that a course may show."""

from collections.abc import Mapping

from msgspec import Struct

from neuromatch_site.config.options import SiteOptions
from neuromatch_site.media.video_providers import PROVIDERS, provider_video
from neuromatch_site.model.ast.nodes import Video
from neuromatch_site.urls import parts_of


class Player(Struct, frozen=True, kw_only=True):
    """One way to watch a video."""

    provider: str
    """``youtube`` ...; ``file`` where the video is played without a player."""
    name: str
    embed: str
    """The page for a frame; of a ``file``, the video."""
    watch: str
    """The page to open in its own window."""
    host: str
    """Of the frame or the video."""


def players(video: Video) -> list[Player]:
    """Return the ways to watch a video, in the order in which they are offered."""
    players_of = (_player(provider) for provider in video.providers or [])
    return [player for player in players_of if player is not None]


def frame_host(src: str, options: SiteOptions) -> str:
    """Return the host of a frame that the course allows; empty for any other."""
    parts = parts_of(src)
    if parts.scheme != "https" or not options.allows_frame(parts.hostname or ""):
        return ""
    return parts.netloc


def _player(provider: Mapping[str, str]) -> Player | None:
    kind = provider.get("provider", "")
    known = provider_video(kind, provider.get("id", "")) if kind in PROVIDERS else None
    embed = provider.get("embed") or (known.embed if known else "") or provider.get("url", "")
    watch = provider.get("url") or (known.url if known else "") or embed
    host = parts_of(embed).netloc
    if not host:
        return None
    name = PROVIDERS[kind].name if known else provider.get("name", "") or host
    return Player(provider=kind, name=name, embed=embed, watch=watch, host=host)
