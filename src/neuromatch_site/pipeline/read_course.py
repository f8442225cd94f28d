"""A course folder -> what its configuration says, and its pages: remembered, or read."""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from neuromatch_site.cache.page_cache import BuildCache, digest_of
from neuromatch_site.cache.program_version import code_fingerprint
from neuromatch_site.cache.serialize import decode, encode
from neuromatch_site.config import Config, load_config
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.course import CellOutputs, Page, PageSource
from neuromatch_site.model.variants import VariantSet
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.read_page import Course, course_of, page_key, read_page, recalled_page
from neuromatch_site.postprocess.jupyterlite import disable_if_missing
from neuromatch_site.readers.toc import Toc, load_toc
from neuromatch_site.readers.variants import in_its_language, variants_of
from neuromatch_site.render.addresses import page_file
from neuromatch_site.transforms.katex import Formulas
from neuromatch_site.workers.pool import Workers
from neuromatch_site.workers.progress import Progress

LARGE = 500
"""Pages from which on a course is not held in memory as a whole, where there is a folder for it."""


class Outline(Struct, frozen=True):
    """What a site goes by before a page is read."""

    files: CourseFiles
    config: Config
    toc: Toc
    variants: VariantSet | None = None

    @property
    def page_files(self) -> list[str]:
        """The files of the pages, by path on the site."""
        return [page_file(source.url) for source in self.toc.sources]


class Reading(Struct, frozen=True, kw_only=True):
    """The pages of a course, and what they were read by."""

    course: Course
    keys: Mapping[str, str]
    """Of each page, by its path."""
    pages: Sequence[Page]
    count: int
    """Pages that were not remembered."""


def outline_of(
    course: Path, options: Options, variants: VariantSet | None, found: Diagnostics
) -> Outline | None:
    """Return what the configuration says; None, and reports, where there is no site to write.

    Reads the course folder; writes nothing there.
    """
    translation = variants.own.translation if variants else ""
    files = CourseFiles(Path(os.path.realpath(course)), translation)
    config = load_config(files, found)
    toc = load_toc(config, files, found) if config else None
    if config is None or toc is None:
        return None
    config = disable_if_missing(config.at(options.base_url), found, wanted=options.lite)
    if variants:
        config = config.in_language(variants.own.language)
        return Outline(files, config, in_its_language(toc, variants), variants)
    if not (config.site.options.editions or config.site.options.languages):
        return Outline(files, config, toc)
    variants = variants_of(config, toc, files, found)
    return Outline(files, config, toc, variants) if variants else None


def read_pages(
    outline: Outline,
    options: Options,
    executed: Mapping[str, CellOutputs],
    memory: BuildCache,
    progress: Progress,
    workers: Workers,
) -> Reading:
    """Return every page, remembered or read."""
    sources = outline.toc.sources
    memory.code = memory.code or code_fingerprint().digest
    memory.large = memory.lean and len(sources) >= LARGE
    memory.used.update(_formulas_of(source, memory) for source in sources)
    course = course_of(
        outline.config, outline.files, memory, solutions=options.solutions, executed=executed
    )
    keys = {source.path: page_key(source, course) for source in sources}
    kept = {source.path: recalled_page(keys[source.path], course, memory) for source in sources}
    missing = [source for source in sources if kept[source.path] is None]
    executor = workers.for_items(len(missing))
    read_one = partial(_read_one, course=course, memory=memory)
    fresh = executor.map(read_one, missing, [keys[source.path] for source in missing])
    for source, page in zip(missing, progress.over(fresh, "reading", len(missing)), strict=True):
        memory.adopt_page(keys[source.path], page)
        kept[source.path] = page
    pages = [page for page in kept.values() if page is not None]
    return Reading(course=course, keys=keys, pages=pages, count=len(missing))


def read_now(course: Path, options: Options, memory: BuildCache) -> None:
    """Have the pages of a course read and remembered by as many processes as help.

    For a first build within a server, which may start none. That build tells what is wrong.
    """
    outline = outline_of(course, options, None, Diagnostics())
    if outline is not None and not runs_code(outline, options):
        read_pages(outline, options, {}, memory, Progress(), Workers())


def runs_code(outline: Outline, options: Options) -> bool:
    """Return whether the code of pages is run."""
    return options.execute or outline.config.site.options.execute


def _read_one(source: PageSource, key: str, course: Course, memory: BuildCache) -> Page:
    """Return a page, read with the formulas that are known of it, and remember it and those."""
    try:
        formulas = decode(Formulas, memory.recall(_formulas_of(source, memory)) or b"{}")
    except ValueError:
        formulas = Formulas()
    page = read_page(source, course, formulas)
    if formulas.mathml:
        memory.keep(_formulas_of(source, memory), encode(formulas))
    return memory.put_page(key, page)


def _formulas_of(source: PageSource, memory: BuildCache) -> str:
    """Return the key of a page's formulas, whatever else the page says."""
    return digest_of("formulas", memory.code, source.path)
