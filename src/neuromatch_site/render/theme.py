"""The folders of templates, styles and scripts, and the files that a course overrides."""

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from neuromatch_site.cache.theme_cache import cached
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule, did_you_mean
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.atomic import MTIME_GRANULARITY
from neuromatch_site.filesystem.regular import regular_files
from neuromatch_site.filesystem.theme_files import theme_folder

_KINDS = (".html", ".css", ".js", ".svg", ".po")


class Theme(Struct, frozen=True):
    """All files of the theme, with overrides of the course. Can be pickled."""

    files: Mapping[str, str]
    """Text by path: ``nodes/iframe.html``."""
    digest: str
    """Digest of all files."""

    def folder(self, name: str, kind: str) -> dict[str, str]:
        """Return the files of a folder by stem, sorted by name."""
        start = f"{name}/"
        return {
            path.removeprefix(start).removesuffix(kind): self.files[path]
            for path in sorted(self.files)
            if path.startswith(start) and path.endswith(kind)
        }


def open_theme(
    overrides: Path | None,
    diagnostics: Diagnostics,
    cache: Path | None = None,
    course: Path = Path(),
) -> Theme:
    """Return the theme with the files of ``overrides`` in place of those of the same path.

    A file that replaces nothing is left out and reported; so is one that leads out of its folder.
    ``cache`` is a folder that only the user can write; messages give paths from ``course``.
    """
    state = theme_state(None)
    own = cached(cache if state.settled else None, "theme", repr(state), _theme_files, _Files)
    files = dict(own.files)
    if overrides is not None and overrides.is_dir():
        _override(files, overrides, path_from(course, overrides), diagnostics)
    return Theme(files, _digest(files))


def path_from(course: Path, overrides: Path) -> str:
    """Return the path of a templates folder from the course folder, for messages."""
    try:
        return Path(os.path.relpath(overrides.resolve(), course.resolve())).as_posix()
    except ValueError:  # on another drive of Windows
        return overrides.as_posix()


def _override(
    files: dict[str, str], overrides: Path, folder: str, diagnostics: Diagnostics
) -> None:
    """Put the files of ``overrides`` in place of those of the same path, and say which."""
    used = []
    for path, text in _theme_texts(overrides):
        if path not in files:
            _report_override(path, folder, list(files), diagnostics)
        elif text is None:
            position = Position(f"{folder}/{path}")
            diagnostics.report(Rule.ENCODING, position, f"`{path}` is not UTF-8 and is not used")
        else:
            files[path] = text
            used.append(path)
    if used:
        named = ", ".join(f"`{path}`" for path in used[:_NAMED]) + ", ..." * (len(used) > _NAMED)
        message = f"`{overrides.name}/` replaces files of the theme: {named}"
        position = Position(f"{folder}/{used[0]}")
        diagnostics.report(Rule.TEMPLATES_USED, position, message)


_NAMED = 10
"""Files of the templates folder that are named in the message."""


class ThemeState(Struct, frozen=True):
    """The state of the theme's files, without reading them."""

    files: tuple[tuple[str, int, int, int], ...]
    """Path, size, times of change."""

    @property
    def settled(self) -> bool:
        """Whether the next change is certain to change it."""
        newest = max((max(state[2:]) for state in self.files), default=0)
        return time.time_ns() - newest > MTIME_GRANULARITY


def theme_state(overrides: Path | None) -> ThemeState:
    """Return the state of the theme and of its overrides."""
    folders = [theme_folder(), *([overrides] if overrides else [])]
    return ThemeState(tuple(state for folder in folders for state in _states(str(folder))))


def _states(folder: str) -> Iterator[tuple[str, int, int, int]]:
    for path in sorted(regular_files(os.path.realpath(folder))):
        whole = f"{folder}/{path}"
        with suppress(OSError):  # an editor may put another file in its place just now
            state = os.stat(whole)  # noqa: PTH116 - a path object costs more than the look
            yield whole, state.st_size, state.st_mtime_ns, state.st_ctime_ns


class _Files(Struct, frozen=True):
    files: dict[str, str]


def _theme_files() -> _Files:
    return _Files({path: text for path, text in _theme_texts(theme_folder()) if text is not None})


def _theme_texts(folder: Path) -> list[tuple[str, str | None]]:
    """Return the path and the text of every file of a theme; no text where it is not UTF-8."""
    real = folder.resolve()
    paths = (path for path in regular_files(real) if path.endswith(_KINDS))
    return [(path, _read_text(real / path)) for path in sorted(paths)]


def _read_text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _report_override(path: str, folder: str, known: list[str], diagnostics: Diagnostics) -> None:
    position = Position(f"{folder}/{path}")
    message = f"`{path}` does not override any file of the theme; it is ignored"
    diagnostics.report(Rule.TEMPLATE_OVERRIDE_KNOWN, position, message, did_you_mean(path, known))


def _digest(files: Mapping[str, str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for path, text in files.items():
        digest.update(f"{path}\0{len(text)}\0{text}".encode())
    return digest.hexdigest()
