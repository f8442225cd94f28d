"""Links to edit the source of a page, and to report a problem."""

import posixpath
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from neuromatch_site.model.course import Page, Project

_GITHUB = "https://github.com/"


def repository(project: Project) -> tuple[str, str]:
    """Return the URL of the repository and the course's folder there, ``folder/``; both may be "".

    ``project.github`` is cited with the course. A site that keeps its pages elsewhere, or below
    the root, says so in ``site.options.repository``.
    """
    owner, _, rest = project.site.options.repository.partition("/")
    name, _, folder = rest.partition("/")
    if not name:
        return project.config.github, ""
    return f"{_GITHUB}{owner}/{name}", f"{folder}/" if folder else ""


def branch(project: Project) -> str:
    """Return the branch of the repository that the pages are kept on."""
    return quote(project.site.options.branch or "main", safe="/")


def edit_url(page: Page, project: Project) -> str:
    """Return where a page can be edited; empty where nobody says where it is kept."""
    if page.frontmatter.edit_url is not None:
        return page.frontmatter.edit_url
    (github, folder), kept_on = repository(project), branch(project)
    if page.frontmatter.github and page.frontmatter.github != project.config.github:
        github, folder, kept_on = page.frontmatter.github, "", "main"
    return f"{github}/edit/{kept_on}/{_in_repository(folder, page, project)}" if github else ""


def data_links(page: Page, layout: str, project: Project) -> dict[str, str]:
    """Return where the data files can be edited that the layout of a page shows, by their paths."""
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
    """Return the address of a new issue that already says which page it is about.

    A script adds its title, its address and the section that was being read.
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
