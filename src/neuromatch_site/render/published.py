"""Pictures and other files of the course: copied once, under names that tell their content."""

import hashlib
from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath

from neuromatch_site.artifact import Artifact
from neuromatch_site.ast.identifiers import html_id
from neuromatch_site.files import CourseFiles, OutsideCourseError
from neuromatch_site.pictures import FILMS, PictureProblem, inspect

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture (or film) of the course, as pages show it."""

    url: str
    """From the root of the site: ``/assets/neuron.3f2a1b9c.png``."""
    width: int | None = None
    """In pixels; None for films and for drawings without a size."""
    height: int | None = None
    webp: tuple[tuple[str, int], ...] = ()
    """Smaller WebP copies: address and width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Where the files of the course are on the site, by path from the course folder."""

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    downloads: Mapping[str, str] = field(default_factory=dict)
    """Address from the root of the site; the file keeps its own name."""


def publish(
    course: CourseFiles,
    pictures: Iterable[str],
    downloads: Iterable[str],
    media: Iterable[Mapping[str, str]] = (),
) -> tuple[Published, list[Artifact]]:
    """Return where the files are on the site, and the files; what cannot be read is left out.

    Paths count from the course folder. The same content is copied once. ``media`` is what each
    notebook carries in itself, by a name that tells its content, as base64.
    """
    artifacts: dict[str, Artifact] = {}
    shown: dict[str, Picture] = {}
    offered: dict[str, str] = {}
    for path in sorted(set(pictures)):
        if (file := _find(course, path)) and (picture := _picture(path, file, artifacts)):
            shown[path] = picture
    for path in sorted(set(downloads)):
        if file := _find(course, path):
            offered[path] = _copy(f"files/{_digest(file)}/{_name(path)}", file, artifacts)
    for name, content in (item for carried in media for item in carried.items()):
        if f"media:{name}" not in shown:
            shown[f"media:{name}"] = _carried(name, b64decode(content), artifacts)
    return Published(pictures=shown, downloads=offered), list(artifacts.values())


def _find(course: CourseFiles, path: str) -> Path | None:
    try:
        return course.find(path)
    except OutsideCourseError:
        return None


def _picture(path: str, file: Path, artifacts: dict[str, Artifact]) -> Picture | None:
    name = PurePosixPath(path)
    found = None if name.suffix.lower() in FILMS else inspect(file)
    if isinstance(found, PictureProblem):
        return None
    url = _copy(
        f"assets/{html_id(name.stem)}.{_digest(file)}{name.suffix.lower()}", file, artifacts
    )
    return Picture(url=url, width=found.width, height=found.height) if found else Picture(url=url)


def _copy(target: str, file: Path | bytes, artifacts: dict[str, Artifact]) -> str:
    artifacts.setdefault(target, Artifact(target, file))
    return f"/{target}"


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _digest(file: Path) -> str:
    digest = hashlib.blake2b(digest_size=4)
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
