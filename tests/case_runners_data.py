"""Cases of ``data/``: what its files say, once they are checked."""

import re

from case_runners_config import as_said
from courses import Course

from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles


def data(course: Course, _name: str, diagnostics: Diagnostics) -> str:
    """Return what the files in ``data/`` say; any file of the case counts as a page."""
    from neuromatch_site.config import load_config
    from neuromatch_site.readers.data import load_data

    files = CourseFiles(course.folder)
    config = load_config(files, Diagnostics())
    project = config.project if config else ProjectConfig()
    said = as_said(load_data(files, project, course.files, diagnostics))
    return re.sub(r"\n +digest: .*", "", said)
