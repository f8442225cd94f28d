"""The input of an exporter besides the course, and the paths that exporters share."""

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page


class ExportContext(Struct, frozen=True, kw_only=True):
    """The context of an exporter."""

    published: Mapping[str, str] = field(default_factory=dict)
    """Published files: path from the course folder -> path on the site."""
    taken: Mapping[str, Artifact] = field(default_factory=dict)
    """Files that the site already has, by path."""
    solutions: bool = True
    """Solutions are part of the site, so sources with solutions can be published."""
    epoch: int = 0
    """Date of the data, in seconds since 1970; 0: unknown."""
    disk: bool = False
    """The site is opened from a disk: files for web servers are left out."""
    files: CourseFiles | None = None
    """The course folder; None if only data in memory is used."""
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    recall: Callable[[str], bytes | None] = lambda _: None
    """Return a result of an earlier build by key, for results that are expensive to compute."""
    keep: Callable[[str, bytes], None] = lambda _key, _content: None


def place_of(words: str, path: str, context: ExportContext, key: str = "") -> Position:
    """Return the first position of a text in a source of the course, after a key."""
    return context.files.place_of(words, path, key) if context.files else Position(path)


def title_of(page: Page) -> str:
    """Return the title of a page, in plain text."""
    return page.frontmatter.title or page.facts.title or page.source.title
