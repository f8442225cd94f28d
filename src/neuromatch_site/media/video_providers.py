"""Video providers: which video a URL refers to, and the URL of its player."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from msgspec import Struct, field

from neuromatch_site.model.ast.nodes import Video

_FILES = (".mp4", ".webm", ".m4v", ".ogv", ".mov")
_YOUTUBE = re.compile(r"(?:www\.|m\.|music\.)?(?:youtube\.com|youtube-nocookie\.com|youtu\.be)")
_VIMEO = re.compile(r"(?:www\.|player\.)?vimeo\.com")
_BILIBILI = re.compile(r"(?:www\.|m\.|player\.)?bilibili\.com")
_OSF = re.compile(r"(?:[\w.-]+\.)?osf\.io")
_TIME = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?")


class ProviderVideo(Struct, frozen=True):
    """A video of a provider."""

    kind: str
    """The provider: ``youtube``, ``vimeo``, ``bilibili``, ``osf``, ``peertube``, ``file``."""
    id: str = ""
    url: str = ""
    """The page to watch it on."""
    embed: str = ""
    """The URL for an iframe; it starts playing immediately."""
    name: str = ""
    """Of a provider with its own host."""
    problem: str = ""
    """Why the URL is not a video of the provider."""
    hint: str = ""

    def provider(self) -> dict[str, str]:
        """Return it in the form of the ``video`` node."""
        known = {"provider": self.kind, "id": self.id, "url": self.url, "embed": self.embed}
        return {key: value for key, value in (known | {"name": self.name}).items() if value}


class _Address(Struct, frozen=True):
    """An address in its parts."""

    host: str
    path: tuple[str, ...]
    query: Mapping[str, str]
    fragment: str = ""
    url: str = ""


class Provider(Struct, frozen=True):
    """A provider of videos with ids of a known form."""

    name: str
    id: re.Pattern[str]
    example: str
    """An example of an id."""
    watch: str
    embed: str
    start: tuple[str, str] = ("t", "t")
    """The URL parameter for the start in seconds: of the page, of the iframe."""
    keep: tuple[str, ...] = field(default=())
    """Further URL parameters that the iframe needs."""


PROVIDERS: Mapping[str, Provider] = {
    "youtube": Provider(
        "YouTube",
        re.compile(r"[A-Za-z0-9_-]{11}"),
        "eleven letters, digits, `-` or `_`",
        "https://www.youtube.com/watch?v={}",
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1&rel=0",
        ("t", "start"),
        ("list", "end"),
    ),
    "vimeo": Provider(
        "Vimeo",
        re.compile(r"[0-9]{5,12}"),
        "five to twelve digits",
        "https://vimeo.com/{}",
        "https://player.vimeo.com/video/{}?dnt=1&autoplay=1",
        keep=("h",),
    ),
    "bilibili": Provider(
        "Bilibili",
        re.compile(r"BV[0-9A-Za-z]{10}|av[0-9]{1,15}"),
        "`BV` and ten letters or digits, or `av` and a number",
        "https://www.bilibili.com/video/{}/",
        "https://player.bilibili.com/player.html?bvid={}&autoplay=1&high_quality=1",
        keep=("p", "page"),
    ),
    "osf": Provider(
        "OSF",
        re.compile(r"[a-z0-9]{5}"),
        "five small letters or digits",
        "https://osf.io/{}/",
        "https://mfr.osf.io/render?url=https://osf.io/download/{}/",
    ),
}


def find_video(address: str) -> ProviderVideo | None:
    """Return the video of a URL; None for any other URL."""
    try:
        parts = urlsplit(address.strip(), scheme="https")
        host = (parts.hostname or "").lower()
    except ValueError:  # brackets of an address that is none
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    path = tuple(part for part in parts.path.split("/") if part)
    parsed = _Address(host, path, query, parts.fragment, address.strip())
    for pattern, find in _FINDERS:
        if pattern.fullmatch(host):
            return find(parsed)
    if path and path[-1].lower().endswith(_FILES):
        return _file(parsed)
    return _peertube(parsed)


def video_of(address: str, title: str | None = None) -> Video | None:
    """Return the node for the video of a URL; None for any other URL."""
    video = find_video(address)
    if video is None or video.problem:
        return None
    return Video(title=title or "", providers=[video.provider()])


def provider_video(
    kind: str, identifier: str, parameters: Mapping[str, str] | None = None
) -> ProviderVideo:
    """Return the video of a provider; with a ``problem`` if the id is invalid."""
    provider = PROVIDERS[kind]
    if not provider.id.fullmatch(identifier):
        problem = f"`{identifier}` is not a {provider.name} video id"
        return ProviderVideo(
            kind, identifier, problem=problem, hint=f"an id has {provider.example}"
        )
    options = parameters or {}
    start = _seconds(options.get("start") or options.get("t") or "")
    name = quote(identifier, safe="")
    kept_options = {key: options[key] for key in provider.keep if options.get(key)}
    watch = {provider.start[0]: str(start)} if start else {}
    frame = {provider.start[1]: str(start), **kept_options} if start else kept_options
    return ProviderVideo(
        kind,
        identifier,
        _with(provider.watch.format(name), watch | kept_options),
        _with(_frame(provider, name), frame),
    )


def _frame(provider: Provider, name: str) -> str:
    if name.startswith("av") and "bvid={}" in provider.embed:  # numbers of before 2020
        return provider.embed.replace("bvid={}", f"aid={name[2:]}")
    return provider.embed.format(name)


def _with(url: str, parameters: Mapping[str, str]) -> str:
    if not parameters:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(parameters)}"


def _seconds(text: str) -> int:
    """Return the seconds that ``90``, ``90s`` or ``1m30s`` say; 0 for what is no time."""
    match = _TIME.fullmatch(text)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _youtube(address: _Address) -> ProviderVideo | None:
    path, query = address.path, dict(address.query)
    if "t" not in query and address.fragment.startswith("t="):
        query["t"] = address.fragment[2:]
    if address.host == "youtu.be":
        identifier = path[0] if path else ""
    elif path[:1] == ("watch",):
        identifier = query.get("v", "")
    elif path[:1] and path[0] in ("embed", "shorts", "live", "v", "e"):
        identifier = path[1] if len(path) > 1 else ""
    elif path[:1] != ("playlist",):
        return None
    else:
        identifier = ""
    if identifier in ("", "videoseries") and query.get("list"):
        return _playlist(query["list"])
    return provider_video("youtube", identifier, query)


def _playlist(identifier: str) -> ProviderVideo:
    if not re.fullmatch(r"[A-Za-z0-9_-]{10,64}", identifier):
        problem = f"`{identifier}` is not a YouTube playlist id"
        return ProviderVideo(
            "youtube", problem=problem, hint="an id has letters, digits, `-` or `_`"
        )
    listed = urlencode({"list": identifier})
    return ProviderVideo(
        "youtube",
        url=f"https://www.youtube.com/playlist?{listed}",
        embed=f"https://www.youtube-nocookie.com/embed/videoseries?{listed}&autoplay=1",
    )


def _vimeo(address: _Address) -> ProviderVideo | None:
    path = address.path[1:] if address.path[:1] == ("video",) else address.path
    numbers = [part for part in path if part.isdecimal()]
    if not numbers:
        return None
    query = dict(address.query)
    rest = path[path.index(numbers[0]) + 1 :]
    if rest and re.fullmatch(r"[0-9a-f]{6,20}", rest[0]):
        query["h"] = rest[0]
    if address.fragment.startswith("t="):
        query["t"] = address.fragment[2:]
    return provider_video("vimeo", numbers[0], query)


def _bilibili(address: _Address) -> ProviderVideo | None:
    if address.path[:1] == ("video",) and len(address.path) > 1:
        return provider_video("bilibili", address.path[1], address.query)
    if address.path[-1:] == ("player.html",):
        older = f"av{address.query['aid']}" if "aid" in address.query else ""
        return provider_video("bilibili", address.query.get("bvid") or older, address.query)
    return None


def _osf(address: _Address) -> ProviderVideo | None:
    if address.path[:1] == ("render",):
        inner = urlsplit(unquote(address.query.get("url", "")))
        path = tuple(part for part in inner.path.split("/") if part)
    else:
        path = address.path
    words = [part for part in path if part != "download"]
    return provider_video("osf", words[0]) if len(words) == 1 else None


def _peertube(address: _Address) -> ProviderVideo | None:
    """Return the video of a PeerTube server: it is known by the shape of its address."""
    path = address.path
    form = path[:2] in (("videos", "embed"), ("videos", "watch")) and len(path) == 3
    identifier = path[2] if form else path[1] if path[:1] == ("w",) and len(path) == 2 else ""
    if not re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-Za-z]{22}", identifier):
        return None
    start = _seconds(address.query.get("start", ""))
    parameters = {"start": str(start)} if start else {}
    base = f"https://{address.host}"
    return ProviderVideo(
        "peertube",
        identifier,
        _with(f"{base}/w/{identifier}", parameters),
        _with(f"{base}/videos/embed/{identifier}", {"autoplay": "1", **parameters}),
        address.host,
    )


def _file(address: _Address) -> ProviderVideo:
    url = (
        address.url
        if address.url.startswith("https:")
        else f"https:{address.url.partition(':')[2]}"
    )
    return ProviderVideo("file", url=url, embed=url, name=address.host)


_FINDERS: tuple[tuple[re.Pattern[str], Callable[[_Address], ProviderVideo | None]], ...] = (
    (_YOUTUBE, _youtube),
    (_VIMEO, _vimeo),
    (_BILIBILI, _bilibili),
    (_OSF, _osf),
)
