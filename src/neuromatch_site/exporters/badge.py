"""``doi.svg``: a badge with the course's DOI, so that none is loaded from another site."""

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.metadata.doi_badge import BADGE, doi_badge
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project


def badge(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the badge of a course with a DOI."""
    doi = project.config.concept_doi or project.config.doi
    return [Artifact(BADGE, doi_badge(doi).encode())] if doi else []
