"""A build that tells of a broken template as of any other mistake."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from jinja2 import TemplateError, TemplateSyntaxError

from neuromatch_site.build import Build
from neuromatch_site.diagnostics import Diagnostics, Rule
from neuromatch_site.drawing import ALONE, Crew
from neuromatch_site.family import build_family
from neuromatch_site.memory import Memory
from neuromatch_site.options import Options
from neuromatch_site.progress import Progress
from neuromatch_site.source import Position


def attempt(
    course: Path,
    options: Options,
    progress: Progress,
    memory: Memory,
    crew: Crew = ALONE,
) -> Build:
    """Return the site of a course; no site, and the mistake, where a template cannot be used."""
    try:
        return build_family(course, options, progress, memory, crew)
    except TemplateError as error:
        found = Diagnostics()
        message = str(error.message or error).rstrip(".")
        found.report(Rule.TEMPLATE_RENDERS, _place(error), message, _HINT)
        return Build(diagnostics=found.found, whole=False)


_HINT = "mend the file in your templates folder, or remove it to have the theme's own"


def _place(error: TemplateError) -> Position:
    """Return where in which template it happened, as far as the traceback tells."""
    if isinstance(error, TemplateSyntaxError):
        return Position(f"templates/{error.name or ''}", error.lineno)
    frames = [frame for frame in _frames(error.__traceback__) if frame[0].endswith(".html")]
    name, line = frames[-1] if frames else ("", 1)
    return Position(f"templates/{name}", line)


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
