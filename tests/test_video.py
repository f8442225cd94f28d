"""Addresses of videos: which provider, which video, from which second."""

import pytest

from neuromatch_site.media.video_providers import PROVIDERS, find_video, provider_video, video_of

_UUID = "0b5f1e2c-1234-4abc-9def-0123456789ab"
_YOUTUBE = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
_FRAME = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&rel=0"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "http://youtube.com/watch?app=desktop&v=aqz-KE-bpKQ",
        "//www.youtube.com/embed/aqz-KE-bpKQ",
        "https://m.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://youtu.be/aqz-KE-bpKQ",
        "https://youtu.be/aqz-KE-bpKQ?si=abc",
        "https://www.youtube.com/shorts/aqz-KE-bpKQ",
        "https://www.youtube.com/live/aqz-KE-bpKQ?feature=share",
        "https://www.youtube.com/embed/aqz-KE-bpKQ?rel=0",
        "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
        " https://www.youtube.com/v/aqz-KE-bpKQ ",
    ],
)
def test_every_form_of_a_youtube_address_means_one_film(address: str) -> None:
    found = find_video(address)
    assert found is not None
    assert found.provider() == {
        "provider": "youtube",
        "id": "aqz-KE-bpKQ",
        "url": _YOUTUBE,
        "embed": _FRAME,
    }


@pytest.mark.parametrize(
    ("address", "seconds"),
    [
        ("https://youtu.be/aqz-KE-bpKQ?t=90", 90),
        ("https://youtu.be/aqz-KE-bpKQ?t=1m30s", 90),
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=1h2s", 3602),
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ#t=5s", 5),
        ("https://www.youtube.com/embed/aqz-KE-bpKQ?start=7", 7),
    ],
)
def test_a_film_begins_where_its_address_says(address: str, seconds: int) -> None:
    found = find_video(address)
    assert found is not None
    assert found.url == f"{_YOUTUBE}&t={seconds}"
    assert found.embed == f"{_FRAME}&start={seconds}"


def test_a_time_that_is_none_is_left_out() -> None:
    found = find_video("https://youtu.be/aqz-KE-bpKQ?t=soon")
    assert found is not None
    assert found.url == _YOUTUBE


@pytest.mark.parametrize(
    ("address", "url", "embed"),
    [
        (
            "https://www.youtube.com/playlist?list=PLAbCdEfGhIjK",
            "https://www.youtube.com/playlist?list=PLAbCdEfGhIjK",
            "https://www.youtube-nocookie.com/embed/videoseries?list=PLAbCdEfGhIjK&autoplay=1",
        ),
        (
            "https://www.youtube.com/embed/aqz-KE-bpKQ?list=PLAbCdEfGhIjK",
            f"{_YOUTUBE}&list=PLAbCdEfGhIjK",
            f"{_FRAME}&list=PLAbCdEfGhIjK",
        ),
        (
            "https://vimeo.com/76979871",
            "https://vimeo.com/76979871",
            "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
        ),
        (
            "https://player.vimeo.com/video/76979871?h=8272103f6e#t=10s",
            "https://vimeo.com/76979871?t=10&h=8272103f6e",
            "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&t=10&h=8272103f6e",
        ),
        (
            "https://vimeo.com/channels/staffpicks/76979871",
            "https://vimeo.com/76979871",
            "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
        ),
        (
            "https://www.bilibili.com/video/BV1up4y1S7wj/?p=2",
            "https://www.bilibili.com/video/BV1up4y1S7wj/?p=2",
            "https://player.bilibili.com/player.html?bvid=BV1up4y1S7wj&autoplay=1&high_quality=1&p=2",
        ),
        (
            "https://www.bilibili.com/video/av541417171",
            "https://www.bilibili.com/video/av541417171/",
            "https://player.bilibili.com/player.html?aid=541417171&autoplay=1&high_quality=1",
        ),
        (
            "https://player.bilibili.com/player.html?aid=541417171",
            "https://www.bilibili.com/video/av541417171/",
            "https://player.bilibili.com/player.html?aid=541417171&autoplay=1&high_quality=1",
        ),
        (
            "https://player.bilibili.com/player.html?bvid=BV1up4y1S7wj&page=1",
            "https://www.bilibili.com/video/BV1up4y1S7wj/?page=1",
            "https://player.bilibili.com/player.html?bvid=BV1up4y1S7wj&autoplay=1&high_quality=1&page=1",
        ),
        (
            "https://osf.io/download/abc12/",
            "https://osf.io/abc12/",
            "https://mfr.osf.io/render?url=https://osf.io/download/abc12/",
        ),
        (
            "https://mfr.ca-1.osf.io/render?url=https://osf.io/abc12/?direct%26mode=render",
            "https://osf.io/abc12/",
            "https://mfr.osf.io/render?url=https://osf.io/download/abc12/",
        ),
        (
            f"https://video.example.org/videos/watch/{_UUID}?start=4",
            f"https://video.example.org/w/{_UUID}?start=4",
            f"https://video.example.org/videos/embed/{_UUID}?autoplay=1&start=4",
        ),
        (
            "https://video.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
            "https://video.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
            "https://video.example.org/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?autoplay=1",
        ),
        (
            "http://example.org/videos/spike.MP4?x=1",
            "https://example.org/videos/spike.MP4?x=1",
            "https://example.org/videos/spike.MP4?x=1",
        ),
    ],
)
def test_a_video_of_any_provider_is_found(address: str, url: str, embed: str) -> None:
    found = find_video(address)
    assert found is not None
    assert (found.problem, found.url, found.embed) == ("", url, embed)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "videos/spike.mp4",
        "/videos/spike.mp4",
        "https://example.org",
        "https://example.org/videos/embed/short",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com.example.org/watch?v=aqz-KE-bpKQ",
        "https://vimeo.com/about",
        "https://osf.io/abc12/files/",
        "https://www.bilibili.com/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://[::1",
        "ftp://example.org/a.mp4",
    ],
)
def test_other_addresses_are_no_films(address: str) -> None:
    assert find_video(address) is None
    assert video_of(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=short",
        "https://youtu.be/",
        "https://www.youtube.com/embed/aqz-KE-bpKQ-more",
        "https://www.youtube.com/playlist?list=x",
        "https://www.bilibili.com/video/av",
        "https://vimeo.com/1",
        'https://www.youtube.com/embed/"><script>',
    ],
)
def test_an_identifier_that_no_provider_gave_is_a_problem(address: str) -> None:
    found = find_video(address)
    assert found is not None
    assert found.problem
    assert found.hint
    assert video_of(address) is None


def test_a_node_has_the_title_and_the_provider() -> None:
    node = video_of("https://vimeo.com/76979871", "A video")
    assert node is not None
    assert (node.title, [one["provider"] for one in node.providers or []]) == ("A video", ["vimeo"])


@pytest.mark.parametrize("kind", PROVIDERS)
def test_an_empty_identifier_is_a_problem_everywhere(kind: str) -> None:
    assert provider_video(kind, "").problem
