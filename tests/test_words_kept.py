"""No word of an author vanishes: it is on the page, or a message says where it went."""

import html
import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from courses import Course, picture
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from neuromatch_site.diagnostics.diagnostic import Diagnostic

pytestmark = pytest.mark.slow

Make = Callable[[Mapping[str, str | bytes]], Course]

BLOCKS: Mapping[str, str] = {
    "paragraph": 'WORD *WORD* **WORD** `WORD` ~~WORD~~ [WORD](https://example.org) "WORD"',
    "heading": "## WORD `WORD`\n\nWORD",
    "setext": "WORD\n----\n\nWORD",
    "list": "- WORD\n  - WORD\n\n    WORD\n- [ ] WORD\n\n1. WORD\n   WORD",
    "quote": "> WORD\n>\n> WORD\n> -- WORD",
    "alert": "> [!NOTE]\n> WORD",
    "code": "```python\nWORD = 'WORD'\n```\n\n    WORD",
    "console": "```console\n$ WORD\n```",
    "table": "| WORD | WORD |\n| --- | --- |\n| WORD | *WORD* |",
    "cells": "| a | b |\n| - | - |\n| <ul><li>WORD</li></ul> | <p>WORD</p><p>WORD</p> |\n"
    "| x<br>WORD | <pre>WORD</pre> |",
    "html": "<div>\n\nWORD\n\n</div>\n\n<details><summary>WORD</summary>\n\nWORD\n\n</details>",
    "inline html": "A <b>WORD</b> <span>WORD</span> <ul>WORD<li>WORD</li></ul>"
    " <table>WORD<tr><td>WORD</td>WORD</tr></table>",
    "unknown html": "<WORD>WORD</WORD> and <blink>WORD</blink> <font>WORD</font>"
    " <center>WORD</center>",
    "refused html": "<form>WORD</form>\n\n<script>WORD</script>",
    "sounds": ":::{audio} no.mp3\nWORD\n:::\n\n![WORD](no.mp4)\n\n<audio>WORD</audio>",
    "definition": "WORD\n: WORD\n\n  WORD",
    "footnote": "Text[^N].\n\n[^N]: WORD\n\n    WORD",
    "admonition": ":::{note}\nWORD\n:::\n"
    "\n:::{admonition} WORD *WORD*\nWORD\n:::\n\n:::{tip} WORD\n:::",
    "unknown directive": ":::{nothing} WORD\n:option: WORD\n\nWORD\n:::",
    "unknown role": "{nothing}`WORD` and {abbr}`WORD (WORD)` and {kbd}`WORD` and {sub}`WORD`",
    "dropdown": ":::{dropdown} WORD\nWORD\n:::",
    "tabs": "::::{tab-set}\n:::{tab-item} WORD\nWORD\n:::\n:::{tab-item} WORD\nWORD\n:::\n::::",
    "card": ":::{card} WORD\nWORD\n^^^\nWORD\n+++\nWORD\n:::",
    "grid": "::::{grid} 2\nWORD\n\n:::{grid-item-card} WORD\nWORD\n:::\n::::",
    "figure": ":::{figure} p.png\n:alt: WORD\n\nWORD\n\nWORD\n:::",
    "linked table": ":::{table} WORD\n| a | WORD |\n| - | - |\n| WORD | b |\n:::",
    "list table": ":::{list-table} WORD\n:header-rows: 1\n\n"
    "* - WORD\n  - WORD\n* - WORD\n  - WORD\n:::",
    "csv table": ":::{csv-table} WORD\n:header: WORD, b\n\nWORD, WORD\n:::",
    "code block": "```{code} python\n:caption: WORD\nWORD\n```",
    "cell": "```{code-cell} python\nWORD = 1\n```",
    "exercise": ":::{exercise} WORD\n:label: exN\nWORD\n:::\n\n:::{solution} exN\nWORD\n:::",
    "proof": ":::{prf:theorem} WORD\nWORD\n:::",
    "aside": ":::{aside} WORD\nWORD\n:::\n\n:::{margin}\nWORD\n:::",
    "glossary": ":::{glossary}\nWORD\n: WORD\n:::",
    "blockquote": ":::{blockquote} WORD\nWORD\n:::\n\n:::{epigraph}\nWORD\n:::",
    "div": ":::{div}\n:class: x\nWORD\n:::\n\n::: {.y}\nWORD\n:::",
    "blocks": '+++ {"part": "abstract"}\n\nWORD\n\n+++ {"kind": "centered"}\n\nWORD\n\n+++',
    "foreign": '!!! note "WORD"\n    WORD\n\n:::note WORD\nWORD\n:::\n\n{{< WORD >}} \\(WORD\\)',
    "backticks": "```{admonition} The `WORD` function\nWORD\n```",
    "links": "[WORD](nowhere.md) [WORD](#nope) [WORD](scheme:x)"
    " [WORD][nope] <WORD:x> @WORD ![WORD](no.png)",
    "prices": "$5 WORD and $6 WORD",
    "open": ":::{note}\nWORD",
    "attributes": "{.big}\nWORD\n\n[WORD]{.small} {#idN}",
    "target": "(tN)=\nWORD",
    "environment": "- WORD\n\\begin{equation}\nx\n\\end{equation}\nWORD",
}
AROUND: Mapping[str, str] = {
    "a page": "{}",
    "an item": "- item\n\n{}",
    "a quote": "{}",
    "an admonition": "::::::{{note}}\n{}\n::::::",
    "a tab": ":::::::{{tab-set}}\n::::::{{tab-item}} Tab\n{}\n::::::\n:::::::",
    "a card": "::::::{{card}} Card\n{}\n::::::",
    "an exercise": "::::::{{exercise}} E\n{}\n::::::",
    "details": "<details>\n\n{}\n\n</details>",
}


