"""Pages generated from data files, before they are parsed."""

from msgspec import Struct

from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.model.course import PageSource


class GeneratedPage(Struct, frozen=True, kw_only=True):
    """A page that is made from a data file, such as that of a talk, before it is read."""

    source: PageSource
    frontmatter: PageFrontmatter
    texts: tuple[MarkdownText, ...] = ()
    """Its Markdown, each part with the place where it stands in the data file."""
    facts: str = ""
    """What the layout shows besides, in Markdown, for those who want to read the page so."""

    @property
    def text(self) -> str:
        """The whole page in Markdown, for those who want to read it so."""
        parts = (
            f"# {self.frontmatter.title}",
            self.facts,
            *(section.text for section in self.texts),
        )
        return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"
