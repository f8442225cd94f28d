"""``lock/outputs/<page>.json``: the outputs of a page's code, stored by ``run``.

The code of each cell is identified by its digest, so that a changed cell shows no outdated output.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from neuromatch_site.cache.file_cache import ABSENT, content_digest
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.filesystem.regular import read_regular
from neuromatch_site.model.course import CellOutputs, LockedOutputs
from neuromatch_site.readers.page_code import Runnable

FOLDER = "lock/outputs/"
MAX_BYTES = 20_000_000
_RUN = "run `neuromatch-site run`"


def locked_path(page: str) -> str:
    """Return the file of a page's outputs: ``lock/outputs/week-1/neuron.md.json``."""
    return f"{FOLDER}{page}.json"


def read_locked_outputs(
    page: str, files: CourseFiles, diagnostics: Diagnostics
) -> tuple[LockedOutputs | None, str]:
    """Return the outputs of a page, and the digest of their file; damaged files are reported."""
    path = locked_path(page)
    place = Position(path)
    try:
        file = files.find(f"/{path}")
        content = read_regular(file) if file else None
    except OutsideCourseError:
        diagnostics.report(Rule.PATH_INSIDE_COURSE, place, "the lock is outside the course")
        return None, ABSENT
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        diagnostics.report(Rule.LOCK_VALID, place, message, _RUN)
        return None, ABSENT
    if content is None:
        return None, ABSENT
    digest = content_digest(content)
    if len(content) > MAX_BYTES:
        message = f"the outputs of this page have more than {MAX_BYTES // 1_000_000} MB"
        diagnostics.report(Rule.LOCK_VALID, place, message, "print less, and run it again")
        return None, digest
    try:
        return msgspec.json.decode(content, type=LockedOutputs), digest
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        message = f"this is not what `run` writes: {error}"
        diagnostics.report(Rule.LOCK_VALID, place, message, _RUN)
        return None, digest


def locked_text(locked: LockedOutputs) -> bytes:
    """Return the text of the file; equal outputs give equal text."""
    return msgspec.json.format(msgspec.json.encode(locked, order="sorted"), indent=1) + b"\n"


def outputs_of(
    cells: Sequence[Runnable], locked: LockedOutputs, diagnostics: Diagnostics
) -> CellOutputs:
    """Return the outputs of each cell; none for cells whose code has changed since.

    Their number is reported once per page, at the first of them.
    """
    waiting: defaultdict[str, list[list[dict[str, object]]]] = defaultdict(list)
    for locked_cell in reversed(locked.cells):
        waiting[locked_cell.code].append(locked_cell.outputs)
    known = set(waiting)
    outputs: list[Sequence[Mapping[str, object]]] = []
    stale: list[Runnable] = []
    for cell in cells:
        recorded = waiting[cell.digest]
        outputs.append(recorded.pop() if recorded else ())
        if cell.digest not in known:
            stale.append(cell)
    if stale:
        changed = "cell has" if len(stale) == 1 else "cells have"
        message = f"{len(stale)} {changed} changed since the code of this page was run"
        diagnostics.report(Rule.OUTPUTS_CURRENT, stale[0].position, message, _RUN)
    return outputs