def _numbered(text: str, numbers: Iterator[int]) -> str:
    text = re.sub("WORD", lambda _: f"word{next(numbers)}q", text)
    return re.sub(r"(?<=[\[\^xdt])N(?=\b)|\bN\b", str(next(numbers)), text)


def _inside(around: str, text: str) -> str:
    if around == "an item":
        text = "\n".join(f"  {line}" if line else line for line in text.split("\n"))
    if around == "a quote":
        return "\n".join(f"> {line}" for line in text.split("\n"))
    return AROUND[around].format(text)


@pytest.mark.parametrize("around", AROUND)
def test_every_word_is_on_the_page_or_in_a_message(course: Make, around: str) -> None:
    numbers = count(100)
    pages = {
        f"p{index}.md": f"# Page {index}\n\n{_inside(around, _numbered(text, numbers))}\n"
        for index, text in enumerate(BLOCKS.values())
    }
    files: dict[str, str | bytes] = {"index.md": "# Home\n", "p.png": picture("p.png", "40x30")}
    built = course({**files, **pages}).build()
    lost: dict[str, list[str]] = {}
    for name, (path, text) in zip(BLOCKS, pages.items(), strict=True):
        shown = _found(built.file(f"{path[:-3]}/index.html"), path, built.said)
        written = set(_words(text))
        assert written
        lost |= {name: sorted(written - shown)} if written - shown else {}
    assert not lost


FRONT_MATTER = """---
title: WORD
subtitle: WORD
description: WORD
keywords: [WORD]
authors: [{name: Ann WORD, affiliations: [{name: WORD}]}]
editors: [Bo WORD]
abstract: WORD *WORD*
plain_language_summary: WORD
keypoints: [WORD, WORD]
dedication: WORD
epigraph: WORD
data_availability: WORD
acknowledgments: WORD
parts: {notes: WORD}
copyright: WORD
downloads: [{url: "https://example.org/a", title: WORD}]
exports: [{format: pdf, output: p.png, title: WORD}]
banner: p.png
thumbnail: p.png
thumbnail_alt: WORD
html_meta: {robots: WORD}
abbreviations: {AB: WORD}
substitutions: {said: WORD}
site: {duration: WORD}
venue: WORD
nothing: WORD
---
Text with AB and {{ said }}.
"""


