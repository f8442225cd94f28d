"""The pages that were read -> the course as a whole, and its files on the site."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from neuromatch_site.bibliography import Bibliography
from neuromatch_site.bibliography.style import CitationText, decode_texts, encode_texts
from neuromatch_site.cache.page_cache import BuildCache, digest_of
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.metadata.card import given_picture
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project
from neuromatch_site.model.variants import VariantSet
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.read_course import Outline
from neuromatch_site.pipeline.session import session_of
from neuromatch_site.readers.bibliography import load_works
from neuromatch_site.readers.data import load_data
from neuromatch_site.readers.inventories import load_inventories
from neuromatch_site.readers.site_assets import check_furniture
from neuromatch_site.readers.toc import resolve_toc
from neuromatch_site.readers.videos import read_videos
from neuromatch_site.render.published_files import Published, publish
from neuromatch_site.render.site import site_files
from neuromatch_site.render.theme import theme_folder
from neuromatch_site.render.translations import load_words
from neuromatch_site.render.webp import add_webp
from neuromatch_site.transforms import join
from neuromatch_site.transforms.citations import join_citations


def assemble(
    outline: Outline,
    pages: Sequence[Page],
    options: Options,
    memory: BuildCache,
    found: Diagnostics,
) -> Project:
    """Return the course as a whole. Reads bibliography, lock and data; what is wrong is found."""
    files, config, toc = outline.files, outline.config, outline.toc
    entries = resolve_toc(toc, {page.source.path: page.frontmatter for page in pages})
    site = replace(config.site, redirects=(*config.site.redirects, *toc.redirects))
    words = _words(outline, options, memory)
    project = join(config.project, site, pages, entries, words=words)
    project.variants = outline.variants
    project.citations = _citations(project, load_works(config, files, found, memory), memory, found)
    check_furniture(site.options, files, memory.seen, found)
    project.videos = read_videos(files, found)
    project.inventories = load_inventories(files, config.project.references, found)
    project.data = load_data(files, config.project, {source.path for source in toc.sources}, found)
    return project


def _words(outline: Outline, options: Options, memory: BuildCache) -> Mapping[str, str]:
    """Return the words of the course's language by the English ones; none for English itself."""
    language = outline.config.site.options.language
    if language.partition("-")[0] == "en":
        return {}
    overrides = overrides_of(outline.files, options, outline.variants)
    theme = session_of(memory).open_theme(overrides, Diagnostics())
    return load_words(theme, language).texts


def overrides_of(files: CourseFiles, options: Options, variants: VariantSet | None) -> Path | None:
    """Return the folder whose files replace those of the theme, where there is one."""
    below = variants is not None and bool(variants.own.folder)
    return options.templates or (None if below else own_templates(files.root))


def own_templates(course: Path) -> Path | None:
    """Return the folder ``templates`` beside the course folder, where there is one."""
    folder = course.parent / "templates"
    return folder if folder.is_dir() and folder != theme_folder() else None


def _citations(
    project: Project, works: Bibliography, memory: BuildCache, found: Diagnostics
) -> dict[str, CitationText]:
    """Return the texts of all works cited; those that a CSL file makes are remembered."""
    if not works.style.xml:
        return join_citations(project, works, found)
    key = digest_of("citations", repr(works.style))
    texts = join_citations(project, works, found, decode_texts(memory.recall(key)))
    memory.keep(key, encode_texts(texts.values()))
    return texts


def publish_files(
    project: Project, files: CourseFiles, memory: BuildCache
) -> tuple[Published, list[Artifact]]:
    """Return the pictures and downloads of the course, and where they are on the site."""
    pictures, downloads = site_files(project)
    facts = [page.facts for page in project.pages]
    pictures += [image.path for fact in facts for image in fact.images if image.path]
    pictures += [video.thumbnail for video in project.videos.values() if video.thumbnail]
    pictures += [path for page in project.pages if (path := given_picture(project, page)[0])]
    downloads += project.downloads
    media = [page.media for page in project.pages]
    published, copies = publish(files, pictures, downloads, media, memory.seen)
    if project.site.options.webp:
        kept = memory.folder / "webp" if memory.folder else None
        published, smaller = add_webp(published, {file.path: file for file in copies}, kept)
        copies += smaller
    return published, copies
