"""Coloured code says what its source says, in every language that can be named."""

import html
import re
from itertools import product

import pytest
from pygments.lexers import get_all_lexers

from neuromatch_site.render.highlight import highlight

_LANGUAGES = sorted(aliases[0] for _, aliases, _, _ in get_all_lexers() if aliases)
_TEXTS = (
    "$ pip install brainbox",
    "$ brainbox --version\n2.1",
    "> mean(c(1, 2))",
    ">>> 1 + 1",
    "- old\n+ new",
    "  indented = \"a\" <b> & 'c'\n\n\nlast",
    "\n\nx",
)


@pytest.mark.slow
def test_the_text_of_a_block_is_the_text_of_its_source() -> None:
    blocks = product(_LANGUAGES, _TEXTS, ("", "\n"))
    shown = {block: highlight(block[1] + block[2], block[0]) for block in blocks}
    plain = {block: html.unescape(re.sub("<[^>]+>", "", shown[block])) for block in shown}
    assert len(_LANGUAGES) > 500
    assert not [block for block in plain if plain[block] != block[1]]


@pytest.mark.parametrize("language", ["console", "pycon", "diff", "tex", "nginx", "fortran"])
def test_the_last_line_is_coloured_like_the_others(language: str) -> None:
    line = {"console": "$ ls", "pycon": ">>> f(1)", "diff": "+ new"}.get(language, "a = 1")
    alone = str(highlight(line, language))
    assert alone == str(highlight(f"{line}\n{line}", language)).partition("\n")[0]
    assert '"err"' not in alone or language == "fortran"
