"""The citation of the course and of each page as files: BibTeX, RIS, CSL-JSON.

They lie beside the page: ``neurons.bib`` of ``/neurons/``, ``index.bib`` of the course.
"""

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.metadata.citation import FORMATS, page_citation
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project


def citation_files(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the files of the front page and of every page that a reader may cite."""
    return [
        artifact
        for page in project.pages
        if page.source.url == "/" or page.source.in_toc
        for artifact in _files(project, page)
    ]


def _files(project: Project, page: Page) -> list[Artifact]:
    citation = page_citation(project, page)
    if not citation.text:
        return []
    stem = page.source.stem
    return [
        Artifact(f"{stem}.{ending}", getattr(citation, name).encode())
        for name, ending, _, _ in FORMATS
    ]
