"""The pages that were read -> the course as a whole, and its files on the site."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from neuromatch_site.artifact import Artifact
from neuromatch_site.bibliography import Bibliography
from neuromatch_site.bibliography.kept import kept_texts, recalled_texts
from neuromatch_site.bibliography.style import CitationText
from neuromatch_site.config import Config
from neuromatch_site.diagnostics import Diagnostics
from neuromatch_site.files import CourseFiles
from neuromatch_site.load.data import load_data
from neuromatch_site.load.inventories import load_inventories
from neuromatch_site.load.toc import Toc, resolve_toc
from neuromatch_site.load.videos import read_videos
from neuromatch_site.load.works import load_works
from neuromatch_site.memory import Memory, digest_of
from neuromatch_site.metadata.card import given_picture
from neuromatch_site.project import Page, Project
from neuromatch_site.render.published import Published, publish
from neuromatch_site.render.site import site_files
from neuromatch_site.render.theme import open_theme
from neuromatch_site.render.webp import add_webp
from neuromatch_site.render.words import load_words
from neuromatch_site.transforms import join
from neuromatch_site.transforms.citations import join_citations


def assemble(
    config: Config,
    toc: Toc,
    pages: Sequence[Page],
    files: CourseFiles,
    memory: Memory,
    found: Diagnostics,
) -> Project:
    """Return the course as a whole. Reads bibliography, lock and data; what is wrong is found."""
    entries = resolve_toc(toc, {page.source.path: page.frontmatter for page in pages})
    site = replace(config.site, redirects=(*config.site.redirects, *toc.redirects))
    project = join(config.project, site, pages, entries, words=_words(site.options.language))
    project.citations = _citations(project, load_works(config, files, found), memory, found)
    project.videos = read_videos(files, found)
    project.inventories = load_inventories(files, config.project.references, found)
    project.data = load_data(files, config.project, {source.path for source in toc.sources}, found)
    return project


def _words(language: str) -> Mapping[str, str]:
    """Return the words of a language by the English ones; none for English itself."""
    if language.partition("-")[0] == "en":
        return {}
    return load_words(open_theme(None, Diagnostics()), language).texts


def _citations(
    project: Project, works: Bibliography, memory: Memory, found: Diagnostics
) -> dict[str, CitationText]:
    """Return the texts of all works cited; those that a CSL file makes are remembered."""
    if not works.style.xml:
        return join_citations(project, works, found)
    key = digest_of("citations", repr(works.style))
    texts = join_citations(project, works, found, recalled_texts(memory.recall(key)))
    memory.keep(key, kept_texts(texts.values()))
    return texts


def publish_files(
    project: Project, files: CourseFiles, memory: Memory
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
