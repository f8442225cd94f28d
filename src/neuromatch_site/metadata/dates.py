"""The date of the last change of a course, if it is known."""

from neuromatch_site.model.course import Project


def date_modified(project: Project) -> str:
    """Return the newest date of the course and its pages, as ``YYYY-MM-DD``; empty for none."""
    pages = (page for page in project.pages if not page.frontmatter.draft)
    return max([project.config.date, *(page.frontmatter.date for page in pages)])
