"""Tree -> the same tree, changed: every step between a parsed and a resolved page, in order."""

from collections.abc import Callable

from neuromatch_site.ast.nodes import Root
from neuromatch_site.config.frontmatter import PageFrontmatter
from neuromatch_site.diagnostics import Diagnostics
from neuromatch_site.project import Page, Project
from neuromatch_site.transforms._context import PageContext
from neuromatch_site.transforms._lookup import Lookup
from neuromatch_site.transforms.facts import facts_of
from neuromatch_site.transforms.join import join

__all__ = [
    "PAGE_TRANSFORMS",
    "PROJECT_TRANSFORMS",
    "Lookup",
    "PageContext",
    "facts_of",
    "join",
    "resolve_page",
    "transform_page",
]

PageTransform = Callable[[Root, PageContext, Diagnostics], None]
ProjectTransform = Callable[[Root, Lookup, Diagnostics], None]

PAGE_TRANSFORMS: tuple[PageTransform, ...] = ()
"""What one page needs of itself alone, in order, each line with its reason."""

PROJECT_TRANSFORMS: tuple[ProjectTransform, ...] = ()
"""What a page needs of the others, in order, each line with its reason."""


def transform_page(
    content: Root, context: PageContext, diagnostics: Diagnostics
) -> PageFrontmatter:
    """Change the tree of a page by every page transform, in order.

    Returns the front matter, with the title that the first heading gave.
    """
    for transform in PAGE_TRANSFORMS:
        transform(content, context, diagnostics)
    return context.frontmatter


def resolve_page(
    page: Page, project: Project, diagnostics: Diagnostics, asked: set[str] | None = None
) -> Root:
    """Return a copy of the page's tree with everything in it that other pages have a say in.

    Reads no file. ``asked`` collects what was looked up beside the page: ``target:<identifier>``,
    ``page:<path>``, ``term:<term>``, ``citation:<key>``, ``embed:<identifier>``; the resolved
    page changes only with the page itself, and with what these keys lead to.
    """
    lookup = Lookup(project, page, set() if asked is None else asked)
    content = page.content
    for transform in PROJECT_TRANSFORMS:
        transform(content, lookup, diagnostics)
    return content
