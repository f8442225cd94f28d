"""All pages -> the course as a whole, and its files on the site."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from unicodedata import normalize
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.bibliography import Bibliography
from neuromatch_site.bibliography.style import CitationText, decode_texts, encode_texts
from neuromatch_site.cache.file_cache import FileCache
from neuromatch_site.cache.page_cache import BuildCache, digest_of
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.media.pictures import FORMATS
from neuromatch_site.metadata.card import banner_path, page_picture
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.nodes import LiteralTarget, Target
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.conference import conference_index
from neuromatch_site.model.course import CourseData, Page, Project
from neuromatch_site.model.time_required import is_gathering, session_minutes
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.read_course import SiteMap
from neuromatch_site.pipeline.session import session_of
from neuromatch_site.pipeline.templates_folder import overrides_of
from neuromatch_site.readers.addresses import folded
from neuromatch_site.readers.bibliography import load_bibliography
from neuromatch_site.readers.data_texts import text_addresses
from neuromatch_site.readers.inventories import load_inventories
from neuromatch_site.readers.site_assets import check_named_pictures, check_site_assets
from neuromatch_site.readers.site_links import resolve_site_links
from neuromatch_site.readers.style_sheet import named_files, rewrite, style_sheets, style_text
from neuromatch_site.readers.toc import resolve_toc
from neuromatch_site.readers.videos import read_videos
from neuromatch_site.render.navigation import toc_addresses
from neuromatch_site.render.published_files import Published, publish
from neuromatch_site.render.site import site_files
from neuromatch_site.render.translations import load_words
from neuromatch_site.render.webp import add_webp
from neuromatch_site.transforms import join_pages, offered_files, resolve_page
from neuromatch_site.transforms.citations import join_citations


class CourseParts(Struct, frozen=True):
    """The parts of a course besides its pages."""

    data: CourseData
    texts: Sequence[Page] = ()
    """The Markdown of data files and of parts of the site, as pages without a URL."""
    site_parts: Mapping[str, str] = {}
    """The parts around every page: ``footer``, ``banner`` ... -> path of the text."""


def join_course(
    site_map: SiteMap,
    pages: Sequence[Page],
    parts: CourseParts,
    context: BuildContext,
    diagnostics: Diagnostics,
) -> Project:
    """Return the course as a whole: its pages, with bibliography and lock."""
    files, config, toc, cache = site_map.files, site_map.config, site_map.toc, context.cache
    entries = resolve_toc(toc, {page.source.path: page.frontmatter for page in pages})
    site = replace(config.site, redirects=(*config.site.redirects, *toc.redirects))
    words = _number_words(site_map, context)
    addressed = ((page.source.url, page.frontmatter) for page in pages)
    conference = conference_index(addressed, parts.data.conference.editions)
    urls = text_addresses(parts.data, conference, pages)
    texts = [_at(urls.get(text.source.path, ""), text) for text in parts.texts]
    project = join_pages(config.project, site, pages, entries, words, texts)
    project.drafts = site_map.drafts
    project.downloads = offered_files(project)
    project.variants = site_map.variants
    works = load_bibliography(config, files, diagnostics, cache)
    project.citations = _citations(project, works, cache, diagnostics)
    check_site_assets(site.options, files, cache.file_cache, diagnostics)
    frontmatters = [(page.source.path, page.frontmatter) for page in pages]
    check_named_pictures(config.project, frontmatters, files, cache.file_cache, diagnostics)
    project.videos = read_videos(files, diagnostics)
    project.inventories = load_inventories(files, config.project.references, diagnostics)
    project.data = parts.data
    project.session_minutes = session_minutes(parts.data.schedule)
    project.conference = conference
    project.is_gathering = is_gathering(project)
    resolve_site_links(project, _site_addresses(project), files, diagnostics)
    project.texts = {
        path: _resolved(text, project, diagnostics) for path, text in project.texts.items()
    }
    project.site_parts = {name: project.texts[path] for name, path in parts.site_parts.items()}
    return project


def _at(url: str, text: Page) -> Page:
    """Return a text with the address of the page that shows it: labels in it lead there."""
    return replace(text, source=replace(text.source, url=url))


def _resolved(text: Page, project: Project, diagnostics: Diagnostics) -> Page:
    """Return a text with its links resolved.

    It has an ``id`` only where it can be referred to: pages that show it have their own.
    """
    content = resolve_page(text, project, diagnostics)
    named = {
        target.fact.html_id for target in project.page_targets.get(text.source.path, {}).values()
    }
    targets: list[Target | LiteralTarget] = [*select(content, Target)]
    targets += select(content, LiteralTarget)
    for node in targets:
        node.html_id = node.html_id if node.html_id in named else None
    return replace(text, content=content)


def _site_addresses(project: Project) -> set[str]:
    """Return every address of the site that a link of the header may lead to."""
    urls = {page.source.url for page in project.pages} | set(toc_addresses(project))
    urls |= {f"/{redirect.source.strip('/')}/" for redirect in project.site.redirects}
    aliases = (alias for page in project.pages for alias in page.frontmatter.aliases)
    urls |= {f"/{alias.strip('/')}/" for alias in aliases} | {"/", "/search/"}
    conference = project.conference
    for by_edition in (conference.days, conference.talks):
        urls |= {url for addresses in by_edition.values() for url in addresses.values()}
    return urls | {conference.url} | set(conference.editions.values())


def _number_words(site_map: SiteMap, context: BuildContext) -> Mapping[str, str]:
    """Return the words of the course's language by the English ones; none for English itself."""
    language = site_map.config.site.options.language
    if language.partition("-")[0] == "en":
        return {}
    overrides = overrides_of(site_map.files, context.options, site_map.variants)
    theme = session_of(context.cache).open_theme(overrides, site_map.files.root, Diagnostics())
    return load_words(theme, language).texts


