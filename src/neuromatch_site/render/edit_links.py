"""Links to edit the source of a page, and to report a problem."""

import posixpath
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from neuromatch_site.model.course import Page, Project

_GITHUB = "https://github.com/"


def repository(project: Project) -> tuple[str, str]:
    """Return the URL of the repository and the course's folder in it, ``folder/``; both can be "".

    ``project.github`` is cited with the course. If pages are in another repository, or in a folder,
    ``site.options.repository`` says so.
    """
    owner, _, rest = project.site.options.repository.partition("/")
    name, _, folder = rest.partition("/")
    if not name:
        return project.config.github, ""
    return f"{_GITHUB}{owner}/{name}", f"{folder}/" if folder else ""


def branch(project: Project) -> str:
    """Return the branch of the pages in the repository."""
    return quote(project.site.options.branch or "main", safe="/")


def edit_url(page: Page, project: Project) -> str:
    """Return the URL that edits a page; empty if the repository is unknown."""
    if page.frontmatter.edit_url is not None:
        return page.frontmatter.edit_url
    (github, folder), kept_on = repository(project), branch(project)
    if page.frontmatter.github and page.frontmatter.github != project.config.github:
        github, folder, kept_on = page.frontmatter.github, "", "main"
    return f"{github}/edit/{kept_on}/{_in_repository(folder, page, project)}" if github else ""


def data_links(page: Page, layout: str, project: Project) -> dict[str, str]:
    """Return the URLs that edit the data files of a page's layout, by their paths."""
    github, folder = repository(project)
    if not github or page.source.data:
        return {}
    data = project.data
    by_layout: Mapping[str, tuple[str, Sequence[object]]] = {
        "home": ("data/announcements.yml", data.announcements),
        "people": ("data/people.yml", data.teams),
        "schedule": ("data/schedule.yml", data.schedule.weeks),
        "conference": ("data/conference.yml", data.conference.editions),
    }
    path, entries = by_layout.get(layout, ("", ()))
    return {path: f"{github}/edit/{branch(project)}/{folder}{path}"} if entries else {}


def _in_repository(folder: str, page: Page, project: Project) -> str:
    """Return the file of a page from the root of its repository, above the course too."""
    return posixpath.normpath(f"{folder}{_file(page, project)}")


def report_url(page: Page, project: Project) -> str:
    """Return the URL of a new issue about a page.

    A script adds the title, the URL and the current section.
    """
    github, _ = repository(project)
    if not github:
        return ""
    version = project.config.version
    body = f"&body=Version:+{quote(version)}" if version else ""
    return f"{github}/issues/new?title={quote(_file(page, project))}:+{body}"


def _file(page: Page, project: Project) -> str:
    """Return the file of a page, from the course folder: that of its translation, if it has one."""
    variants, path = project.variants, page.source.data or page.source.path
    if (
        variants is None
        or not variants.current.translation
        or not variants.is_translated(page.source.url)
    ):
        return path
    return f"{variants.current.translation}/{path}"
