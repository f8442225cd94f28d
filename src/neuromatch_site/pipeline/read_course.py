"""A course folder -> its configuration, and its pages: from the cache, or parsed."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.cache.page_cache import BuildCache, digest_of
from neuromatch_site.cache.program_version import code_fingerprint
from neuromatch_site.cache.serialize import decode, encode
from neuromatch_site.config import Config, load_config
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.metadata.addresses import page_file
from neuromatch_site.model.course import CellOutputs, Page, PageSource
from neuromatch_site.model.generated import GeneratedPage
from neuromatch_site.model.variants import VariantSet
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.read_page import (
    ReadContext,
    cached_page,
    page_inputs,
    page_key,
    read_context,
    read_page,
)
from neuromatch_site.pipeline.rebuild_reasons import log_reasons
from neuromatch_site.pipeline.templates_folder import report_foreign_templates
from neuromatch_site.postprocess.jupyterlite import disable_if_missing
from neuromatch_site.readers.toc import Toc, leave_out, load_toc
from neuromatch_site.readers.variants import in_its_language, variants_of
from neuromatch_site.transforms.katex import Formulas
from neuromatch_site.workers.pool import Workers


class SiteMap(Struct, frozen=True):
    """The configuration and the toc of a site, before pages are read."""

    files: CourseFiles
    config: Config
    toc: Toc
    variants: VariantSet | None = None
    drafts: frozenset[str] = frozenset()
    """Drafts, which are left out: paths from the course folder."""

    @property
    def page_files(self) -> list[str]:
        """The files of pages, by path on the site."""
        return [page_file(source.url) for source in self.toc.sources]


class PagesRead(Struct, frozen=True, kw_only=True):
    """The pages of a course, and the context they were read with."""

    context: ReadContext
    keys: Mapping[str, str]
    """The cache key of each page, by its path."""
    pages: Sequence[Page]
    count: int
    """Number of pages that were not cached."""


def read_course(
    course: Path, options: Options, variants: VariantSet | None, diagnostics: Diagnostics
) -> SiteMap | None:
    """Return the configuration and the toc; None, with reports, if no site can be written.

    Reads the course folder; writes nothing there.
    """
    translation = variants.current.translation if variants else ""
    files = CourseFiles.at(course, options.root, translation)
    config = load_config(files, diagnostics)
    if config and not options.trust:
        untrusted = replace(config.site.options, trust=False)
        config = replace(config, site=replace(config.site, options=untrusted))
    if options.execute:
        diagnostics.items = [
            item for item in diagnostics if item.rule is not Rule.CODE_RUNS_ON_REQUEST
        ]
    toc = load_toc(config, files, diagnostics) if config else None
    if config is None or toc is None:
        return None
    report_foreign_templates(files.root, options, diagnostics)
    config = disable_if_missing(config.at(options.base_url), diagnostics, required=options.lite)
    if variants:
        config = config.in_language(variants.current.language)
        return SiteMap(files, config, in_its_language(toc, variants), variants)
    if not (config.site.options.editions or config.site.options.languages):
        return SiteMap(files, config, toc)
    variants = variants_of(config, toc, files, diagnostics)
    return SiteMap(files, config, toc, variants) if variants else None


def read_pages(
    site_map: SiteMap,
    executed: Mapping[str, CellOutputs],
    context: BuildContext,
    workers: Workers,
) -> PagesRead:
    """Return every page with a file, cached or parsed; ``executed`` are outputs by page."""
    sources, cache, options = site_map.toc.sources, context.cache, context.options
    cache.code = cache.code or code_fingerprint().digest
    cache.live_keys.update(_formulas_of(source, cache) for source in sources)
    reading = read_context(
        site_map.config, site_map.files, cache, solutions=options.solutions, executed=executed
    )
    return _read_sources("pages", sources, reading, context, workers)


def with_generated_pages(
    read: PagesRead, generated: Sequence[GeneratedPage], context: BuildContext, workers: Workers
) -> PagesRead:
    """Return the pages with those generated from data files."""
    if not generated:
        return read
    context.cache.live_keys.update(_formulas_of(page.source, context.cache) for page in generated)
    reading = replace(read.context, generated={page.source.path: page for page in generated})
    sources = [page.source for page in generated]
    more = _read_sources("generated pages", sources, reading, context, workers)
    return PagesRead(
        context=reading,
        keys={**read.keys, **more.keys},
        pages=[*read.pages, *more.pages],
        count=read.count + more.count,
    )


def read_texts(
    read: PagesRead, texts: Sequence[GeneratedPage], context: BuildContext
) -> list[Page]:
    """Return the Markdown of data files, and of parts around pages, as pages without a URL."""
    reading = replace(read.context, generated={page.source.path: page for page in texts})
    sources = [page.source for page in texts]
    pages_of_texts = _read_sources("texts", sources, reading, context, context.workers)
    return [
        context.cache.load_tree(pages_of_texts.keys[page.source.path], page) or page
        for page in pages_of_texts.pages
    ]


def _read_sources(
    group: str,
    sources: Sequence[PageSource],
    reading: ReadContext,
    context: BuildContext,
    workers: Workers,
) -> PagesRead:
    """Return the pages of some sources; ``group`` says which, and is part of no key."""
    cache = context.cache
    inputs = {source.path: page_inputs(source, reading) for source in sources}
    keys = {source.path: page_key(source, reading, inputs[source.path]) for source in sources}
    pages = {source.path: cached_page(keys[source.path], reading, cache) for source in sources}
    missing = [source for source in sources if pages[source.path] is None]
    log_reasons(group, missing, inputs, reading, cache)
    executor = workers.for_items(len(missing))
    read_one = partial(_read_one, context=reading, cache=cache)
    fresh = executor.map(read_one, missing, [keys[source.path] for source in missing])
    items = context.progress.over(fresh, "reading", len(missing))
    for source, page in zip(missing, items, strict=True):
        cache.adopt_page(keys[source.path], page)
        pages[source.path] = page
    return PagesRead(
        context=reading,
        keys=keys,
        pages=[page for page in pages.values() if page is not None],
        count=len(missing),
    )


def without_drafts(
    site_map: SiteMap, read: PagesRead, diagnostics: Diagnostics
) -> tuple[SiteMap, PagesRead]:
    """Return the course without drafts; the front page is never a draft."""
    drafts = {page.source.path: page for page in read.pages if page.frontmatter.draft}
    front = next((page for page in drafts.values() if page.source.url == "/"), None)
    if front is not None:
        message = "the front page cannot be a draft: it is part of the site"
        hint = "remove `draft: true`, or list another page first in the toc"
        place = Position(front.source.path)
        diagnostics.report(Rule.VALID_PAGE_FRONTMATTER, place, message, hint)
        del drafts[front.source.path]
    if not drafts:
        return site_map, read
    toc = leave_out(site_map.toc, drafts)
    pages = [page for page in read.pages if page.source.path not in drafts]
    return replace(site_map, toc=toc, drafts=frozenset(drafts)), replace(read, pages=pages)


def read_ahead(course: Path, context: BuildContext) -> None:
    """Read the pages of a course into the cache, in parallel.

    For the first build of a server, which cannot start processes itself. That build reports
    problems.
    """
    site_map = read_course(course, context.options, None, Diagnostics())
    if site_map is not None and not context.options.execute:
        read_pages(site_map, {}, context, Workers())


def _read_one(source: PageSource, key: str, context: ReadContext, cache: BuildCache) -> Page:
    """Return a page, read with the formulas that are known of it, and remember it and those."""
    try:
        formulas = decode(Formulas, cache.get_blob(_formulas_of(source, cache)) or b"{}")
    except ValueError:
        formulas = Formulas()
    page = read_page(source, context, formulas)
    if formulas.mathml:
        cache.put_blob(_formulas_of(source, cache), encode(formulas))
    return cache.put_page(key, page)


def _formulas_of(source: PageSource, cache: BuildCache) -> str:
    """Return the key of a page's formulas, whatever else the page says."""
    return digest_of("formulas", cache.code, source.path)
