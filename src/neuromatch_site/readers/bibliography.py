"""The works that a course may cite, as its configuration says where they are."""

from functools import partial

from msgspec import Struct

from neuromatch_site.bibliography import Bibliography, Work, read_bibliography, read_works
from neuromatch_site.cache.page_cache import BuildCache, digest_of
from neuromatch_site.cache.serialize import decode, encode
from neuromatch_site.config import Config
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.course_files import CourseFiles


class _Read(Struct, frozen=True):
    """What a file of works gave."""

    works: list[Work]
    diagnostics: list[Diagnostic]


def load_works(
    config: Config, files: CourseFiles, found: Diagnostics, memory: BuildCache | None = None
) -> Bibliography:
    """Return the works of the course's own files and of its lock, and the style of citing."""
    project, options = config.project, config.site.options
    paths = project.bibliography if project.bibliography_given else None
    style, numbered = options.citation_style, options.numbered_references
    read = partial(_remembered, memory=memory) if memory else read_works
    return read_bibliography(files, paths, found, style=style, numbered=numbered, read=read)


def _remembered(source: Source, found: Diagnostics, memory: BuildCache) -> list[Work]:
    """Return the works of a file: as they were read once, where it is still the same."""
    key = digest_of("works", memory.code, source.path, source.text)
    try:
        done = decode(_Read, memory.recall(key) or b"")
    except ValueError:
        own = Diagnostics()
        done = _Read(read_works(source, own), own.found)
        memory.keep(key, encode(done))
    found.found += done.diagnostics
    return done.works
