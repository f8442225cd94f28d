"""Show a changed page that is open in a browser before its full build: within 100 ms."""

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.model.course import Page
from neuromatch_site.pipeline.context import OpenPages
from neuromatch_site.pipeline.read_page import cached_page, page_key, read_page
from neuromatch_site.pipeline.render_site import Rendering, files_of, render_one

_OF_THE_PAGE_ALONE = frozenset({"position", "words", "links"})
"""Facts that change nothing outside of their page."""


def refresh(rendering: Rendering, preview: OpenPages) -> None:
    """Show open pages that changed, rendered with the rest of the last build.

    Only if no fact has changed that other pages use. The result is cached: the build that follows
    uses it if it is right, and replaces it if not.
    """
    reading = rendering.reading
    now = replace(rendering, reading=replace(reading, files=reading.files.again()))
    urls = preview.urls()
    for page in rendering.site.project.pages:
        if page.source.url in urls:
            _show(page, now, preview)


def _show(page: Page, rendering: Rendering, preview: OpenPages) -> None:
    source, reading, cache = page.source, rendering.reading, rendering.cache
    key = page_key(source, reading)
    if cached_page(key, reading, cache) is not None:
        return
    read = cache.put_page(key, read_page(source, reading))
    if alike(read.facts, page.facts) and read.frontmatter == page.frontmatter:
        now = replace(rendering, keys={**rendering.keys, source.path: key})
        preview.show(files_of(render_one(read, now), now))


def alike(first: object, other: object) -> bool:
    """Return whether two facts are equal except for their positions."""
    if isinstance(first, Struct):
        names = [name for name in first.__struct_fields__ if name not in _OF_THE_PAGE_ALONE]
        same = type(first) is type(other)
        return same and all(alike(getattr(first, name), getattr(other, name)) for name in names)
    if isinstance(first, list | tuple) and isinstance(other, list | tuple):
        return len(first) == len(other) and all(map(alike, first, other))
    return first == other
