"""Pages generated from data files, before they are parsed."""

from msgspec import Struct

from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.model.course import PageSource


class GeneratedPage(Struct, frozen=True, kw_only=True):
    """A page generated from a data file, such as that of a talk, before it is parsed."""

    source: PageSource
    frontmatter: PageFrontmatter
    texts: tuple[MarkdownText, ...] = ()
    """Its Markdown, each part with its position in the data file."""
    facts: str = ""
    """The other values of the layout as Markdown, for the source of the page."""

    @property
    def text(self) -> str:
        """The whole page as Markdown, for the source of the page."""
        parts = (
            f"# {self.frontmatter.title}",
            self.facts,
            *(section.text for section in self.texts),
        )
        return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"
