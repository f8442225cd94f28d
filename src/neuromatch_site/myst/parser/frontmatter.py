"""Split the front matter of a page from its text."""

import re

from msgspec import Struct

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Source

_FENCE = re.compile(r"-{3,}[ \t]*$")


class PageText(Struct, frozen=True):
    """A page in its two parts; ``frontmatter`` is None where there is none."""

    frontmatter: Source | None
    body: Source


def split_frontmatter(source: Source, diagnostics: Diagnostics) -> PageText:
    """Return the YAML between the ``---`` lines that begin a page, and the rest of the page."""
    lines = source.text.split("\n")
    if not _FENCE.match(lines[0]):
        return PageText(None, source)
    closing = next((i for i in range(1, len(lines)) if _FENCE.match(lines[i])), None)
    if closing is None:
        return _unclosed(source, lines, diagnostics)
    yaml = source.part("\n".join(lines[1:closing]), 1)
    return PageText(yaml, source.part("\n".join(lines[closing + 1 :]), closing + 1))


def _unclosed(source: Source, lines: list[str], diagnostics: Diagnostics) -> PageText:
    """Report front matter that never ends; a lone rule at the top of a page is no mistake."""
    if len(lines) > 1 and re.match(r"[\w-]+:(\s|$)", lines[1]):
        diagnostics.report(
            Rule.FRONTMATTER_IS_YAML,
            source.at(),
            "the front matter is never closed",
            "close it with a line `---`",
        )
    return PageText(None, source)
