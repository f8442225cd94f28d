"""The one entry point of a build: a course folder -> the files of its site, in memory.

Other editions and languages of the course are part of the site. A template of the course that
fails is a diagnostic, like any other mistake.
"""

import re
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
from neuromatch_site.pipeline.templates_folder import own_templates
from neuromatch_site.render.theme import path_from
from neuromatch_site.workers.pool import spawned


def build_site(course: Path, context: BuildContext) -> BuildResult:
    """Return the site of a course with its editions and languages; writes nothing but the cache.

    ``BuildResult.is_complete`` is False, and there are no files, if no site can be written.
    """
    try:
        with spawned(context.options.jobs) as executor:
            return build_editions(course, replace(context, spawned=context.spawned or executor))
    except Exception as error:
        overrides = context.options.templates or own_templates(course.resolve())
        position = _template_position(error, course, overrides) if overrides else None
        if position is None:
            raise
        diagnostics = Diagnostics()
        diagnostics.report(Rule.TEMPLATE_RENDERS, position, _message(error), _HINT)
        return BuildResult(diagnostics=diagnostics.items, is_complete=False)


_HINT = "fix the file in your templates folder, or remove it to use the theme's own"


def _message(error: Exception) -> str:
    """Return what went wrong in a template, in words that do not name our modules."""
    text = error.message if isinstance(error, TemplateError) else None
    text = text or f"{type(error).__name__}: {error}"
    return re.sub(r"'(?:\w+\.)+(\w+) object'", r"`\1`", text).rstrip(".")


def _template_position(error: Exception, course: Path, overrides: Path) -> Position | None:
    """Return the innermost position in an override, else the folder; None if no template failed."""
    folder = path_from(course, overrides)
    places = list(_template_lines(error.__traceback__))
    if isinstance(error, TemplateSyntaxError):
        places.append((error.name or "", error.lineno))
    own = [(name, line) for name, line in places if (overrides / name).is_file()]
    if own:
        name, line = own[-1]
        return Position(f"{folder}/{name}", line)
    return Position(folder) if places or isinstance(error, TemplateError) else None


def _template_lines(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    """Yield the templates of a traceback, outermost first, with the line in their source."""
    while traceback is not None:
        name, line = traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        if name.endswith(".html"):
            # Jinja corrects the lines of its own tracebacks, not of functions that we call.
            template = traceback.tb_frame.f_globals.get("__jinja_template__")
            yield name, template.get_corresponding_lineno(line) if template else line
        traceback = traceback.tb_next
