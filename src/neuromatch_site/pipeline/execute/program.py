"""A page -> the code to run, and a key of everything its outputs depend on."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from neuromatch_site.cache.file_cache import ABSENT, content_digest
from neuromatch_site.cache.page_cache import digest_of
from neuromatch_site.config import Config
from neuromatch_site.config.page import Execution
from neuromatch_site.config.project import CodeExecution
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.filesystem.globs import glob_matches
from neuromatch_site.model.ast.nodes import InlineExpression
from neuromatch_site.model.course import PageSource
from neuromatch_site.readers.page import load_page, may_run
from neuromatch_site.readers.page_code import runnables


class ProgramCell(Struct, frozen=True):
    """A cell to run, or an expression to compute."""

    code: str
    position: Position
    """Of its first line."""
    raises: bool = False
    """An error is part of the intended output."""
    skipped: bool = False
    digest: str = ""
    """As ``Runnable`` tells it."""
    inline: bool = False
    """It is an expression."""


class Program(Struct, frozen=True, kw_only=True):
    """The cells of a page, run in order by one kernel."""

    path: str
    kernel: str
    cells: Sequence[ProgramCell]
    timeout: int
    """Time limit for a cell, in seconds."""
    page_timeout: int
    """Time limit for all cells, in seconds."""
    allow_errors: bool
    files: Mapping[str, str]
    """Digests of the files that the code reads, by their paths on the page."""

    def key(self, kernel: object) -> str:
        """Return what changes with anything that could change the outputs.

        ``kernel`` is the description of the kernel as it is installed.
        """
        cells = [(cell.code, cell.raises, cell.skipped) for cell in self.cells]
        inputs = json.dumps([self.kernel, kernel, cells, self.allow_errors], sort_keys=True)
        return digest_of(
            self.path.rpartition("/")[0], inputs, json.dumps(self.files, sort_keys=True)
        )


class Failure(NamedTuple):
    """Why code did not run to its end."""

    position: Position
    message: str
    hint: str = ""


class Run(Struct):
    """The result of running the code of a page."""

    outputs: list[list[Mapping[str, object]]] = field(default_factory=list)
    """Of each cell; cells that were not reached have none."""
    failure: Failure | None = None


def read_programs(
    sources: Sequence[PageSource], files: CourseFiles, config: Config, diagnostics: Diagnostics
) -> Iterator[Program]:
    """Yield the code to run in the course."""
    execution = config.project.execution
    for source in sources:
        if _is_included(source.path, execution) and _may_run(source, files):
            program = _program(source, files, config, diagnostics)
            if program is not None:
                yield program


def _is_included(path: str, execution: CodeExecution) -> bool:
    """Return whether ``jupyter: execute:`` includes the page, and does not exclude it."""
    included = not execution.include or any(glob_matches(item, path) for item in execution.include)
    return included and not any(glob_matches(pattern, path) for pattern in execution.exclude)


def _may_run(source: PageSource, files: CourseFiles) -> bool:
    """Return whether it is worth while to read the page."""
    try:
        file = files.find(source.path)
        return file is not None and may_run(source.path, file.read_bytes())
    except (OSError, OutsideCourseError):
        return False


def _program(
    source: PageSource, files: CourseFiles, config: Config, diagnostics: Diagnostics
) -> Program | None:
    page = load_page(source, files, config.project, Diagnostics())
    execution, kernel = page.frontmatter.execution, page.frontmatter.kernel
    cells = [
        ProgramCell(
            *(cell.code, cell.position, cell.raises, cell.skipped, cell.digest),
            isinstance(cell.outputs, InlineExpression),
        )
        for cell in runnables(page.content)
    ]
    if execution.skip or not any(not cell.skipped for cell in cells):
        return None
    options, project = config.site.options, config.project.execution
    allowed = (execution.allow_errors, project.allow_errors, options.execute_allow_errors)
    seconds = project.timeout or options.execute_timeout
    return Program(
        path=source.path,
        kernel=(kernel.name if kernel else "") or project.kernel or "python3",
        cells=cells,
        timeout=execution.timeout or seconds,
        page_timeout=max(execution.timeout, project.page_timeout or options.execute_page_timeout),
        allow_errors=next(flag for flag in allowed if flag is not None),
        files=_digests(execution, source, files, diagnostics),
    )


def _digests(
    execution: Execution, source: PageSource, files: CourseFiles, diagnostics: Diagnostics
) -> dict[str, str]:
    digests: dict[str, str] = {}
    for path in execution.files:
        try:
            file = files.find(path, source.path)
            digests[path] = content_digest(file.read_bytes()) if file else ABSENT
        except (OSError, OutsideCourseError):
            digests[path] = ABSENT
        if digests[path] == ABSENT:
            message = f"this page declares the file `{path}`, which is not in the course"
            place = Position(source.path)
            diagnostics.report(Rule.STATIC_FILE_COPIED, place, message, "correct `execute: files:`")
    return digests
