r"""Texts that are used without markup: titles, descriptions, keywords.

They are used in ``<title>``, feeds, JSON-LD, CITATION.cff and Zenodo, which do not support
Markdown, so its markup is removed when the text is read.
"""

import re

from neuromatch_site.config.fields import Kind, Report
from neuromatch_site.config.kinds import TEXT
from neuromatch_site.config.value import Value
from neuromatch_site.markup.rich_text import plain_of
from neuromatch_site.markup.tex_text import tex_to_text

_MAY_BE_MARKED = re.compile(r"[*_`$\[\\<~^]")
# Code and formulas first: what stands in them is no mark.
_PART = re.compile(
    r"(?:\{(?P<role>[\w:-]+)\})?(?<!`)(?P<ticks>`++)(?P<code>.{1,300}?)(?P=ticks)(?!`)"
    r"|(?P<math>\$(?=\S)[^$\n]+?(?<=\S)\$(?!\d))"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|!?\[(?P<link>[^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)",
    re.DOTALL,
)
# Bounded, so that a long text with many marks is read in linear time. Marks inside words stay:
# `2*3*4`, `snake_case`, `C*-algebra`; so does a name such as `__init__`.
_MARKED = re.compile(
    r"(?<![\w*])(?P<stars>\*{1,3})(?=[^\s*])(?P<starred>.{1,300}?)(?<=[^\s*])(?P=stars)(?![\w*])"
    r"|(?<!\w)(?!__\w+__(?!\w))(?P<lines>_{1,2})(?=[^\s_])(?P<lined>.{1,300}?)(?<=[^\s_])(?P=lines)(?!\w)"
    r"|(?<![~^])(?P<script>[~^])(?P<scripted>[^\s~^]{1,20})(?P=script)(?![~^])"
    r"|~~(?=\S)(?P<struck>.{1,300}?)(?<=\S)~~",
    re.DOTALL,
)
_HOLE = re.compile("\0([0-9]+)\0")


def without_marks(text: str) -> str:
    """Return a text without Markdown markup: ``*brain* $x^2$`` -> ``brain x2``."""
    if not _MAY_BE_MARKED.search(text):
        return text
    parts: list[str] = []

    def hole(match: re.Match[str]) -> str:
        if match["link"] is not None:
            return match["link"]
        math = f"${match['code']}$" if match["role"] == "math" else match["math"]
        parts.append(plain_of(tex_to_text(math)) if math else match["code"] or match["escaped"])
        return f"\0{len(parts) - 1}\0"

    text = _PART.sub(hole, text.replace("\0", ""))
    previous = ""
    while previous != text:  # outer marks first, then those inside them
        previous = text
        text = _MARKED.sub(lambda match: match[match.lastgroup or 0], text)
    return _HOLE.sub(lambda match: parts[int(match[1])], text)


def _read_plain_text(value: Value, report: Report) -> str | None:
    text = TEXT.read(value, report)
    return text and without_marks(text)


def _read_title(value: Value, report: Report) -> str | None:
    text = TEXT.read(value, report)
    return text and plain_of(without_marks(text))


PLAIN_TEXT = Kind(_read_plain_text, TEXT.schema)
"""A text without markup."""

TITLE = Kind(_read_title, TEXT.schema)
"""A title without markup, and without the elements of CSL: ``<i>C. elegans</i>``."""
