"""What cases about the configuration and the table of contents understand."""

from collections.abc import Mapping, Sequence
from functools import cache

from courses import Course, as_yaml
from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from neuromatch_site.config import load_config
from neuromatch_site.config.page import page_frontmatter
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.yaml import load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.course import TocEntry
from neuromatch_site.myst.parser.frontmatter import split_frontmatter
from neuromatch_site.readers.toc import Toc, load_toc, resolve_toc


def config(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return what the configuration says, without what it leaves unsaid."""
    found = load_config(_files(course), diagnostics)
    return as_said({"project": found.project, "site": found.site}) if found else ""


def frontmatter(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return what a page says of itself, completed by the project, without what neither says."""
    found = load_config(_files(course), diagnostics)
    project = found.project if found else ProjectConfig()
    matter = split_frontmatter(course.source(name), diagnostics).frontmatter
    value = load_yaml(matter, diagnostics) if matter else None
    return as_said(page_frontmatter(value, project, diagnostics))


def checked(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Read the page of the case; where it has none, the configuration."""
    has_page = any(path.endswith(".md") for path in course.files)
    return (frontmatter if has_page else config)(course, name, diagnostics)


def data(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the plain data of the first page's YAML."""
    matter = split_frontmatter(course.source(name), diagnostics).frontmatter
    value = load_yaml(matter, diagnostics) if matter else None
    return as_yaml(value.plain) if value else ""


def places(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return where the keys and values of the first page's YAML stand."""
    matter = split_frontmatter(course.source(name), diagnostics).frontmatter
    value = load_yaml(matter, diagnostics) if matter else None
    entries = value.data if value and isinstance(value.data, Mapping) else {}
    return "".join(f"{key}: {one.key} {one.position}\n" for key, one in entries.items())


def toc(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the table of contents: address and title of each entry, then the hidden pages."""
    found = _toc(course, diagnostics)
    if found is None:
        return "no site\n"
    hidden = [f"hidden: {page.url} ({page.path})\n" for page in found.sources if not page.in_toc]
    return "".join([*_lines(resolve_toc(found, {}), 0), *hidden])


def redirects(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the redirects that the table of contents implies."""
    found = _toc(course, diagnostics)
    return "".join(f"{one.source} {one.target}\n" for one in found.redirects) if found else ""


def _toc(course: Course, diagnostics: Diagnostics) -> Toc | None:
    found = load_config(_files(course), diagnostics)
    return load_toc(found, _files(course), diagnostics) if found else None


def _lines(entries: Sequence[TocEntry], depth: int) -> list[str]:
    lines = []
    for entry in entries:
        place = f" {entry.url}" if entry.url else ""
        path = f" ({entry.path})" if entry.path else ""
        lines.append(f"{'  ' * depth}- {entry.title}{place}{path}\n")
        lines.extend(_lines(entry.children, depth + 1))
    return lines


def _files(course: Course) -> CourseFiles:
    return CourseFiles(course.folder.resolve())


def as_said(value: object) -> str:
    said = _said(value)
    return as_yaml(said) if said else ""


def _said(value: object) -> object:
    """Return structs as plain data, without places and without fields at their defaults."""
    if isinstance(value, Struct):
        every = _fields(type(value))
        unlike = [one for one in every if getattr(value, one.name) != _default(one)]
        return {
            one.name: _said(getattr(value, one.name)) for one in unlike if one.name != "position"
        }
    if isinstance(value, Mapping):
        return {str(key): said for key, one in value.items() if (said := _said(one)) != {}}
    return [_said(one) for one in value] if isinstance(value, tuple | list) else value


_fields = cache(fields)


def _default(one: FieldInfo) -> object:
    make = one.default_factory
    return make() if callable(make) else one.default
