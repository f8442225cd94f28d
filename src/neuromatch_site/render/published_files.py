"""Images and other files of the course: copied once, with a content hash in their names."""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from msgspec import Struct, field

from neuromatch_site.cache.file_cache import FileCache, content_digest
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.media.active_files import TEXT, is_active
from neuromatch_site.media.pictures import Picture as Inspected
from neuromatch_site.media.pictures import PictureProblem, may_act, suffix_of
from neuromatch_site.media.pictures.clean_svg import clean_svg
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.identifiers import html_id

_LONGEST = 200
"""Letters of a picture's name that are kept: file systems hold 255 with all that is added."""
_MARKS = re.compile("[%#?]")
"""What means something else in an address than in the name of a file."""


class Picture(Struct, frozen=True, kw_only=True):
    """A published image (or video) of the course."""

    url: str
    """From the root of the site: ``/assets/neuron.3f2a1b9c.png``."""
    width: int | None = None
    """In pixels; None for videos and for drawings without a size."""
    height: int | None = None
    webp: tuple[tuple[str, int], ...] = ()
    """Smaller WebP copies: URL and width."""

    @property
    def smallest(self) -> str:
        """The URL of its smallest copy, for thumbnails."""
        return self.webp[0][0] if self.webp else self.url


class Published(Struct, frozen=True, kw_only=True):
    """The published files of the course, by path from the course folder."""

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    downloads: Mapping[str, str] = field(default_factory=dict)
    """URLs from the root of the site; these files keep their names."""

    @property
    def addresses(self) -> dict[str, str]:
        """The URLs of all files, by path from the course folder."""
        return {**self.downloads, **{path: picture.url for path, picture in self.pictures.items()}}


def publish(
    course: CourseFiles,
    pictures: Iterable[str],
    downloads: Iterable[str],
    media: Iterable[Mapping[str, str]] = (),
    file_cache: FileCache | None = None,
    trusted: Collection[str] | None = None,
) -> tuple[Published, list[Artifact]]:
    """Return the URLs of files, and the files; unreadable ones are left out.

    Paths are relative to the course folder. Equal content is copied once. ``media`` are the
    embedded files of each notebook, by a name derived from their content, as base64. ``seen``
    caches inspections. A download that a browser could run becomes a text, unless it is in
    ``trusted``; None: all are.
    """
    file_cache = file_cache or FileCache()
    artifacts: dict[str, Artifact] = {}
    pictures_by_path: dict[str, Picture] = {}
    offered: dict[str, str] = {}
    for path in sorted(set(pictures)):
        if (file := _find(course, path)) and (
            picture := _published_picture(path, file, artifacts, file_cache)
        ):
            pictures_by_path[path] = picture
    for path in sorted(set(downloads)):
        if file := _find(course, path):
            inert = trusted is not None and path not in trusted and _can_run(file, file_cache)
            name = course.locate(path).rpartition("/")[2] + (TEXT if inert else "")
            address = _copy(f"files/{_file_digest(file, file_cache)}/{name}", file, artifacts)
            offered[path] = _MARKS.sub(lambda mark: quote(mark[0]), address)
    for carried in media:
        pictures_by_path |= _carried(carried, pictures_by_path, artifacts, file_cache)
    return Published(pictures=pictures_by_path, downloads=offered), list(artifacts.values())


def _can_run(file: Path, file_cache: FileCache) -> bool:
    svg = file.suffix.lower() == ".svg" and may_act(file_cache.inspect(file))
    return svg or is_active(file.name)


def _find(course: CourseFiles, path: str) -> Path | None:
    try:
        return course.find(path)
    except OutsideCourseError:
        return None


def _published_picture(
    path: str, file: Path, artifacts: dict[str, Artifact], file_cache: FileCache
) -> Picture | None:
    name = PurePosixPath(path)
    picture = file_cache.inspect(file)
    if isinstance(picture, PictureProblem):
        return None
    stem = html_id(name.stem)[:_LONGEST]
    suffix = suffix_of(picture, name.suffix.lower()) if picture else name.suffix.lower()
    if picture and picture.cleaned:
        content = clean_svg(file.read_bytes()) or b""
        target = f"assets/{stem}.{content_digest(content)[:8]}{suffix}"
        return _sized(_copy(target, content, artifacts), picture)
    target = f"assets/{stem}.{_file_digest(file, file_cache)}{suffix}"
    return _sized(_copy(target, file, artifacts), picture)


def _carried(
    media: Mapping[str, str],
    known: Mapping[str, Picture],
    artifacts: dict[str, Artifact],
    file_cache: FileCache,
) -> dict[str, Picture]:
    by_key: dict[str, Picture] = {}
    for name, text in media.items():
        key = f"media:{name}"
        if key in known:
            continue
        content, picture = file_cache.unpack(name, text)
        if not isinstance(picture, PictureProblem):
            if picture and picture.cleaned:
                content = clean_svg(content) or b""
            by_key[key] = _sized(_copy(f"assets/{name}", content, artifacts), picture)
    return by_key


def _sized(url: str, picture: Inspected | None) -> Picture:
    return (
        Picture(url=url, width=picture.width, height=picture.height)
        if picture
        else Picture(url=url)
    )


def _copy(target: str, file: Path | bytes, artifacts: dict[str, Artifact]) -> str:
    artifacts.setdefault(target, Artifact(target, file, named=True))
    return f"/{target}"


def _file_digest(file: Path, file_cache: FileCache) -> str:
    return file_cache.digest(file)[:8]
