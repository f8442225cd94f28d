"""Smaller copies of pictures, for small screens and poor connections."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path

from msgspec.structs import replace

from neuromatch_site.model.artifact import Artifact
from neuromatch_site.render.published_files import Picture, Published

WIDTHS = (480, 960, 1440)
"""In pixels: a phone, a phone with a dense screen or a column of text, a wide figure."""
_WIDEST = 1920
_QUALITY = 80
_MADE_FROM = (".png", ".jpg", ".jpeg")
"""Drawings stay as they are, and so does what moves."""


def add_webp(
    published: Published, artifacts: Mapping[str, Artifact], folder: Path | None
) -> tuple[Published, list[Artifact]]:
    """Return the pictures with their smaller copies, and the files of the copies.

    ``artifacts`` are the pictures by path on the site. Copies are kept in ``folder``, by the
    name of the picture, which tells its content. A copy that saves nothing is left out.
    """
    shown = {path: item for path, item in published.pictures.items() if _can_shrink(item)}
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # encoding lets other threads run
        shrink = partial(_copies, artifacts=artifacts, folder=folder)
        made = dict(zip(shown, pool.map(shrink, shown.values()), strict=True))
    pictures = dict(published.pictures)
    files: dict[str, Artifact] = {}
    for path, copies in made.items():
        own = tuple((f"/{file.path}", width) for width, file in copies)
        pictures[path] = replace(pictures[path], webp=own)
        files |= {file.path: file for _, file in copies}
    return replace(published, pictures=pictures), list(files.values())


def _can_shrink(picture: Picture) -> bool:
    wide = picture.width is not None and picture.width > WIDTHS[0]
    return wide and picture.url.endswith(_MADE_FROM)


def _copies(
    picture: Picture, artifacts: Mapping[str, Artifact], folder: Path | None
) -> list[tuple[int, Artifact]]:
    """Return the copies of one picture: those that are smaller files, by width."""
    original = artifacts[picture.url.lstrip("/")]
    name = original.path.rpartition(".")[0]
    copies = []
    size = _size(original)
    whole = min(picture.width or 0, _WIDEST)
    for width in (*(width for width in WIDTHS if width < whole), whole):
        path = f"{name}-{width}.webp"
        kept = folder / path.rpartition("/")[2] if folder else None
        content = kept.read_bytes() if kept and kept.is_file() else _shrunk(original, width)
        if kept and not kept.is_file():
            kept.write_bytes(content)
        if content and len(content) < size:
            copies.append((width, Artifact(path, content)))
    return copies


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
