"""Smaller copies of pictures: made once, left out where they save nothing."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.render.published_files import Picture, Published
from neuromatch_site.render.webp import add_webp


def noise(path: Path, size: tuple[int, int], kind: str) -> Artifact:
    """Write a picture that is hard to compress, and return it as a file of the site."""
    picture = Image.effect_noise(size, 64).convert("RGB")
    target = BytesIO()
    picture.save(target, kind)
    path.write_bytes(target.getvalue())
    return Artifact(f"assets/{path.name}", path)


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.12345678.png"), ("JPEG", "a.1234.jpg")])
def test_a_wide_picture_gets_smaller_copies(tmp_path: Path, kind: str, name: str) -> None:
    artifact = noise(tmp_path / name, (1200, 600), kind)
    picture = Picture(url=f"/assets/{name}", width=1200, height=600)
    before = Published(pictures={"a": picture})
    after, files = add_webp(before, {artifact.path: artifact}, BuildCache(tmp_path / "cache"))
    stem = name.rpartition(".")[0]
    widths = [width for _, width in after.pictures["a"].webp]
    assert widths[:2] == [480, 960]
    assert next(file.path for file in files) == f"assets/{stem}-480.webp"
    content = files[0].content
    assert isinstance(content, bytes)
    with Image.open(BytesIO(content)) as small:
        assert (small.format, small.size) == ("WEBP", (480, 240))
    again, same = add_webp(before, {artifact.path: artifact}, BuildCache(tmp_path / "cache"))
    assert (again, same) == (after, files)


def test_what_is_made_is_taken_from_the_folder(tmp_path: Path) -> None:
    artifact = noise(tmp_path / "a.1.png", (1000, 500), "PNG")
    published = Published(pictures={"a": Picture(url="/assets/a.1.png", width=1000, height=500)})
    first, second = BuildCache(tmp_path / "cache"), BuildCache(tmp_path / "cache")
    _, made = add_webp(published, {artifact.path: artifact}, first)
    before = sorted((tmp_path / "cache").rglob("*"))
    _, files = add_webp(published, {artifact.path: artifact}, second)
    assert files == made
    assert first.live_keys == second.live_keys == set(first.blobs)
    assert sorted((tmp_path / "cache").rglob("*")) == before


@pytest.mark.parametrize("name", ["small.png", "drawing.svg", "moving.gif", "broken.png"])
def test_others_stay_as_they_are(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "small.png":
        noise(path, (400, 200), "PNG")
    elif name == "moving.gif":
        frames = [Image.new("P", (800, 400), color) for color in (1, 2)]
        frames[0].save(path, save_all=True, append_images=frames[1:])
    else:
        path.write_bytes(b"\x89PNG\r\n\x1a\n" if name == "broken.png" else b"<svg/>")
    artifact = Artifact(f"assets/{name}", path)
    width = 400 if name == "small.png" else 800
    published = Published(pictures={"a": Picture(url=f"/assets/{name}", width=width, height=200)})
    assert add_webp(published, {artifact.path: artifact}, BuildCache()) == (published, [])


def test_a_copy_that_saves_nothing_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "flat.png"
    Image.new("1", (1000, 10)).save(path)
    artifact = Artifact("assets/flat.png", path)
    flat = Picture(url="/assets/flat.png", width=1000, height=10)
    published = Published(pictures={"a": flat})
    after, files = add_webp(published, {artifact.path: artifact}, BuildCache())
    size = path.stat().st_size
    assert all(isinstance(file.content, bytes) and len(file.content) < size for file in files)
    assert len(after.pictures["a"].webp) == len(files)
