"""The works that a course may cite, as its configuration says where they are."""

from neuromatch_site.bibliography import Bibliography, read_bibliography
from neuromatch_site.config import Config
from neuromatch_site.diagnostics import Diagnostics
from neuromatch_site.files import CourseFiles


def load_works(config: Config, files: CourseFiles, found: Diagnostics) -> Bibliography:
    """Return the works of the course's own files and of its lock, and the style of citing."""
    project, options = config.project, config.site.options
    paths = project.bibliography if project.bibliography_given else None
    style, numbered = options.citation_style, options.numbered_references
    return read_bibliography(files, paths, found, style=style, numbered=numbered)
