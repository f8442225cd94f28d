"""Copy the pictures that pages use, whatever form of URL they use."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from neuromatch_site.commands.importers._plan import Plan
from neuromatch_site.filesystem.course_files import is_file_in
from neuromatch_site.media.pictures import FORMATS

_SUFFIX = "|".join(suffix.removeprefix(".") for suffix in FORMATS)
_GITHUB = re.compile(
    r"https://(?:raw\.githubusercontent\.com/[\w.-]+/(?P<raw>[\w.-]+)/(?:refs/heads/)?"
    r"|github\.com/[\w.-]+/(?P<name>[\w.-]+)/(?:blob|raw)/)"
    rf"[\w.-]+/(?P<path>[^\s\"'<>()\\?#]+\.(?:{_SUFFIX}))(?:\?raw=\w+)?",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"(?P<before>\]\(|\bsrc=\\?[\"']?)(?P<path>(?![a-z]+:|/)[^\s\"'<>()\\]+\.(?:{_SUFFIX}))",
    re.IGNORECASE,
)
"""A picture that a page names from its own folder; in a notebook, quotes are escaped."""
_WORD = re.compile(r"[^\s\"'<>()/\\]+")
_NAME = re.compile(rf".+\.(?:{_SUFFIX})\b", re.IGNORECASE)
_JUNK = ("__MACOSX", "node_modules", "_build", "_images", "_static")
"""Folders that programs leave behind."""


def names_pictures_on_github(text: str) -> bool:
    """Return whether a page refers to an image by a GitHub URL."""
    return _GITHUB.search(text) is not None


def bring_pictures(plan: Plan, source: Path, repository: str) -> None:
    """Add the images of pages, and change pages to their paths in the course.

    ``repository`` is the GitHub name of the source: pages refer to its images by GitHub URLs with
    any owner and branch. Unused images are not copied.
    """
    for page, old in plan.made_from.items():
        text = plan.files[page]
        if isinstance(text, str):
            text = _GITHUB.sub(lambda match: _own_picture(match, source, page, repository), text)  # noqa: B023 - called at once
            if PurePosixPath(page).parent != PurePosixPath(old).parent:
                text = _BESIDE.sub(lambda match: _moved(match, source, page, old), text)  # noqa: B023 - called at once
            plan.files[page] = text
    texts = [text for text in plan.files.values() if isinstance(text, str)]
    project = plan.config.get("project")
    substitutions = project.get("substitutions") if isinstance(project, Mapping) else None
    texts += substitutions.values() if isinstance(substitutions, Mapping) else ()
    named = {name for text in texts for name in _names_in(text)}
    for path in _pictures(source, source):
        if path.name in named:
            plan.files.setdefault(path.relative_to(source).as_posix(), path)


def _names_in(text: str) -> Iterator[str]:
    """Yield the names of pictures in a text. It is read once: it may hold data without a space."""
    for word in _WORD.findall(text):
        if "." in word and (match := _NAME.match(word)):
            yield unquote(match[0])


def _own_picture(match: re.Match[str], source: Path, page: str, repository: str) -> str:
    """Return a picture of the source from the page; its address, where it is none."""
    own = not repository or (match["raw"] or match["name"]).lower() == repository.lower()
    path = _in_source(unquote(match["path"]), source) if own else ""
    return _from(page, path) if path else match[0]


def _in_source(path: str, source: Path) -> str:
    """Return a path of the repository from the source, which may be a folder in it."""
    parts = PurePosixPath(path).parts
    below = ("/".join(parts[above:]) for above in range(min(len(parts), 3)))
    return next((path for path in below if is_file_in(source / path, source)), "")


def _moved(match: re.Match[str], source: Path, page: str, old: str) -> str:
    """Return a picture of the source from where the page is now."""
    path = os.path.normpath(os.path.join(os.path.dirname(old), unquote(match["path"])))  # noqa: PTH118, PTH120 - `..` counts in text
    there = is_file_in(source / path, source)
    return match["before"] + _from(page, Path(path).as_posix()) if there else match[0]


def _from(page: str, path: str) -> str:
    return quote(Path(os.path.relpath(path, PurePosixPath(page).parent)).as_posix(), safe="/&,=+@")


def _pictures(folder: Path, source: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in _JUNK:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _pictures(path, source)
        elif path.suffix.lower() in FORMATS and is_file_in(path, source):
            yield path
