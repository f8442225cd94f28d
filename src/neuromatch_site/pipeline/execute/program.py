"""A page -> what is run of it, and the key of all that the outcome depends on."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from neuromatch_site.cache.page_cache import digest_of
from neuromatch_site.config import Config
from neuromatch_site.config.frontmatter import Execution
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.model.ast.nodes import Block
from neuromatch_site.model.course import PageSource
from neuromatch_site.readers.executed import code_cells
from neuromatch_site.readers.page import load_page

RAISES, SKIPPED = "raises-exception", "skip-execution"
_OPTION_TAGS = re.compile(r"^#\|\s*tags?:(.*)$", re.MULTILINE)


class ProgramCell(Struct, frozen=True):
    """A cell to run."""

    code: str
    position: Position
    """Of its first line."""
    raises: bool = False
    """An error is what its author wants to show."""
    skipped: bool = False


class Program(Struct, frozen=True, kw_only=True):
    """The cells of a page, which one kernel runs in order."""

    path: str
    kernel: str
    cells: Sequence[ProgramCell]
    timeout: int
    """Seconds for one cell."""
    page_timeout: int
    """Seconds for all of them."""
    allow_errors: bool
    content: str
    """The digest of the files that the code is said to read."""

    def key(self, kernel: object) -> str:
        """Return what changes with anything that could change the outputs.

        ``kernel`` is the description of the kernel as it is installed.
        """
        cells = [(cell.code, cell.raises, cell.skipped) for cell in self.cells]
        said = json.dumps([self.kernel, kernel, cells, self.allow_errors], sort_keys=True)
        return digest_of(self.path.rpartition("/")[0], said, self.content)


class Failure(NamedTuple):
    """Why a program did not come to its end."""

    position: Position
    message: str
    hint: str = ""


class Run(Struct):
    """What became of a program."""

    outputs: list[list[Mapping[str, object]]] = field(default_factory=list)
    """Of each cell; those that were not reached have none."""
    failure: Failure | None = None


def read_programs(
    sources: Sequence[PageSource], files: CourseFiles, config: Config, diagnostics: Diagnostics
) -> Iterator[Program]:
    """Yield what there is to run in the course."""
    for source in sources:
        if _may_run(source, files):
            program = _program(source, files, config, diagnostics)
            if program is not None:
                yield program


def _may_run(source: PageSource, files: CourseFiles) -> bool:
    """Return whether it is worth while to read the page."""
    try:
        file = files.find(source.path)
        return bool(file) and (
            source.path.endswith(".ipynb") or b"{code-cell}" in (file.read_bytes() if file else b"")
        )
    except (OSError, OutsideCourseError):
        return False


def _program(
    source: PageSource, files: CourseFiles, config: Config, diagnostics: Diagnostics
) -> Program | None:
    page = load_page(source, files, config.project, Diagnostics())
    execution, kernel = page.frontmatter.execution, page.frontmatter.kernel
    cells = [
        ProgramCell(code.value, code.position or Position(source.path), *_wishes(block, code.value))
        for block, code, _ in code_cells(page.content)
    ]
    if execution.skip or not any(not cell.skipped for cell in cells):
        return None
    options = config.site.options
    allow = execution.allow_errors
    return Program(
        path=source.path,
        kernel=kernel.name if kernel and kernel.name else "python3",
        cells=cells,
        timeout=execution.timeout or options.execute_timeout,
        page_timeout=max(execution.timeout, options.execute_page_timeout),
        allow_errors=options.execute_allow_errors if allow is None else allow,
        content=_content(execution, source, files, diagnostics),
    )


def _wishes(block: Block, code: str) -> tuple[bool, bool]:
    """Return whether a cell is to raise an error, and whether it is not to be run."""
    given = (block.data or {}).get("tags")
    tags = {str(tag) for tag in given} if isinstance(given, list) else set()
    for line in _OPTION_TAGS.findall(code):
        tags.update(re.findall(r"[\w-]+", line))
    return RAISES in tags, SKIPPED in tags


def _content(
    execution: Execution, source: PageSource, files: CourseFiles, diagnostics: Diagnostics
) -> str:
    digests = []
    for path in execution.files:
        try:
            file = files.find(path, source.path)
            digests.append(digest_of(file.read_bytes()) if file else "")
        except (OSError, OutsideCourseError):
            file = None
        if file is None:
            message = f"this page declares the file `{path}`, which is not in the course"
            place = Position(source.path)
            diagnostics.report(Rule.STATIC_FILE_COPIED, place, message, "correct `execute: files:`")
    return digest_of(*digests)
