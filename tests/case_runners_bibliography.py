"""What cases about bibliographies understand."""

import json

from courses import Course, as_yaml

from neuromatch_site.bibliography import Bibliography, read_bibliography
from neuromatch_site.bibliography.style import format_items, sort_key
from neuromatch_site.commands.citation.citation_files import citation_files
from neuromatch_site.config import load_config
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles


def csl(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the works as CSL items, by key, each with the line where it is described."""
    works = _read(course, name, diagnostics).works
    items = {
        key: {k: v for k, v in work.item.items() if k != "id"} | {"# line": work.position.line}
        for key, work in works.items()
    }
    return as_yaml(json.loads(json.dumps(items))) if items else ""


def text(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return how each work is shown: in parentheses, in the text, in the list."""
    bibliography = _read(course, name, diagnostics)
    items = [work.item for work in bibliography.works.values()]
    texts = format_items(items, bibliography.style)
    return "".join(
        f"({one.parenthetical}) {one.narrative}\n  {one.entry}\n"
        for one in sorted(texts.values(), key=sort_key)
    )


def _read(course: Course, name: str, diagnostics: Diagnostics) -> Bibliography:
    """Return the bibliography; ``name`` is the citation style and its language: ``apa de``."""
    files = CourseFiles(course.folder.resolve())
    paths = [path for path in course.files if path.endswith(".bib") or "refs" in path]
    style, _, language = name.partition(" ")
    return read_bibliography(
        files, paths, diagnostics, style=style or "apa", language=language or "en"
    )


def zenodo(course: Course, _name: str, diagnostics: Diagnostics) -> str:
    """Return ``.zenodo.json``, which is no part of the site."""
    config = load_config(CourseFiles(course.folder.resolve()), diagnostics)
    return citation_files(config)[".zenodo.json"] if config else ""
