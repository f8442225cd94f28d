"""The work for a page grows as its text does: hostile texts at once, twice and four times the size.

Counted in lines of Python that run, and in returns from functions, which are the same on every
machine. A limit of size is then a limit of time.
"""

import gc
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType

import pytest
from courses import Course

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.read_page import read_page
from neuromatch_site.pipeline.render_page import render_page_files
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress

Trace = Callable[[FrameType, str, object], object]
_SIZE = 20
"""Of what repeats: some limits of nesting lie below it, and growth up to a limit is none."""
_FIRST = "# Front\n\n" + "> " * 200 + "a\n"
"""The first page: it pays for what is loaded once, also where something is too deep."""
TEXTS: dict[str, Callable[[int], str]] = {
    # cmark's kinds
    "nested strong": lambda n: "*a **a " * n + "b" + " a** a*" * n,
    "closers": lambda n: "a_ " * n,
    "openers": lambda n: "_a " * n,
    "mismatched": lambda n: "*a_ " * n,
    "multiples of three": lambda n: "a**b" + "c* " * n,
    "link closers": lambda n: "a]" * n,
    "link openers": lambda n: "[a" * n,
    "links and emphasis": lambda n: "[ a_" * n,
    "links in brackets": lambda n: "[ (](" * n,
    "brackets": lambda n: "[" * n * 9,
    "brackets before an end": lambda n: "[" * n * 9 + "]",
    "pictures never closed": lambda n: "![" * n * 9,
    "pictures in pictures": lambda n: "![" * n + "](a)" * n,
    "citations and brackets": lambda n: "@a[" * n * 9,
    "spans in spans": lambda n: "[" * n * 9 + "]{.a}" * n * 9,
    "notes in the text": lambda n: "^[" * n * 9,
    "images in links": lambda n: "![[]()" * n,
    "emphasis in links": lambda n: "**x [a*b**c*](d)" * n,
    "nested brackets": lambda n: "[" * n * 9 + "a" + "]" * n * 9,
    "nested quotes": lambda n: "> " * n * 40 + "a",
    "lines below quotes": lambda n: ">" * 60 + "a\n" * n * 9,
    "quotes and stars": lambda n: ">" * n * 40 + "a*" * n,
    "nothing": lambda n: "abc\0de\0" * n,
    "elements closed by others": lambda n: "<b></i>" * n * 9,
    "links of HTML in links": lambda n: "<a>" * n * 9,
    "addresses in angles": lambda n: "[a](<b" * n,
    "addresses": lambda n: "[a](b" * n,
    "titles": lambda n: '[a](b "' * n,
    "comments": lambda n: "</" * n + "<!--" * n,
    "declarations": lambda n: "<![CDATA[<?<!A" * n,
    "empty lines in lists": lambda n: "- " * 9 + "x" + "\n" * n,
    "definitions": lambda n: "".join(f"[{i}]: u\n" for i in range(n)) + "[0] " * n,
    "nested inlines": lambda n: "*" * n * 9 + "a" + "*" * n * 9,
    "strikes": lambda n: "~~a " * n,
    "entities": lambda n: "&amp" * n,
    "backslashes": lambda n: "\\" * n,
    # of MyST
    "fences never closed": lambda n: ":::{note}\n" * n,
    "fences of backticks": lambda n: "```{note}\n" * n,
    "roles never closed": lambda n: "{sub}`" * n,
    "roles": lambda n: "{sub}`a` " * n,
    "dollars": lambda n: "$a" * n,
    "dollars escaped": lambda n: "$a\\$" * n,
    "formulas on lines": lambda n: "$$a\n" * n,
    "environments": lambda n: "\\begin{align}\n" * n,
    "footnotes": lambda n: "[^1] " * n,
    "definitions of footnotes": lambda n: "".join(f"[^{i}]: a\n" for i in range(n)),
    "braces": lambda n: "{a=b " * n,
    "spans": lambda n: "[a]{" * n,
    "attributes of code": lambda n: "`a`{.b " * n,
    "labels": lambda n: "".join(f"(l{i})=\n" for i in range(n)),
    "one label": lambda n: "(a)=\n" * n,
    "columns": lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n|" + "b|" * n,
    "rows": lambda n: "|a|b|\n|-|-|\n" + "|c|\n" * n,
    "definition lists": lambda n: "a\n: b\n\n" * n,
    "citations": lambda n: "[@a] " * n,
    "citations never closed": lambda n: "[@a; " * n,
    "references": lambda n: "[](#a) " * n,
    "bare links": lambda n: "https://a.b/c " * n,
    "tags": lambda n: "<b>" * n,
    "end tags": lambda n: "</b>" * n,
    "attributes of a tag": lambda n: "<b " + "a=b " * n + ">",
    "blocks of HTML": lambda n: "<div>\n\n" * n,
    "quotes of attributes": lambda n: '<b a="' * n,
    "details": lambda n: "<details><summary>" * n,
    "substitutions": lambda n: "{{ a }} " * n,
    "quotation marks": lambda n: ("\"a' " * 9 + "\n\n") * n,
    "breaks": lambda n: "+++\n" * n,
    "headings of one name": lambda n: "# a\n\n" * n,
    "headings with lines": lambda n: "a\n===\n" * n,
    "lists": lambda n: "- a\n+ b\n" * n,
    "lines": lambda n: "a\n" * n,
    "a long line": lambda n: "word " * n * 9,
    "a long word": lambda n: "a" * n * 99,
    "lists in quotes": lambda n: "> - " * n + "a",
    "lists in lists": lambda n: "- " * n + "a",
    "options": lambda n: ":::{note}\n" + ":a: b\n" * n + ":::\n",
    "options in YAML": lambda n: ":::{note}\n---\n" + "a: b\n" * n + "---\n:::\n",
    "braces of TeX": lambda n: "$" + "{" * n * 9 + "}" * n * 9 + "$",
    "embeds": lambda n: "![](#a) " * n,
    "downloads": lambda n: "{download}`a.txt` " * n,
    "tabs": lambda n: "::::{tab-set}\n:::{tab-item} a\nx\n:::\n::::\n" * n,
    "figures": lambda n: ":::{figure} a.png\nx\n:::\n" * n,
    "solutions": lambda n: ":::{solution} a\nx\n:::\n" * n,
    "glossaries": lambda n: (
        "```{glossary}\n" + "".join(f"a{i}\n: b\n\n" for i in range(n)) + "```\n"
    ),
    "values": lambda n: "```{csv-table}\n" + "a,b\n" * n + "```\n",
    "keys": lambda n: "---\n" + "".join(f"a{i}: b\n" for i in range(n)) + "---\nx",
}


