"""The table of contents given by the folders."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from neuromatch_site.config.toc import TocItem
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import Folder
from neuromatch_site.filesystem.globs import is_excluded
from neuromatch_site.filesystem.page_names import PAGES
from neuromatch_site.readers.order import INDEX_FILES, file_order, name_order
from neuromatch_site.readers.slugs import file_title


def is_page(path: str) -> bool:
    """Return whether a file is a page, by its name."""
    return path.lower().endswith(PAGES)


def implied_toc(folder: Folder, exclude: Sequence[str]) -> tuple[TocItem, ...]:
    """Return the pages of the course in the order of their names, each folder as a group.

    The front page comes first: an index of the course folder, else the first page. Source:
    ``projectFromPath`` of myst-cli.
    """
    items = _items(folder, exclude)
    front = _front(file_paths(items))
    rest = _without(items, front) if front else items
    return (TocItem(file=front, position=Position(front)), *rest) if front else rest


def _items(folder: Folder, exclude: Sequence[str]) -> tuple[TocItem, ...]:
    """Return the pages of a folder, then its folders that have any."""
    prefix = f"{folder.path}/" if folder.path else ""
    names = sorted((name for name in folder.files if is_page(name)), key=file_order)
    paths = [path for name in names if not is_excluded(path := prefix + name, exclude)]
    pages = [TocItem(file=path, position=Position(path)) for path in paths]
    groups = []
    for below in sorted(folder.folders, key=lambda folder_below: name_order(folder_below.path)):
        if is_excluded(below.path, exclude) or "myst.yml" in below.files:
            continue
        if children := _items(below, exclude):
            title = file_title(below.path.rpartition("/")[2])
            position = Position(below.path)
            groups.append(TocItem(title=title, children=children, position=position))
    return (*pages, *groups)


def file_paths(items: Sequence[TocItem]) -> Iterator[str]:
    """Yield the files of a toc, in their order."""
    for item in items:
        if item.file:
            yield item.file
        yield from file_paths(item.children)


def _front(paths: Iterator[str]) -> str:
    """Return the front page: an index of the course folder, else the first page of its kind."""
    known = list(paths)
    by_name = {path.lower(): path for path in reversed(known)}
    for name in INDEX_FILES:
        if name in by_name:
            return by_name[name]
    return next((path for end in PAGES for path in known if path.lower().endswith(end)), "")


def _without(items: Sequence[TocItem], front: str) -> tuple[TocItem, ...]:
    """Return the items without the front page, and without a group that has no other."""
    pages = []
    for item in items:
        if item.file == front:
            continue
        children = _without(item.children, front)
        if item.file or children:
            pages.append(replace(item, children=children))
    return tuple(pages)