def test_every_word_of_front_matter_is_on_the_page_or_in_a_message(course: Make) -> None:
    text = _numbered(FRONT_MATTER, count(100))
    files: dict[str, str | bytes] = {
        "myst.yml": "version: 1\nsite: {options: {base_url: https://example.org/}}\n",
        "index.md": "# Home\n",
        "p.png": picture("p.png", "40x30"),
    }
    built = course({**files, "page.md": text}).build()
    shown = _found(built.file("page/index.html"), "page.md", built.said)
    told = {name for one in built.said for name in re.findall("`([^`]*)`", one.message)}
    lost = {line.partition(":")[0]: set(_words(line)) - shown for line in text.split("\n")}
    assert not {name: words for name, words in lost.items() if words and name not in told}
    assert told >= {"venue", "nothing"}


PNG = b64encode(picture("p.png", "40x30")).decode()
CELL = """#| label: cell
#| caption: WORD *WORD*
#| alt: WORD
WORD = 'WORD'
"""


def test_every_word_of_a_notebook_is_on_the_page_or_in_a_message(course: Make) -> None:
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "WORD"},
        {"output_type": "stream", "name": "stderr", "text": "WORD"},
        {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["WORD"]},
        *(
            {"output_type": "display_data", "metadata": {}, "data": {kind: "WORD", **plain}}
            for kind in ("text/html", "text/markdown", "text/latex", "text/plain")
            for plain in ({"text/plain": "WORD"} if kind == "text/plain" else {},)
        ),
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {"text/html": "<style>b{}</style><table><tr><td>WORD</td></tr></table>WORD"},
        },
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": PNG}},
    ]
    cells = [
        {"cell_type": "markdown", "metadata": {"tags": ["hide-cell"]}, "source": "WORD"},
        {"cell_type": "raw", "metadata": {}, "source": "WORD"},
        {
            "cell_type": "code",
            "metadata": {"jupyter": {"source_hidden": True}},
            "source": CELL,
            "execution_count": 1,
            "outputs": outputs,
        },
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    text = _numbered(json.dumps(notebook), count(100))
    built = course({"index.md": "# Home\n", "page.ipynb": text}).build()
    shown = _found(built.file("page/index.html"), "page.ipynb", built.said)
    assert not sorted(set(_words(text)) - shown), built.said


@st.composite
def _pages(draw: st.DrawFn) -> list[str]:
    """Draw pages of blocks in blocks, with lines that are lost, joined or indented."""
    numbers = count(100)
    pages = []
    for index in range(6):
        blocks = draw(st.lists(st.sampled_from(sorted(BLOCKS)), min_size=1, max_size=3))
        text = "\n\n".join(_numbered(BLOCKS[name], numbers) for name in blocks)
        for around in draw(st.lists(st.sampled_from(sorted(AROUND)), max_size=3)):
            text = _inside(around, text)
        lines = text.split("\n")
        for place, kind in draw(st.lists(st.tuples(st.integers(0, 99), _SLIPS), max_size=3)):
            at = place % len(lines)
            if kind == "lose" and not _words(lines[at]):
                del lines[at : at + 1 - (len(lines) == 1)]
            elif kind == "join":
                lines[at : at + 2] = [" ".join(lines[at : at + 2])]
            elif kind == "indent":
                lines[at] = "   " + lines[at]
        pages.append(f"# Page {index}\n\n" + "\n".join(lines) + "\n")
    return pages


_SLIPS = st.sampled_from(["lose", "join", "indent"])


@settings(max_examples=25, deadline=None, derandomize=True, phases=[Phase.generate])
@given(_pages())
def test_every_word_of_generated_pages_is_kept(pages: list[str]) -> None:
    with TemporaryDirectory() as folder:
        files = {f"p{index}.md": text for index, text in enumerate(pages)}
        others: dict[str, str | bytes] = {
            "index.md": "# Home\n",
            "p.png": picture("p.png", "40x30"),
        }
        built = Course.write(Path(folder), {**others, **files}).build()
    for path, text in files.items():
        shown = _found(built.file(f"{path[:-3]}/index.html"), path, built.said)
        assert not set(_words(text)) - shown, text


def _words(text: str) -> list[str]:
    return re.findall(r"word\d+q", text, re.IGNORECASE)


def _found(page: str, path: str, said: Sequence[Diagnostic]) -> set[str]:
    """Return the words on a page, in text and in what stands for pictures, and in its messages."""
    messages = [f"{one.message} {one.hint}" for one in said if one.position.path == path]
    return set(_words(html.unescape(page) + " ".join(messages)))
