"""Pages that a Jupyter Book 1 builds although they are not in its toc: others link to them.

Source: its documentation, "Configuration reference": ``only_build_toc_files: false``.
"""

import re
from collections.abc import Iterator, Sequence

from neuromatch_site.config.toc import TocItem
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.filesystem.globs import is_excluded
from neuromatch_site.filesystem.page_names import PAGES
from neuromatch_site.readers.addresses import make_addresses, page_name
from neuromatch_site.readers.implied_toc import is_page
from neuromatch_site.readers.slugs import slug

_LINK = re.compile(
    rb"\]\(\s*<?(?P<url>[^\s()<>\"\\]+)"
    rb"|\{doc\}`(?:[^`<>]*<)?(?P<doc>[^`<>\n]+?)>?`"
    rb"|^\[[^\]\n]+\]:[ \t]*(?P<definition>\S+)"
    rb"|\bhref\s*=\s*\\?[\"'](?P<href>[^\"'\\\n]+)",
    re.MULTILINE,
)
_CODE = re.compile(rb"^(?P<fence>`{3,}|~{3,})(?!\{).*?^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)
_LARGEST = 20_000_000


def with_linked_pages(
    items: Sequence[TocItem], named: Sequence[str], files: CourseFiles, exclude: Sequence[str]
) -> tuple[TocItem, ...]:
    """Return a toc with all pages that can be reached by links from ``named``.

    They are hidden: built, but not in the menu.
    """
    front = slug(page_name(named[0])) if named else ""
    taken = set(make_addresses(named, folders=True, front=front).urls.values())
    pages, known = [*named], set(named)
    for page in pages:  # which grows
        for path in _linked(page, files):
            if path in known or is_excluded(path, (*exclude, "_build/**")):
                continue
            known.add(path)
            url = make_addresses([named[0], path], folders=True, front=front).urls[path]
            if url not in taken:
                taken.add(url)
                pages.append(path)
    more = (
        TocItem(file=path, hidden=True, position=Position(path)) for path in pages[len(named) :]
    )
    return (*items, *more)


def _linked(page: str, files: CourseFiles) -> Iterator[str]:
    """Yield the paths of the pages that a page links to, in their order."""
    file = files.find(f"/{page}")
    if file is None or file.stat().st_size > _LARGEST:
        return
    text = file.read_bytes()
    for link in _LINK.finditer(_CODE.sub(b"", text) if page.endswith(".md") else text):
        url = next(filter(None, link.groups())).decode(errors="replace")
        path = url.partition("#")[0].partition("?")[0]
        if not path or ":" in path:
            continue
        names = (path, *(path.removesuffix(".html") + ending for ending in PAGES))
        try:
            located = [files.locate(name, page) for name in names if files.find(name, page)]
        except OutsideCourseError:
            continue
        yield from [path for path in located if is_page(path)][:1]
