"""Split the front matter of a page from its text."""

import re

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Source

_FENCE = re.compile(r"-{3,}[ \t]*$")
_LINE = re.compile(r"\s+\S|-\s|#|[\w-]+:(\s|$)")
"""A line of YAML, as front matter has it."""
_COMMENTS = re.compile(r"\s*(?:(?:<!--(?:(?!-->).)*+-->|%[^\n]*+)\s*)+", re.DOTALL)
"""What stands in no page and may stand before the front matter."""
_FEW = 60
"""Lines of comments above front matter, at most: licences are shorter."""
_DEDENT = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)


class PageText(Struct, frozen=True):
    """A page in two parts; ``frontmatter`` is None if there is none."""

    frontmatter: Source | None
    body: Source


def split_frontmatter(source: Source, diagnostics: Diagnostics) -> PageText:
    """Return the YAML between the ``---`` lines at the start of a page, and the rest."""
    lines = source.text.split("\n")
    if not _FENCE.match(lines[0]):
        below = _below(lines)
        if below is None:
            _report_toml(source, lines, diagnostics)
            return PageText(None, source)
        message = "the front matter does not begin on the first line; other programs do not read it"
        hint = "remove the text before the first `---`"
        diagnostics.warn(Rule.FRONTMATTER_IS_YAML, source.at(below), message, hint)
        rest = source.part("\n".join(lines[below:]), below)
        return split_frontmatter(replace(rest, text=_DEDENT.sub("---", rest.text, 1)), diagnostics)
    closing = next((i for i in range(1, len(lines)) if _FENCE.match(lines[i])), None)
    if closing is None:
        return _unclosed(source, lines, diagnostics)
    yaml = source.part("\n".join(lines[1:closing]), 1)
    return PageText(yaml, source.part("\n".join(lines[closing + 1 :]), closing + 1))


def _below(lines: list[str]) -> int | None:
    """Return the line of ``---`` below blank lines, comments or a space: of front matter."""
    above = _COMMENTS.match("\n".join(lines[:_FEW]))
    skipped = above[0].count("\n") if above else 0
    first = next((n for n, line in enumerate(lines) if n >= skipped and line.strip()), None)
    if first is None or first + 2 >= len(lines) or not _FENCE.match(lines[first].lstrip()):
        return None
    closing = next((i for i in range(first + 1, len(lines)) if _FENCE.match(lines[i])), None)
    inside = [line for line in lines[first + 1 : closing] if line.strip()] if closing else []
    return first if inside and all(_LINE.match(line) for line in inside) else None


def _report_toml(source: Source, lines: list[str], diagnostics: Diagnostics) -> None:
    """Report the front matter of Hugo: ``key = value`` between two lines ``+++``."""
    closed = lines[0].rstrip() == "+++" and any(line.rstrip() == "+++" for line in lines[1:])
    if closed and len(lines) > 1 and re.match(r"\w+\s*=\s*\S", lines[1]):
        message = "front matter in TOML is not supported"
        hint = "write it as YAML between two lines `---`: `title: ...`"
        diagnostics.report(Rule.FRONTMATTER_IS_YAML, source.at(), message, hint)


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
