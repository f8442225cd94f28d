"""What other pages may need to know of a page."""

from neuromatch_site.ast.nodes import Root
from neuromatch_site.config.frontmatter import PageFrontmatter
from neuromatch_site.project import PageFacts, PageSource


def facts_of(content: Root, frontmatter: PageFrontmatter, source: PageSource) -> PageFacts:
    """Return the facts of a page whose tree is transformed."""
    return PageFacts(title=frontmatter.title or source.title)
