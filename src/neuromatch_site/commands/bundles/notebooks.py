"""Every page with code as a notebook, named as its source is."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from neuromatch_site.diagnostics.diagnostic import Diagnostic
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress


class Notebooks(Struct, frozen=True, kw_only=True):
    """The notebooks of a course, and what is wrong with it."""

    files: Mapping[str, bytes]
    """By path from the course folder."""
    diagnostics: Sequence[Diagnostic]


def course_notebooks(
    course: Path, base_url: str, progress: Progress, *, solutions: bool, execute: bool = False
) -> Notebooks:
    """Return the notebooks of a course, with or without the solutions of its exercises."""
    options = Options(base_url=base_url, solutions=solutions, execute=execute, lite=False)
    built = build_site(course, BuildContext(options, progress))
    contents = {one.path: one.content for one in built.artifacts}
    files = {}
    for page, source in sorted(built.sources.items()):
        content = contents.get(_beside(page))
        if content is not None:
            name = PurePosixPath(source).with_suffix(".ipynb").as_posix()
            files[name] = content if isinstance(content, bytes) else content.read_bytes()
    return Notebooks(files=files, diagnostics=built.diagnostics)


def _beside(page: str) -> str:
    """Return where the notebook of a page lies on the site."""
    stem = page.removesuffix("/index.html").removesuffix(".html")
    return f"{stem}.ipynb"
