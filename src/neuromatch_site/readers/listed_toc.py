"""The table of contents of ``myst.yml`` or ``_toc.yml``: names -> files."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cmp_to_key
from glob import escape

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.toc import TocItem
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError, is_folder
from neuromatch_site.filesystem.globs import glob_select, is_excluded
from neuromatch_site.filesystem.page_names import EVERY_PAGE, OTHER_PAGES, PAGES
from neuromatch_site.readers.addresses import page_name
from neuromatch_site.readers.implied_toc import file_paths, is_page
from neuromatch_site.readers.order import file_order, name_order


def given_toc(
    items: Sequence[TocItem],
    files: CourseFiles,
    exclude: Sequence[str],
    diagnostics: Diagnostics,
) -> tuple[TocItem, ...]:
    """Return the toc with each file as its path and each pattern as its matches.

    A missing file is reported and left out; its children move up.
    """
    if items and not (items[0].file or items[0].pattern):
        message = "the toc does not start with a page"
        hint = "the first entry is the front page: write `file: index.md`"
        diagnostics.report(Rule.VALID_TOC, items[0].position, message, hint)
    finder = _Found(files, exclude, diagnostics, written=frozenset(file_paths(items)))
    named = finder.named(items)
    finder.taken.update(file_paths(named))
    return finder.matched(named)


_ENDS = (PAGES, OTHER_PAGES)


class _Found(Struct):
    """Finds the files of a toc."""

    files: CourseFiles
    exclude: Sequence[str]
    diagnostics: Diagnostics
    written: frozenset[str] = frozenset()
    """The entries as written."""
    taken: set[str] = field(default_factory=set)
    """Pages in the toc, or matched by an earlier pattern."""
    all_pages: list[str] | None = None
    """Every page in the course folder that is not excluded, sorted; computed on demand."""

    def named(self, items: Sequence[TocItem]) -> tuple[TocItem, ...]:
        """Return the items whose files exist, by their paths."""
        items_there: list[TocItem] = []
        for item in items:
            children = self.named(item.children)
            path = self.locate(item) if item.file else ""
            if item.file and not path:
                items_there.extend(children)
            else:
                items_there.append(replace(item, file=path, children=children))
        return tuple(items_there)

    def matched(self, items: Sequence[TocItem]) -> tuple[TocItem, ...]:
        """Return the items with patterns replaced by their matches."""
        result: list[TocItem] = []
        for item in items:
            if item.pattern:
                result.extend(self.matches(item))
            else:
                result.append(replace(item, children=self.matched(item.children)))
        return tuple(result)

    def matches(self, item: TocItem) -> Iterator[TocItem]:
        """Yield an entry for each page that matches a pattern and has no other entry."""
        matching = glob_select(item.pattern, self.pages())
        new = in_order(path for path in matching if path not in self.taken)
        if not new:
            message = f"`{item.pattern}` matches no page"
            hint = "everything it matches is already in the toc" if matching else ""
            self.report(Rule.TOC_CONTENTS_EXIST, item, message, hint)
        self.taken.update(new)
        for path in reversed(new) if item.descending else new:
            yield replace(item, pattern="", file=path)

    def locate(self, item: TocItem) -> str:
        """Return the path of the page of an entry; empty, with a report, if there is none."""
        try:
            ways = ((item.file,), *([item.file + end for end in ends] for ends in _ENDS))
            located = next(filter(None, (self.there(*names) for names in ways)), [])
        except OutsideCourseError:
            hint = (
                "write forward slashes"
                if "\\" in item.file
                else self.files.root_hint(item.file, "", "pages must be inside the course folder")
            )
            message = f"`{item.file}` is outside the course folder"
            self.report(Rule.PATH_INSIDE_COURSE, item, message, hint)
            return ""
        pages = [path for path in located if is_page(path) or path.endswith(EVERY_PAGE)]
        if not pages:
            named = self.files.locate(item.file)
            self.report(Rule.TOC_CONTENTS_EXIST, item, *self.missing(named, located))
        elif len(pages) > 1:
            message = f"`{item.file}` may be " + " or ".join(f"`{path}`" for path in pages)
            self.report(Rule.TOC_CONTENTS_EXIST, item, message, f"write `{pages[0]}`")
        return pages[0] if pages else ""

    def there(self, *names: str) -> list[str]:
        """Return the paths of those names that are files of the course."""
        return [self.files.locate(name) for name in names if self.files.find(name)]

    def missing(self, path: str, located: Sequence[str]) -> tuple[str, str]:
        """Return what is wrong with a path that is not a page, and what to write instead."""
        if located:
            ends = " or ".join(f"`{end}`" for end in PAGES)
            return f"`{located[0]}` is not a page", f"pages end in {ends}"
        if is_folder(self.files.root / path):
            return f"`{path}` is a folder", f"write `pattern: {path}/**`"
        folder, name = _folder_and_name(path)
        beside = sorted((self.files.root / folder).glob(f"{escape(name)}.*"))
        if other := next((file.name for file in beside if file.is_file()), ""):
            return f"`{other}` is not a page", f"write it as {' or '.join(PAGES)}"
        near = self.nearest(path)
        if not near and (gone := self.missing_folder(folder)):
            message = f"page not found: there is no folder `{gone}`"
            return message, "copy or make it in the course folder, or correct the paths"
        return f"page not found: `{path}`", near or _NO_PAGE

    def missing_folder(self, folder: str) -> str:
        """Return the outermost folder of a path that does not exist."""
        parts = folder.split("/")
        paths = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
        return next((path for path in paths if not is_folder(self.files.root / path)), "")

    def nearest(self, path: str) -> str:
        """Return the page of the same folder, or of the same name, that may be meant."""
        from difflib import get_close_matches  # only for a mistake

        folder, name = _folder_and_name(path)
        beside = {
            page_name(page): page for page in self.pages() if _folder_and_name(page)[0] == folder
        }
        alike = [page for page in beside.values() if page.casefold() == path.casefold()]
        elsewhere = [page for page in self.pages() if _folder_and_name(page)[1] == name]
        close = [beside[stem] for stem in get_close_matches(page_name(path) or name, beside, n=1)]
        if near := alike or elsewhere or close:
            return f"did you mean `{near[0]}`?"
        new = [
            page for stem, page in beside.items() if not {page, f"{folder}/{stem}"} & self.written
        ]
        return f"`{new[0]}` beside it is in no toc: was it renamed?" if len(new) == 1 else ""

    def pages(self) -> list[str]:
        """Return every page in the course folder that is not excluded, sorted."""
        if self.all_pages is None:
            pages = (path for path in self.files.tree().walk() if is_page(path))
            included = (path for path in pages if not is_excluded(path, self.exclude))
            self.all_pages = sorted(included)
        return self.all_pages

    def report(self, rule: Rule, item: TocItem, message: str, hint: str) -> None:
        """Report a problem of an entry."""
        self.diagnostics.report(rule, item.position, message, hint)


_NO_PAGE = "create the page, or remove its entry"


def in_order(paths: Iterable[str]) -> list[str]:
    """Return paths in the order of mystmd's patterns. Source: ``comparePaths`` of myst-cli."""
    keys = {
        path: (file_order(_folder_and_name(path)[1]), (False, name_order(path))) for path in paths
    }

    def compare(path: str, other: str) -> int:
        whole = _folder_and_name(path)[0] != _folder_and_name(other)[0]
        first, second = keys[path][whole], keys[other][whole]
        return -1 if first < second else int(first > second)

    return sorted(sorted(keys), key=cmp_to_key(compare))


def _folder_and_name(path: str) -> tuple[str, str]:
    """Return the folder and the name of a path."""
    folder, _, name = path.rpartition("/")
    return folder, name
