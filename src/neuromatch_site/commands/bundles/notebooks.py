"""Every page with code as a notebook, named after its source, with the files it needs."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from neuromatch_site.diagnostics.diagnostic import Diagnostic
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.postprocess.notebook_files import notebook_files
from neuromatch_site.workers.progress import Progress


class Notebooks(Struct, frozen=True, kw_only=True):
    """The notebooks of a course, and the messages about it."""

    files: Mapping[str, bytes]
    """By path from the course folder."""
    count: int
    """The number of notebooks."""
    is_complete: bool
    """False: there is no site, and nothing to write."""
    diagnostics: Sequence[Diagnostic]


def course_notebooks(course: Path, options: Options, progress: Progress) -> Notebooks:
    """Return the notebooks of a course, with or without the solutions of its exercises."""
    built = build_site(course, BuildContext(options, progress))
    files = notebook_files(built.project, built.artifacts, course) if built.project else {}
    return Notebooks(
        files={
            path: content if isinstance(content, bytes) else content.read_bytes()
            for path, content in sorted(files.items())
        },
        count=sum(path.endswith(".ipynb") for path in files),
        is_complete=built.is_complete,
        diagnostics=built.diagnostics,
    )
