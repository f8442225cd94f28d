"""The table of contents: which files are pages, in which order, at which URLs."""

from collections.abc import Container, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config import BOOK, BOOK_TOC, MYST, Config
from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.config.site import Redirect
from neuromatch_site.config.toc import TocItem
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule, Severity
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, Folder
from neuromatch_site.filesystem.globs import is_excluded
from neuromatch_site.model.course import PageSource, TocEntry
from neuromatch_site.readers.addresses import make_addresses, page_name
from neuromatch_site.readers.implied_toc import implied_toc, is_page
from neuromatch_site.readers.linked_pages import with_linked_pages
from neuromatch_site.readers.listed_toc import given_toc
from neuromatch_site.readers.slugs import file_title, is_device, slug
from neuromatch_site.urls import url_scheme


class Toc(Struct, frozen=True, kw_only=True):
    """The pages of the course, and their order."""

    sources: tuple[PageSource, ...]
    """The front page first; hidden pages last."""
    entries: tuple[TocEntry, ...]
    """The displayed entries; titles of pages are empty unless the toc sets them."""
    redirects: tuple[Redirect, ...] = ()
    """From the URLs that Jupyter Book 1 gave the pages."""


def load_toc(config: Config, files: CourseFiles, diagnostics: Diagnostics) -> Toc | None:
    """Return the table of contents; None if no site can be written.

    That is without a page, and with two pages at one URL.
    """
    items = _items(config, files, diagnostics)
    pages = _listed_pages(items, diagnostics)
    if not pages:
        _report_no_page(config, diagnostics)
        return None
    urls = _urls(pages, config, diagnostics)
    if urls is None:
        return None
    sources = _sources(pages, urls)
    return Toc(
        sources=sources,
        entries=_visible_entries(items, urls),
        redirects=_redirects(sources) if config.path == BOOK else (),
    )


def resolve_toc(toc: Toc, pages: Mapping[str, Frontmatter]) -> tuple[TocEntry, ...]:
    """Return the entries with the titles of pages, by path, unless the toc sets them."""
    return _resolved(toc.entries, pages)


def leave_out(toc: Toc, paths: Container[str]) -> Toc:
    """Return the toc without these pages; their children move up."""
    return replace(
        toc,
        sources=tuple(source for source in toc.sources if source.path not in paths),
        entries=_entries_without(toc.entries, paths),
        redirects=tuple(item for item in toc.redirects if item.position.path not in paths),
    )


def _entries_without(entries: Sequence[TocEntry], paths: Container[str]) -> tuple[TocEntry, ...]:
    result: list[TocEntry] = []
    for entry in entries:
        children = _entries_without(entry.children, paths)
        result += children if entry.path in paths else [replace(entry, children=children)]
    return tuple(result)


def _resolved(
    entries: Sequence[TocEntry], pages: Mapping[str, Frontmatter]
) -> tuple[TocEntry, ...]:
    return tuple(
        replace(
            entry,
            title=entry.title or _page_title(entry, pages.get(entry.path)),
            children=_resolved(entry.children, pages),
        )
        for entry in entries
    )


def _page_title(entry: TocEntry, page: Frontmatter | None) -> str:
    """Return the title that a page gives itself, else the one that its file's name gives."""
    own = (page.short_title or page.title) if page else ""
    return own or file_title(page_name(entry.path)) or entry.url


def _items(config: Config, files: CourseFiles, diagnostics: Diagnostics) -> tuple[TocItem, ...]:
    """Return the toc that is given, its files found; else the one that the folders imply."""
    exclude = config.project.exclude
    folder = files.tree()
    _report_names(folder, exclude, diagnostics)
    if config.project.toc is not None:
        items = _hiding(given_toc(config.project.toc, files, exclude, diagnostics))
        if config.toc_path != BOOK_TOC or config.project.only_toc:
            return items
        return with_linked_pages(items, [item.file for item in _files(items)], files, exclude)
    for path in _refused(folder):
        if is_page(path):
            message = f"`{path}` is outside the course folder or does not exist"
            diagnostics.report(Rule.PATH_INSIDE_COURSE, Position(path), message, "copy the file")
    return implied_toc(folder, exclude)


def _hiding(items: Sequence[TocItem], *, hidden: bool = False) -> tuple[TocItem, ...]:
    """Return the toc in which a hidden group hides what stands below it; a page only itself."""
    return tuple(
        replace(
            item,
            hidden=hidden or item.hidden,
            children=_hiding(item.children, hidden=hidden or (item.hidden and not item.file)),
        )
        for item in items
    )


def _refused(folder: Folder) -> Iterator[str]:
    for name in folder.refused:
        yield f"{folder.path}/{name}" if folder.path else name
    for below in folder.folders:
        yield from _refused(below)


