"""The players of a video, and the iframes that a course may show."""

from collections.abc import Mapping

from msgspec import Struct

from neuromatch_site.config.options import SiteOptions
from neuromatch_site.media.video_providers import PROVIDERS, provider_video
from neuromatch_site.model.ast.nodes import Video
from neuromatch_site.urls import parts_of


class Player(Struct, frozen=True, kw_only=True):
    """A player for a video."""

    provider: str
    """``youtube`` ...; ``file`` for a video file."""
    name: str
    embed: str
    """The URL for the iframe; for a ``file``, the video."""
    watch: str
    """The URL of the video's own page."""
    host: str
    """Of the iframe or the video."""


def players(video: Video) -> list[Player]:
    """Return the players of a video, in order of preference."""
    players_of = (_player(provider) for provider in video.providers or [])
    return [player for player in players_of if player is not None]


def frame_host(src: str, options: SiteOptions) -> str:
    """Return the host of an allowed iframe; empty for any other."""
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
