"""Smaller copies of images, for small screens and slow connections."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Lock

from msgspec.structs import replace

from neuromatch_site.cache.file_cache import content_digest
from neuromatch_site.cache.page_cache import BuildCache, digest_of
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.render.published_files import Picture, Published

WIDTHS = (480, 960, 1440)
"""In pixels: a phone, a phone with a dense screen or a column of text, a wide figure."""
_WIDEST = 1920
_LONGEST_SIDE = 16_383
"""Of a WebP; to make a picture smaller that is longer takes gigabytes."""
_LARGE = 8_000_000
"""Pixels: one picture that has more is in memory at a time."""
_QUALITY = 80
_MADE_FROM = (".png", ".jpg", ".jpeg")
"""Drawings stay as they are, and so does what moves."""


def add_webp(
    published: Published, artifacts: Mapping[str, Artifact], cache: BuildCache
) -> tuple[Published, list[Artifact]]:
    """Return the images with their smaller copies, and the files of the copies.

    ``artifacts`` are the images by path on the site. Copies are cached by the content of the image.
    A copy that is not smaller is left out.
    """
    pictures_to_shrink = {
        path: item for path, item in published.pictures.items() if _can_shrink(item)
    }
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:  # encoding lets others run
        shrink = partial(_copies, artifacts=artifacts, cache=cache, alone=Lock())
        copies_of = dict(
            zip(pictures_to_shrink, pool.map(shrink, pictures_to_shrink.values()), strict=True)
        )
    pictures = dict(published.pictures)
    files: dict[str, Artifact] = {}
    for path, copies in copies_of.items():
        own = tuple((f"/{file.path}", width) for width, file in copies)
        pictures[path] = replace(pictures[path], webp=own)
        files |= {file.path: file for _, file in copies}
    return replace(published, pictures=pictures), list(files.values())


def _can_shrink(picture: Picture) -> bool:
    width, height = picture.width or 0, picture.height or 0
    sides = WIDTHS[0] < width <= _LONGEST_SIDE and height <= _LONGEST_SIDE
    return sides and picture.url.endswith(_MADE_FROM)


def _copies(
    picture: Picture, artifacts: Mapping[str, Artifact], cache: BuildCache, alone: Lock
) -> list[tuple[int, Artifact]]:
    """Return the copies of one picture: those that are smaller files, by width."""
    original = artifacts[picture.url.lstrip("/")]
    name = original.path.rpartition(".")[0]
    copies = []
    size = _size(original)
    whole = min(picture.width or 0, _WIDEST)
    for width in (*(width for width in WIDTHS if width < whole), whole):
        large = (picture.width or 0) * (picture.height or 0) > _LARGE
        with alone if large else nullcontext():
            content = _copy(original, width, cache)
        if content and len(content) < size:
            copies.append((width, Artifact(f"{name}-{width}.webp", content)))
    return copies


def _copy(original: Artifact, width: int, cache: BuildCache) -> bytes:
    content = original.content
    digest = (
        cache.file_cache.digest(content) if isinstance(content, Path) else content_digest(content)
    )
    key = digest_of("webp", digest, f"{width} {_QUALITY}")
    copy = cache.get_blob(key)
    if copy is None:
        copy = _shrunk(original, width)
        cache.put_blob(key, copy)
    return copy


def _size(artifact: Artifact) -> int:
    content = artifact.content
    return content.stat().st_size if isinstance(content, Path) else len(content)


def _shrunk(original: Artifact, width: int) -> bytes:
    """Return the picture at that width as WebP; nothing where it moves or cannot be read."""
    from PIL import Image, UnidentifiedImageError

    content = original.content
    stream = content if isinstance(content, Path) else BytesIO(content)
    target = BytesIO()
    try:
        with Image.open(stream) as picture:
            if getattr(picture, "is_animated", False):
                return b""
            clear = "A" in picture.getbands() or "transparency" in picture.info
            height = max(1, round(picture.height * width / picture.width))
            whole = picture.convert("RGBA" if clear else "RGB")
            small = whole.resize((width, height), Image.Resampling.LANCZOS)
            small.save(target, "WEBP", quality=_QUALITY, method=4)
    except (OSError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return b""
    return target.getvalue()
