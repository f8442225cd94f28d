"""What a project transform may ask about the rest of the course."""

from dataclasses import dataclass

from neuromatch_site.project import Page, Project


@dataclass(frozen=True, slots=True)
class Lookup:
    """The course as one page sees it; it notes what was asked."""

    project: Project
    page: Page
    asked: set[str]
