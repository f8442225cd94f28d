"""Build a course into a folder, with the files that other programs add."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.pipeline.build import BuildResult
from neuromatch_site.pipeline.write import Written, write_site
from neuromatch_site.postprocess.search import Indexing, index_site


def write_with_addons(
    built: BuildResult,
    course: Path,
    output: Path,
    jobs: int,
    indexing: Indexing,
    diagnostics: Diagnostics,
) -> Written:
    """Write the site of a build, and the files of other programs, into a folder; report failures.

    Raises ``OutputFolderError`` and ``OSError``; the previous site is then unchanged.
    """
    contents: Mapping[str, bytes | Path] = {}
    settings: Mapping[str, bytes | Path] = {}
    if built.project and built.project.site.options.jupyterlite:
        from neuromatch_site.postprocess.jupyterlite.contents import lite_contents
        from neuromatch_site.postprocess.jupyterlite.pyodide import own_pyodide

        contents = lite_contents(built.project, built.artifacts, course)
        settings = own_pyodide(built.project.site.options.pyodide, course, diagnostics)

    def rest(site: Path) -> Sequence[Artifact]:
        if contents:
            from neuromatch_site.postprocess.jupyterlite.program import add_lite

            add_lite(site, contents, settings, diagnostics, output, indexing.records)
        return index()

    index = partial(index_site, built.artifacts, diagnostics, output, built.parts, indexing)
    return write_site(built.artifacts, output, rest, jobs)
