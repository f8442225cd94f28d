"""Resolve links of the header and of data files like links of pages."""

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from neuromatch_site.config.site import NavItem
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.course import Project
from neuromatch_site.model.data_links import with_links
from neuromatch_site.urls import missing_scheme, url_scheme

_LITE = "lite/"
"""Where the JupyterLite of a course lies on its site."""


def resolve_site_links(
    project: Project, urls: Collection[str], files: CourseFiles, diagnostics: Diagnostics
) -> None:
    """Resolve the links of the header and of data files to paths on the site.

    ``urls`` are all URLs of the site. A link can be the file of a page (``glossary.md``), a URL
    with or without its slashes, or a file of the course, which is added to the downloads.
    """
    paths = {page.source.path: page.source.url for page in project.pages}
    context = _Context(paths, urls, files, diagnostics, project)
    site, data = project.site, project.data
    project.site = replace(
        site,
        nav=context.of_header(site.nav, "nav"),
        actions=context.of_header(site.actions, "actions"),
    )
    project.data = with_links(data, context.of_data)


class _Context:
    """What resolves links, one after the other."""

    def __init__(
        self,
        paths: Mapping[str, str],
        urls: Collection[str],
        files: CourseFiles,
        diagnostics: Diagnostics,
        project: Project,
    ) -> None:
        self.paths = paths
        self.urls = urls
        self.files = files
        self.diagnostics = diagnostics
        self.project = project

    def of_header(self, items: Sequence[NavItem], key: str) -> tuple[NavItem, ...]:
        """Return the links under a key of ``myst.yml``."""
        return tuple(
            replace(
                item,
                url=self._resolve(item.url, "the header links to", key),
                children=self.of_header(item.children, key),
            )
            for item in items
        )

    def of_data(self, url: str, place: Position) -> str:
        return self._resolve(url, "a link leads to", place)

    def _resolve(self, url: str, what: str, place: Position | str) -> str:
        """Return the address of a link; ``place`` may be the key of ``myst.yml`` before it."""
        bare = url.partition("#")[0].partition("?")[0]
        rest = url[len(bare) :]
        if not bare or url_scheme(url) or url.startswith("//"):
            return url
        plain = bare.strip("/")
        for candidate in (self.paths.get(plain), f"/{plain}/" if plain else "/", f"/{plain}"):
            if candidate in self.urls:
                return f"{candidate}{rest}"
        if f"{plain}/".startswith(_LITE) and self._has_lite():
            return url  # a page of JupyterLite, which is made when the site is whole
        if self.files.has(plain):
            self.project.downloads |= {plain}
            return f"/{plain}{rest}"
        hint = (
            missing_scheme(url)
            or self.diagnostics.did_you_mean(f"/{plain}/", sorted(self.urls))
            or "write the path of a page's file"
        )
        message = f"{what} `{url}`, which is not a page"
        if isinstance(place, str):
            place = self.files.place_of(url, "myst.yml", place)
        self.diagnostics.report(Rule.LINK_RESOLVES, place, message, hint)
        return url

    def _has_lite(self) -> bool:
        """Return whether the course has a JupyterLite, or it is reported that it cannot."""
        reported = any(diagnostic.rule is Rule.JUPYTERLITE_MADE for diagnostic in self.diagnostics)
        return self.project.site.options.jupyterlite or reported
