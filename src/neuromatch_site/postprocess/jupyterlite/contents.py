"""What is in the JupyterLite of a course: its notebooks, and the files that they need."""

import json
import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project

Contents = Mapping[str, bytes | Path]
"""Files by their path."""
_SPEC = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
_SHOWN = re.compile(r"""(?:\]\(|(?:src|href)=")((?:\.\./)*(?:assets|files)/[^)"\s]+)""")
"""What the words of a notebook that was made of a page name of the site."""


def lite_contents(project: Project, artifacts: Iterable[Artifact], course: Path) -> Contents:
    """Return the files of the JupyterLite: every notebook, named as its page is in the course.

    What a notebook shows, and what its page offers for download, lies where its code and its words
    look for it.
    """
    files = CourseFiles(Path(os.path.realpath(course)))
    site = {file.path: file.content for file in artifacts}
    found: dict[str, bytes | Path] = {}
    for page in project.pages:
        content = site.get(f"{page.source.stem}.ipynb") if page.facts.executable else None
        if content is None:
            continue
        name = PurePosixPath(page.source.path).with_suffix(".ipynb").as_posix()
        text = content if isinstance(content, bytes) else content.read_bytes()
        found.update(_of_course(page, files))
        found.update(_of_site(text.decode(), page.source.stem, name, site))
        found[name] = _for_browser(text)
    return found


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


def _for_browser(content: bytes) -> bytes:
    """Return a notebook for the Python of the browser; one in another language stays."""
    try:
        notebook = json.loads(content)
        metadata = notebook["metadata"]
        spec = metadata.get("kernelspec", {})
        if spec.get("language", "python") != "python" and "python" not in spec.get("name", ""):
            return content
        metadata["kernelspec"] = _SPEC
        text = json.dumps(notebook, ensure_ascii=False, indent=1)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return content
    return f"{text}\n".encode(errors="backslashreplace")  # half characters stay as they are written
