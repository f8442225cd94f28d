"""The citation of the course and of each page as files: BibTeX, RIS, CSL-JSON.

They are beside the page: ``neurons.bib`` of ``/neurons/``, ``index.bib`` of the course.
"""

from collections.abc import Mapping

from neuromatch_site.metadata.citation import FORMATS
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page


def citation_files(page: Page, texts: Mapping[str, str]) -> list[Artifact]:
    """Return the citation files of a page; ``texts`` by field of ``Citation``."""
    stem = page.source.stem
    return [Artifact(f"{stem}.{ending}", texts[name].encode()) for name, ending, _, _ in FORMATS]
