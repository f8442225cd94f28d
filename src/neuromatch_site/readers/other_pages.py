"""Pages in reStructuredText and R Markdown -> MyST."""

import re

from neuromatch_site.filesystem.page_names import GENERAL_INDEX
from neuromatch_site.myst.parser.restructured import as_myst

_CHUNK = re.compile(
    r"^(?P<fence>`{3,})\{(?P<language>[A-Za-z]\w*)(?P<options>(?:[ ,][^}\n]*)?)\}[ \t]*$",
    re.MULTILINE,
)
_TAGS = {"include": "remove-cell", "echo": "remove-input", "eval": "skip-execution"}
"""What an option of a chunk means where it is ``FALSE``."""


_INDEX = "```{show-index}\n```\n"


def page_as_myst(path: str, text: str) -> str:
    """Return the text of a page as MyST, by its file's name; MyST is unchanged."""
    if path.rpartition("/")[2] == GENERAL_INDEX:
        return f"{text.rstrip() or '# Index'}\n\n{_INDEX}" if "{show-index}" not in text else text
    if path.endswith(".rst"):
        return as_myst(text)
    return _CHUNK.sub(_cell_start, text) if path.endswith(".Rmd") else text


def _cell_start(chunk: re.Match[str]) -> str:
    """Return the start of a code cell, its options as tags. Source: "R Markdown", "Code Chunks"."""
    options = chunk["options"].replace(" ", "")
    tags = [tag for name, tag in _TAGS.items() if re.search(rf"\b{name}=F(?:ALSE)?\b", options)]
    option = f"\n:tags: [{', '.join(tags)}]" if tags else ""
    return f"{chunk['fence']}{{code-cell}} {chunk['language']}{option}"
