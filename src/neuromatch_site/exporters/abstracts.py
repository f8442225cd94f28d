"""``abstracts.md`` below the page of an edition: its book of abstracts, in Markdown.

One file that any converter can use; as a page it would be too large for a phone.
"""

from neuromatch_site.config.conference import Edition
from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.calendar import abstracts_file
from neuromatch_site.model.course import Project


def abstracts(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the book of each edition that has abstracts."""
    artifacts = []
    for edition in project.data.conference.editions:
        path = abstracts_file(project, edition)
        if path:
            artifacts.append(Artifact(path.lstrip("/"), _book(edition, project).encode()))
    return artifacts


def _book(edition: Edition, project: Project) -> str:
    """Return the talks with their abstracts, in the order of the programme."""
    parts = [f"# {edition.name}"]
    for talk in edition.programme.talks:
        page = project.page_at(project.conference.talk(edition.id, talk.slug))
        if page is not None and talk.abstract:
            parts.append(f"#{page.text.strip()}")
    return "\n\n".join(parts) + "\n"
