"""The works that a course can cite, from the sources in its configuration."""

from functools import partial

from msgspec import Struct
from msgspec.structs import replace

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


def load_bibliography(
    config: Config, files: CourseFiles, diagnostics: Diagnostics, cache: BuildCache | None = None
) -> Bibliography:
    """Return the works of the course's own files and of its lock, and the citation style."""
    project, options = config.project, config.site.options
    paths = project.bibliography if project.bibliography_given else None
    read = partial(_remembered, cache=cache) if cache else read_works
    style, language = options.citation_style, options.language
    works = read_bibliography(files, paths, diagnostics, style=style, language=language, read=read)
    numbered = works.style.numbered or options.numbered_references
    return replace(works, style=replace(works.style, numbered=numbered))


def _remembered(source: Source, diagnostics: Diagnostics, cache: BuildCache) -> list[Work]:
    """Return the works of a file: as they were read once, where it is still the same."""
    key = digest_of("works", cache.code, source.path, source.text)
    try:
        done = decode(_Read, cache.get_blob(key) or b"")
    except ValueError:
        own = Diagnostics()
        done = _Read(read_works(source, own), own.items)
        cache.put_blob(key, encode(done))
    diagnostics.items += done.diagnostics
    return done.works
