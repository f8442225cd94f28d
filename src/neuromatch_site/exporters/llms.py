"""``llms.txt``: the course's table of contents for language models, with each page's source.

Source: https://llmstxt.org.
"""

from collections.abc import Iterator, Sequence

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project, TocEntry


def llms(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the file; links lead to the sources of pages, in Markdown if available."""
    title = project.site.title or project.config.title
    description = project.site.description or project.config.description
    lines = [f"# {_link_words(title)}", ""] if title else []
    lines += [f"> {_link_words(description)}", ""] if description else []
    pages = {page.source.path: page for page in project.pages}
    plain = [entry for entry in project.toc if not entry.children]
    for heading, entries in (("Pages", plain), *_groups(project.toc)):
        links = list(_links(entries, pages, project, 0))
        lines += [f"## {_link_words(heading)}", "", *links, ""] if links else []
    programmes = list(_programmes(project))
    lines += ["## Programme", "", *programmes, ""] if programmes else []
    return [Artifact("llms.txt", "\n".join(lines).encode())] if lines else []


def _programmes(project: Project) -> Iterator[str]:
    """Yield the editions of the conference, newest first, with the days of large ones."""
    for edition in reversed(project.data.conference.editions):
        page = project.page_at(project.conference.editions.get(edition.id, ""))
        if page is not None:
            dates = f": {edition.start} to {edition.end}"
            yield f"- [{_link_words(edition.name)}]({_source_url(page, project)}){dates}"
        for name, url in project.conference.days.get(edition.id, {}).items():
            day = project.page_at(url)
            if day is not None:
                yield f"  - [{name}]({_source_url(day, project)})"


def _groups(toc: Sequence[TocEntry]) -> Iterator[tuple[str, Sequence[TocEntry]]]:
    for entry in toc:
        if entry.children:
            own = (TocEntry(title=entry.title, url=entry.url, path=entry.path),)
            yield entry.title, (*(own if entry.path else ()), *entry.children)


def _links(
    entries: Sequence[TocEntry], pages: dict[str, Page], project: Project, depth: int
) -> Iterator[str]:
    for entry in entries:
        page = pages.get(entry.path)
        indent = "  " * depth
        if page is not None:
            description = page.frontmatter.description
            more = f": {_link_words(description)}" if description else ""
            yield f"{indent}- [{_link_words(entry.title)}]({_source_url(page, project)}){more}"
        elif entry.children:
            yield f"{indent}- {_link_words(entry.title)}"
        yield from _links(entry.children, pages, project, depth + 1)


def _source_url(page: Page, project: Project) -> str:
    suffix = page.source.path.rpartition(".")[2]
    path = f"{page.source.stem}.{suffix}"
    return absolute(project.site, path) or path


def _link_words(text: str) -> str:
    return " ".join(text.split()).replace("[", "(").replace("]", ")")
