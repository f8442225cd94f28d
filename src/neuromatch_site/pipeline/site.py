"""The one entry point of a build: a course folder -> the files of its site, in memory.

Other editions and languages of the course are part of the site. A template that cannot be used is
a diagnostic, like any other mistake.
"""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from jinja2 import TemplateError, TemplateSyntaxError
from msgspec.structs import replace

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.pipeline.build import BuildResult
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.editions import build_editions
from neuromatch_site.workers.pool import spawned


def build_site(course: Path, context: BuildContext) -> BuildResult:
    """Return the site of a course with its editions and languages; writes nothing but the cache.

    ``BuildResult.is_complete`` is False, and there are no files, where there is no site to write.
    """
    try:
        with spawned(context.options.jobs) as executor:
            return build_editions(course, replace(context, spawned=context.spawned or executor))
    except TemplateError as error:
        diagnostics = Diagnostics()
        message = str(error.message or error).rstrip(".")
        diagnostics.report(Rule.TEMPLATE_RENDERS, _template_position(error), message, _HINT)
        return BuildResult(diagnostics=diagnostics.items, is_complete=False)


_HINT = "fix the file in your templates folder, or remove it to use the theme's own"


def _template_position(error: TemplateError) -> Position:
    """Return where in which template it happened, as far as the traceback tells."""
    if isinstance(error, TemplateSyntaxError):
        return Position(f"templates/{error.name or ''}", error.lineno)
    frames = [frame for frame in _stack(error.__traceback__) if frame[0].endswith(".html")]
    name, line = frames[-1] if frames else ("", 1)
    return Position(f"templates/{name}", line)


def _stack(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
