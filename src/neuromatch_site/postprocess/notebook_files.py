"""The notebooks of a course, and the files they open, at the paths they use."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project

Contents = Mapping[str, bytes | Path]
"""Files by their path."""
_SHOWN = re.compile(r"""(?:\]\(|(?:src|href)=")((?:\.\./)*(?:assets|files)/[^)"\s]+)""")
"""What the words of a notebook that was made of a page name of the site."""


def notebook_files(project: Project, artifacts: Iterable[Artifact], course: Path) -> Contents:
    """Return every notebook, named after its page, with the files it needs.

    Images and downloads of a page are at the paths that code and text of the notebook use.
    """
    files = CourseFiles.at(course)
    site = {file.path: file.content for file in artifacts}
    contents: dict[str, bytes | Path] = {}
    for page in project.pages:
        content = site.get(f"{page.source.stem}.ipynb") if page.facts.executable else None
        if content is None:
            continue
        name = PurePosixPath(page.source.path).with_suffix(".ipynb").as_posix()
        text = content if isinstance(content, bytes) else content.read_bytes()
        contents.update(_of_course(page, files))
        contents.update(_of_site(text.decode(), page.source.stem, name, site))
        contents[name] = text
    return contents


def _of_course(page: Page, course: CourseFiles) -> Iterator[tuple[str, Path]]:
    for path in (*(image.path for image in page.facts.images), *page.facts.files):
        try:
            file = course.find(f"/{path}") if path else None
        except OutsideCourseError:
            continue
        if file is not None:
            yield path, file


def _of_site(text: str, stem: str, name: str, site: Contents) -> Iterator[tuple[str, bytes | Path]]:
    """Yield what a notebook names as from its place on the site, where it is looked for here."""
    for address in _SHOWN.findall(text.replace('\\"', '"')):
        there = posixpath.normpath(posixpath.join(posixpath.dirname(stem), address))
        here = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
        if there in site and not here.startswith(".."):
            yield here, site[there]