def _report_names(folder: Folder, exclude: Sequence[str], diagnostics: Diagnostics) -> None:
    """Report files and folders that no page can name: not UTF-8, or too deep."""
    for name in folder.not_utf8:
        path = f"{folder.path}/{name}" if folder.path else name
        message = f"the file name `{path}` is not UTF-8; it is not part of the course"
        diagnostics.report(Rule.ENCODING, Position(path), message, "rename it")
    for name in folder.too_deep:
        path = f"{folder.path}/{name}"
        if not is_excluded(path, exclude):
            message = "folders are nested too deeply; this one is left out"
            hint = "move it up, or leave it out with `exclude`"
            diagnostics.report(Rule.MYST_FILE_LOADS, Position(path), message, hint)
    for below in folder.folders:
        _report_names(below, exclude, diagnostics)


def _listed_pages(items: Sequence[TocItem], diagnostics: Diagnostics) -> dict[str, TocItem]:
    """Return the pages by path, in the order of the toc; one that stands twice is reported."""
    pages: dict[str, TocItem] = {}
    for item in _files(items):
        first = pages.setdefault(item.file, item)
        if first is not item:
            message = f"`{item.file}` is in the toc twice (first on line {first.position.line})"
            diagnostics.report(Rule.TOC_DUPLICATE, item.position, message, "remove one of the two")
    return pages


def _report_no_page(config: Config, diagnostics: Diagnostics) -> None:
    """Report that there is no page, where no error before has said why."""
    if not any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        place = Position(config.toc_path or config.path or "index.md")
        hint = "create a file `index.md`"
        diagnostics.report(Rule.COURSE_EXISTS, place, "the course has no page", hint)


def _files(items: Sequence[TocItem]) -> Iterator[TocItem]:
    for item in items:
        if item.file:
            yield item
        yield from _files(item.children)


def _urls(
    pages: Mapping[str, TocItem], config: Config, diagnostics: Diagnostics
) -> Mapping[str, str] | None:
    """Return the address of each page; None, and reports, where two have the same."""
    paths = list(pages)
    front = "index" if config.toc_path == MYST else slug(page_name(paths[0]))
    addresses = make_addresses(paths, folders=config.site.options.folders, front=front)
    for clash in addresses.clashes:
        message = f"`{clash.first}` and `{clash.second}` are both at `{clash.url}`"
        place = pages[clash.second].position
        hint = "rename one of the two, or list it under `exclude:`"
        diagnostics.report(Rule.DUPLICATE_OUTPUT, place, message, hint)
    if addresses.clashes:
        return None
    return {path: _safe(url, pages[path], diagnostics) for path, url in addresses.urls.items()}


def _safe(url: str, item: TocItem, diagnostics: Diagnostics) -> str:
    """Return an address that every system can have a folder for."""
    parts = url.split("/")
    if not any(is_device(part) for part in parts):
        return url
    message = f"`{url}` cannot be a folder on Windows"
    diagnostics.report(Rule.SLUG_VALID, item.position, message, "rename the file")
    return "/".join(f"page-{part}" if is_device(part) else part for part in parts)


def _sources(pages: Mapping[str, TocItem], urls: Mapping[str, str]) -> tuple[PageSource, ...]:
    """Return the pages in the order of the toc; those that it hides come last."""
    listed = [path for path, item in pages.items() if not item.hidden]
    hidden = [path for path, item in pages.items() if item.hidden]
    return tuple(
        PageSource(
            path=path,
            url=urls[path],
            index=index,
            title=pages[path].title,
            in_toc=not pages[path].hidden,
        )
        for index, path in enumerate([*listed, *hidden])
    )


def _visible_entries(items: Sequence[TocItem], urls: Mapping[str, str]) -> tuple[TocEntry, ...]:
    """Return what is shown; what stands below a hidden entry moves up."""
    entries: list[TocEntry] = []
    for item in items:
        children = _visible_entries(item.children, urls)
        if item.hidden:
            entries.extend(children)
            continue
        entry = TocEntry(
            title=item.title,
            url=urls.get(item.file, item.url),
            path=item.file,
            children=children,
            external=bool(url_scheme(item.url)),
            numbered=item.numbered,
            level=item.level,
        )
        entries.append(entry)
    return tuple(entries)


def _redirects(sources: Sequence[PageSource]) -> tuple[Redirect, ...]:
    """Return redirects from ``folder/page.html``, where Jupyter Book 1 has its pages."""
    old = [(f"/{source.path.rpartition('.')[0]}.html", source) for source in sources]
    return tuple(
        Redirect(source=url, target=source.url, position=Position(source.path))
        for url, source in old
        if url != f"{source.url}index.html"
    )
