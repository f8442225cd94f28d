"""Results that depend only on the theme, cached for every course and build of this user."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from msgspec import MsgspecError, Struct, json

from neuromatch_site.filesystem.atomic import write_atomic
from neuromatch_site.filesystem.regular import read_regular

T = TypeVar("T", bound=Struct)


def cached(folder: Path | None, name: str, key: str, make: Callable[[], T], kind: type[T]) -> T:
    """Return the cached result of a name and key; compute and store it if it is missing.

    It replaces the result of another key under that name. Write errors are ignored.
    """
    if folder is None:
        return make()
    file, first = (
        folder / f"{_theme_digest(name)}.json",
        f"{_program()} {_theme_digest(key)}\n".encode(),
    )
    with suppress(OSError, MsgspecError):
        content = read_regular(file)
        if content.startswith(first):
            value: T = json.decode(content[len(first) :], type=kind)
            return value
    new_value = make()
    with suppress(OSError):
        write_atomic(file, first + json.encode(new_value))
    return new_value


@cache
def _program() -> str:
    """Return what changes with what makes such things: the modules beside this one."""
    with os.scandir(Path(__file__).parents[1] / "render") as entries:
        states = sorted(
            (entry.name, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in entries
        )
    return _theme_digest(repr(states))


def _theme_digest(text: str) -> str:
    return blake2b(text.encode(errors="surrogateescape"), digest_size=16).hexdigest()
