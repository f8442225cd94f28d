"""The players of video providers, and which frames a course may show."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from neuromatch_site.ast.nodes import Video
from neuromatch_site.config.site import SiteOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """One way to watch a video."""

    provider: str
    name: str
    embed: str
    """The page for a frame; for a file of the course, the file."""
    watch: str
    """The page to open in its own window."""
    host: str
    """Of the frame; empty for a file of the course."""


@dataclass(frozen=True, slots=True)
class _Provider:
    name: str
    embed: str
    watch: str


_PROVIDERS: Mapping[str, _Provider] = {
    "youtube": _Provider(
        "YouTube",
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1&rel=0",
        "https://www.youtube.com/watch?v={}",
    ),
    "vimeo": _Provider(
        "Vimeo", "https://player.vimeo.com/video/{}?dnt=1&autoplay=1", "https://vimeo.com/{}"
    ),
    "bilibili": _Provider(
        "Bilibili",
        "https://player.bilibili.com/player.html?bvid={}&autoplay=1&high_quality=1",
        "https://www.bilibili.com/video/{}/",
    ),
    "osf": _Provider(
        "OSF", "https://mfr.osf.io/render?url=https://osf.io/download/{}/", "https://osf.io/{}/"
    ),
}


def players(video: Video) -> list[Player]:
    """Return the ways to watch a video, in the order in which they are offered."""
    made = (_player(one) for one in video.providers or [])
    return [player for player in made if player is not None]


def frame_host(src: str, options: SiteOptions) -> str:
    """Return the host of a frame that the course allows; empty for any other."""
    parts = urlsplit(src)
    if parts.scheme != "https" or parts.hostname not in options.frame_hosts:
        return ""
    return parts.netloc


def _player(given: Mapping[str, str]) -> Player | None:
    kind, identifier = given.get("provider", ""), given.get("id", "")
    if known := _PROVIDERS.get(kind):
        name = quote(identifier, safe="")
        embed = given.get("embed") or known.embed.format(name)
        watch = given.get("url") or known.watch.format(name)
        return Player(
            provider=kind,
            name=known.name,
            embed=embed,
            watch=watch,
            host=urlsplit(embed).netloc,
        )
    return _other_player(kind, given)


def _other_player(kind: str, given: Mapping[str, str]) -> Player | None:
    url = given.get("url", "")
    embed = given.get("embed", "") or url
    if not url:
        return None
    host = urlsplit(embed).netloc
    return Player(
        provider=kind, name=given.get("name", "") or host, embed=embed, watch=url, host=host
    )
