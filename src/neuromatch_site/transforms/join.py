"""The facts of every page -> the course as a whole."""

from collections.abc import Sequence

from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.project import Page, Project, TocEntry


def join(
    config: ProjectConfig, site: SiteConfig, pages: Sequence[Page], toc: Sequence[TocEntry]
) -> Project:
    """Return the course: targets with their numbers, terms, what is embedded."""
    return Project(config=config, site=site, pages=pages, toc=toc)