def _course(folder: Path, size: int) -> Course:
    """Return a course with a page of each text."""
    files = {f"{name}.md": text(size) for name, text in TEXTS.items()}
    return Course.write(folder, {"index.md": _FIRST, **files})


def _lines(folder: Path, size: int) -> Counter[str]:
    """Return how many lines and returns each page takes while it is read and rendered."""
    course = _course(folder, size)
    stages: dict[CodeType, Callable[[FrameType], str]] = {
        read_page.__code__: lambda frame: str(frame.f_locals["source"].path),
        render_page_files.__code__: lambda frame: str(frame.f_locals["page"].source.path),
    }
    counts: Counter[str] = Counter()
    page, steps = "", 0

    def step(_frame: FrameType, _event: str, _argument: object) -> Trace:
        nonlocal steps
        steps += 1  # and no more: it is called for each line, which runs in a twentieth of the time
        return step

    def enter(frame: FrameType, _event: str, _argument: object) -> Trace | None:
        nonlocal page, steps
        if frame.f_code in stages:
            counts[page] += steps
            page, steps = stages[frame.f_code](frame).removesuffix(".md"), 0
        return step if page else None

    gc.collect()
    gc.disable()  # what other tests left behind is not taken away while we count
    sys.settrace(enter)  # type: ignore[arg-type]  # its type is recursive, and has no name
    try:
        build_site(course.folder, BuildContext(Options(jobs=1), Progress(), BuildCache()))
    finally:
        sys.settrace(None)
        gc.enable()
    return counts + Counter({page: steps})


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[Counter[str]]:
    """Return the lines of code that each page takes at once, twice and four times the size."""
    folder = tmp_path_factory.mktemp("growth")
    _course(folder / "warm", _SIZE).build()  # templates are compiled once
    return [_lines(folder / str(times), _SIZE * times) for times in (1, 2, 4)]


@pytest.mark.parametrize("name", TEXTS)
def test_the_work_grows_as_the_text_does(lines: list[Counter[str]], name: str) -> None:
    """Twice the step in size is twice the step in work; with its square it is four times."""
    once, twice, four = (counts[name] for counts in lines)
    assert once > 0
    assert four - twice <= 2.5 * (twice - once) + 1_000


def test_what_is_too_large_is_not_read_and_others_are(tmp_path: Path) -> None:
    """The limit of size is one of time: 50 microseconds a byte are the worst that is known.

    A line over the limit is cut: one message, and what stands around it is read.
    """
    cell = {"cell_type": "markdown", "metadata": {}, "source": "[a" * 250_000}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    files = {
        "index.md": "# Front\n",
        "large.md": "[a" * 250_000,
        "line.md": "# Line\n\n" + "a" * 100_001 + "\n\nAfter it.\n",
        "notebook.ipynb": json.dumps(notebook),
        "includes.md": "# Page\n\n```{include} part.txt\n```\n",
        "part.txt": "a\n" * 250_000,
        "fine.md": "# Fine\n\nWords.\n",
    }
    built = Course.write(tmp_path / "course", files).build()
    found = {(one.position.path, one.rule.id) for one in built.diagnostics}
    named = ("large.md", "line.md", "notebook.ipynb")
    assert {(name, "page-too-large") for name in named} <= found
    assert ("includes.md", "include-too-large") in found
    assert "Words." in built.html("fine.md")
    line = [one for one in built.diagnostics if one.position.path == "line.md"]
    assert [one.position.line for one in line] == [3]
    shown = built.html("line.md")
    assert "a" * 100_000 in shown
    assert "a" * 100_001 not in shown
    assert "After it." in shown
