"""A video -> its title, length, date and picture, from its provider.

Source: https://oembed.com and the providers' own descriptions; Bilibili and OSF have no oEmbed.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from msgspec.structs import replace

from neuromatch_site.commands.http import HttpClient, Response, WebError, host_of
from neuromatch_site.commands.lock.lock_requests import VideoNeed
from neuromatch_site.commands.lock.services import FetchError, Services
from neuromatch_site.commands.lock.store import THUMBNAILS
from neuromatch_site.model.course import LockedVideo

MAX_PICTURE = 2_000_000
_PICTURES = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"RIFF": "webp"}
_AGAIN = "run `neuromatch-site lock` again"

Described = tuple[LockedVideo, str]
"""A video without its picture, and the URL of the picture."""


def fetch_video(web: HttpClient, services: Services, need: VideoNeed) -> tuple[LockedVideo, bytes]:
    """Return a video and its picture (empty if there is none). Raises ``FetchError``.

    If the picture cannot be fetched, the video has no picture.
    """
    kind, _, identifier = need.key.partition(":")
    describe = _PROVIDERS.get(kind)
    if describe is None:
        raise FetchError(f"`{kind}` is not a video provider that publishes metadata")
    video, picture = describe(web, services, need)
    content = _fetched_picture(web, picture)
    if not content:
        return video, b""
    ending = next(end for mark, end in _PICTURES.items() if content.startswith(mark))
    name = re.sub(r"[^\w-]", "_", f"{kind}-{identifier}")
    path = f"{THUMBNAILS}{name}.{ending}"
    return replace(video, thumbnail=path), content


def _ask(web: HttpClient, url: str, need: VideoNeed) -> Mapping[str, object]:
    answer = _answer(web, url)
    if answer.status in (401, 403):
        raise FetchError(f"{host_of(url)} does not give public access to `{need.key}`")
    if answer.status in (400, 404, 410):
        raise FetchError(f"{host_of(url)} has no video `{need.key}`", "check the identifier")
    data = answer.json()
    if answer.status != 200 or not isinstance(data, Mapping):
        raise FetchError(f"{host_of(url)} returns no metadata for `{need.key}`", _AGAIN)
    return data


def _answer(web: HttpClient, url: str) -> Response:
    try:
        return web.get(url, "application/json")
    except WebError as error:
        raise FetchError(f"{host_of(url)} {error}", _AGAIN) from error


def _youtube(web: HttpClient, services: Services, need: VideoNeed) -> Described:
    page = f"https://www.youtube.com/watch?v={need.key.partition(':')[2]}"
    return _oembed(_ask(web, _endpoint(services.youtube, page), need))


def _vimeo(web: HttpClient, services: Services, need: VideoNeed) -> Described:
    page = f"https://vimeo.com/{need.key.partition(':')[2]}"
    return _oembed(_ask(web, _endpoint(services.vimeo, page), need))


def _peertube(web: HttpClient, services: Services, need: VideoNeed) -> Described:
    host = urlsplit(need.url).netloc
    return _oembed(_ask(web, _endpoint(services.peertube.format(host=host), need.url), need))


def _endpoint(service: str, page: str) -> str:
    return f"{service}?{urlencode({'url': page, 'format': 'json'})}"


def _oembed(data: Mapping[str, object]) -> Described:
    date = _one_line(data.get("upload_date"))[:10]
    video = LockedVideo(
        title=_one_line(data.get("title")),
        author=_one_line(data.get("author_name")),
        duration=_as_float(data.get("duration")),
        upload_date=date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else "",
    )
    return video, _one_line(data.get("thumbnail_url"))


def _bilibili(web: HttpClient, services: Services, need: VideoNeed) -> Described:
    query = urlencode({"bvid": need.key.partition(":")[2]})
    data = _ask(web, f"{services.bilibili}?{query}", need).get("data")
    if not isinstance(data, Mapping):
        raise FetchError(f"Bilibili has no video `{need.key}`", "check the identifier")
    seconds, owner = _as_float(data.get("pubdate")), data.get("owner")
    date = datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds else ""
    video = LockedVideo(
        title=_one_line(data.get("title")),
        author=_one_line(owner.get("name")) if isinstance(owner, Mapping) else "",
        duration=_as_float(data.get("duration")),
        upload_date=date,
    )
    return video, re.sub(r"^http:", "https:", _one_line(data.get("pic")))


def _osf(web: HttpClient, services: Services, need: VideoNeed) -> Described:
    data = _ask(web, f"{services.osf}{need.key.partition(':')[2]}/", need).get("data")
    attributes = data.get("attributes") if isinstance(data, Mapping) else None
    if not isinstance(attributes, Mapping):
        raise FetchError(f"OSF has no file `{need.key}`", "check the identifier")
    date = _one_line(attributes.get("date_created"))[:10]
    return LockedVideo(title=_one_line(attributes.get("name")), upload_date=date), ""


def _one_line(value: object) -> str:
    return " ".join(value.split())[:500] if isinstance(value, str) else ""


def _as_float(value: object) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(str(value)) if number and 0 < float(str(value)) < 1e10 else 0.0


def _fetched_picture(web: HttpClient, url: str) -> bytes:
    """Return the picture at the address; nothing where there is none, or it is no picture."""
    if urlsplit(url).scheme not in ("http", "https"):
        return b""
    try:
        answer = web.get(url, "image/*", limit=MAX_PICTURE)
    except WebError:
        return b""
    known = any(answer.body.startswith(mark) for mark in _PICTURES)
    return answer.body if answer.status == 200 and known else b""


_PROVIDERS: Mapping[str, Callable[[HttpClient, Services, VideoNeed], Described]] = {
    "youtube": _youtube,
    "vimeo": _vimeo,
    "bilibili": _bilibili,
    "osf": _osf,
    "peertube": _peertube,
}