def _citations(
    project: Project, works: Bibliography, cache: BuildCache, diagnostics: Diagnostics
) -> dict[str, CitationText]:
    """Return the texts of all works cited; those that a CSL file makes are remembered."""
    if not works.style.xml:
        return join_citations(project, works, diagnostics)
    key = digest_of("citations", repr(works.style))
    texts = join_citations(project, works, diagnostics, decode_texts(cache.get_blob(key)))
    cache.put_blob(key, encode_texts(texts.values()))
    return texts


def publish_files(
    project: Project, files: CourseFiles, cache: BuildCache, diagnostics: Diagnostics
) -> tuple[Published, list[Artifact]]:
    """Return the images and downloads of the course, and their paths on the site.

    Downloads with a token or a private key are reported, and so are names that some file systems
    treat as equal.
    """
    pictures, downloads = site_files(project)
    pictures += project.data.pictures
    facts = [page.facts for page in (*project.pages, *project.texts.values())]
    pictures += [image.path for fact in facts for image in fact.images if image.path]
    pictures += [path for fact in facts for path in fact.posters]
    pictures += [video.thumbnail for video in project.videos.values() if video.thumbnail]
    pictures += [path for page in project.pages if (path := page_picture(project, page)[0])]
    pictures += [path for page in project.pages if (path := banner_path(page))]
    downloads += project.downloads
    style = project.site.options.style.lstrip("/")
    sheets = style_sheets(style, files) if style else []
    named = _named_in_style(sheets, files)
    pictures += [path for path in named if path.lower().endswith(tuple(FORMATS))]
    downloads += [path for path in named if path not in pictures]
    _report_names(
        [page.source.path for page in project.pages], {*pictures, *downloads}, diagnostics
    )
    _report_secrets({*downloads}, project, files, cache.file_cache, diagnostics)
    media = [page.media for page in project.pages]
    own = None if project.site.options.trust else {*site_files(project)[1], *named}
    published, copies = publish(files, pictures, downloads, media, cache.file_cache, own)
    if named:
        plain = {unquote(published.downloads.get(sheet, "")) for sheet in sheets}
        published, written = _rewritten_styles(sheets, published, files)
        copies = [*(file for file in copies if f"/{file.path}" not in plain), *written]
    if project.site.options.webp:
        published, smaller = add_webp(published, {file.path: file for file in copies}, cache)
        copies += smaller
    return published, copies


def _report_names(pages: Sequence[str], files: set[str], diagnostics: Diagnostics) -> None:
    """Report names that are one file on macOS or Windows; the addresses of pages tell theirs."""
    firsts = {folded(path): path for path in reversed(pages)}
    for path in sorted(files.difference(pages)):
        first = firsts.setdefault(folded(path), path)
        if first == path:
            continue
        message = f"`{first}` and `{path}` are one file on macOS and Windows"
        if normalize("NFC", first) == normalize("NFC", path):
            message = f"`{path}` exists twice, in two Unicode forms: one file on macOS"
        diagnostics.report(
            Rule.FILE_NAMES_DIFFER, Position(path), message, "give one of them another name"
        )


def _report_secrets(
    paths: set[str],
    project: Project,
    files: CourseFiles,
    file_cache: FileCache,
    diagnostics: Diagnostics,
) -> None:
    """Report tokens and keys in files that are offered; those in pages are reported there."""
    for path in sorted(paths.difference(page.source.path for page in project.pages)):
        with suppress(OSError, OutsideCourseError):
            if file := files.find(path):
                file_cache.report_secret(file, path, diagnostics)


def _named_in_style(sheets: Sequence[str], files: CourseFiles) -> list[str]:
    """Return the files that the style sheets of the course name."""
    named = (
        file.path
        for sheet in sheets
        for file in named_files(style_text(sheet, files), sheet, files)
        if file.exists
    )
    return [*dict.fromkeys(named)]


def _rewritten_styles(
    sheets: Sequence[str], published: Published, files: CourseFiles
) -> tuple[Published, list[Artifact]]:
    """Return the style sheets with the addresses that their files have on the site."""
    addresses = dict(published.addresses)
    up = "../" * 2  # from files/<digest>/
    written: dict[str, Artifact] = {}
    for sheet in sheets:
        text = rewrite(
            style_text(sheet, files),
            sheet,
            lambda path: up + addresses[path].lstrip("/") if path in addresses else "",
        )
        name = f"files/{digest_of('style', text)[:8]}/{sheet.rpartition('/')[2]}"
        addresses[sheet] = f"/{name}"
        written[sheet] = Artifact(name, text.encode(), named=True)
    downloads = {**published.downloads, **{sheet: addresses[sheet] for sheet in sheets}}
    return replace(published, downloads=downloads), [*written.values()]
