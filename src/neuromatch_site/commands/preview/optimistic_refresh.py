"""A page that somebody looks at, shown ahead of the build that its change begins."""

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.course import Page
from neuromatch_site.pipeline.read_page import page_key, read_page, recalled_page
from neuromatch_site.pipeline.render_site import Stage, Viewers, files_of, render_one

_OF_THE_PAGE_ALONE = frozenset({"position", "words", "links"})
"""Facts that change nothing outside of their page."""


def glance(stage: Stage, viewers: Viewers) -> None:
    """Show pages that changed as the course of the last build has them.

    Only where nothing changed that the rest of the course knows of a page. What is made is
    remembered: the build that follows takes it where it comes to the same, and sets it right
    where it does not.
    """
    files = CourseFiles(stage.course.files.root, stage.course.files.translation)
    now = replace(stage, course=replace(stage.course, files=files))
    looking_at = viewers.looking_at()
    for page in stage.site.project.pages:
        if page.source.url in looking_at:
            _show(page, now, viewers)


def _show(page: Page, stage: Stage, viewers: Viewers) -> None:
    source, course, memory = page.source, stage.course, stage.memory
    key = page_key(source, course)
    if recalled_page(key, course, memory) is not None:
        return
    read = memory.put_page(key, read_page(source, course))
    if alike(read.facts, page.facts) and read.frontmatter == page.frontmatter:
        now = replace(stage, keys={**stage.keys, source.path: key})
        viewers.show(files_of(read, render_one(read, now), now))


def alike(one: object, other: object) -> bool:
    """Return whether two facts are the same but for where they stand."""
    if isinstance(one, Struct):
        names = [name for name in one.__struct_fields__ if name not in _OF_THE_PAGE_ALONE]
        same = type(one) is type(other)
        return same and all(alike(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return one == other
