"""What an export may know beside the course, and the addresses that exports share."""

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page


class ExportContext(Struct, frozen=True, kw_only=True):
    """The build around an export."""

    published: Mapping[str, str] = field(default_factory=dict)
    """Where files of the course are: path from the course folder -> address on the site."""
    taken: Mapping[str, Artifact] = field(default_factory=dict)
    """Files that the site has already, by their paths."""
    solutions: bool = True
    """Solutions are part of the site: so may be the sources that hold them."""
    epoch: int = 0
    """When the data is from, in seconds since 1970; 0: unknown."""
    disk: bool = False
    """The site is read from a disk: nobody asks it for what servers are asked for."""
    files: CourseFiles | None = None
    """The course folder; None where only what is in memory counts."""
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    recall: Callable[[str], bytes | None] = lambda _: None
    """What an earlier build kept under a key: for what is dear to make."""
    keep: Callable[[str, bytes], None] = lambda _key, _content: None


def place_of(words: str, path: str, context: ExportContext, key: str = "") -> Position:
    """Return where the words first stand in a text of the course, behind a key."""
    return context.files.place_of(words, path, key) if context.files else Position(path)


def page_file(url: str) -> str:
    """Return the file of an address: ``/neurons/`` -> ``neurons/index.html``."""
    path = url.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def title_of(page: Page) -> str:
    """Return the title of a page, in plain text."""
    return page.frontmatter.title or page.facts.title or page.source.title
