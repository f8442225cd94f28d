"""The work for files beside pages grows as they do, and what would take too long is refused.

Seconds of the processor stand for R16.2, far above what a busy machine adds. Where Python itself
does the work, its lines are counted, which are the same on every machine.
"""

import json
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from courses import Course, shown

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.media.pictures.svg import read_svg
from neuromatch_site.model.quiz import AnswerError, read_texts
from neuromatch_site.myst.jupyterquiz import HIDDEN, quiz_sources
from neuromatch_site.myst.parser.html_math import formulas_in
from neuromatch_site.readers.foreign_syntax import report_foreign_syntax
from neuromatch_site.readers.html_depth import is_too_deep
from neuromatch_site.readers.html_drawings import with_drawings
from neuromatch_site.readers.linked_pages import with_linked_pages

SECONDS = 20
_STYLE = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>x'
    "</title><id>x</id><updated>2020-01-01T00:00:00+00:00</updated></info>{}<citation><layout>"
    '<text macro="m0"/></layout></citation><bibliography><layout><text macro="m0"/></layout>'
    "</bibliography></style>"
)
_SPHINX = b"# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# The remainder is zlib\n"
_MANY = range(3_000)
_CONFIG = "version: 1\nproject:\n  title: T\n  references: {x: https://x.example}\n"


def _doubling(levels: int) -> str:
    """Return macros of which each calls the next one twice."""
    twice = '<macro name="m{}"><text macro="m{}"/><text macro="m{}"/></macro>'
    calls = "".join(twice.format(n, n + 1, n + 1) for n in range(levels))
    return calls + f'<macro name="m{levels}"><text value="x"/></macro>'


def _macro(body: str) -> str:
    return f'<macro name="m0">{body}</macro>'


def _notebook(html: str) -> str:
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}
    cell = {"cell_type": "code", "metadata": {}, "source": "x", "outputs": [output]}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})


def _widgets(count: int) -> str:
    """Return a notebook of so many cells, each with a widget that is made of so many models."""
    models = {
        f"m{n}": {"model_module": "x", "state": {"next": f"IPY_MODEL_m{n + 1}"}}
        for n in range(count)
    }
    state = {"application/vnd.jupyter.widget-state+json": {"state": models}}
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "m0"}}
    output = {"output_type": "display_data", "metadata": {}, "data": view}
    cell = {"cell_type": "code", "metadata": {}, "source": "x", "outputs": [output]}
    cells, metadata = [cell] * count, {"widgets": state}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def _inventory(line: bytes, times: int) -> bytes:
    return _SPHINX + zlib.compress((line + b"\n") * times)


def _substitutions() -> str:
    names = "".join(f"    a{n}: '{f'{{{{ a{n + 1} }}}} ' * 5}'\n" for n in range(12))
    return f"{_CONFIG}  substitutions:\n{names}    a12: x\n"


def _with_style(macros: str) -> dict[str, str | bytes]:
    config = f"{_CONFIG}site: {{options: {{citation_style: s.csl}}}}\n"
    bib = "@book{k, title={T}, author={A, B}, year=2020}"
    return {"s.csl": _STYLE.format(macros), "myst.yml": config, "r.bib": bib, "p.md": "# P\n[@k]\n"}


COURSES: Mapping[str, Callable[[], Mapping[str, str | bytes]]] = {
    "macros that double 17 times": lambda: _with_style(_doubling(17)),
    "macros that double 60 times": lambda: _with_style(_doubling(60)),
    "macros that double for a sort key": lambda: {
        **_with_style(_doubling(17)),
        "s.csl": _STYLE.format(_doubling(17)).replace(
            '<layout><text macro="m0"/>',
            '<sort><key macro="m0"/></sort><layout><text value="x"/>',
        ),
    },
    "long texts around each element": lambda: _with_style(
        _macro('<text value="{}"/>'.format("x" * 9_000) * 100)
    ),
    "a long term, often": lambda: _with_style(
        '<locale><terms><term name="page">{}</term></terms></locale>'.format("y" * 400_000)
        + _macro('<text term="page"/>' * 2_000)
    ),
    "macros in a circle": lambda: _with_style('<macro name="m0"><text macro="m0"/></macro>'),
    "tables in tables": lambda: {"n.ipynb": _notebook("<table><tr><td>" * 20_000)},
    "boxes in boxes": lambda: {"n.ipynb": _notebook("<div>" * 300_000)},
    "bold in paragraphs": lambda: {"n.ipynb": _notebook("<b><p>" * 100_000)},
    "links and lists": lambda: {"n.ipynb": _notebook("<ul><li><a href='x'>" * 50_000)},
    "rows without ends": lambda: {"n.ipynb": _notebook("<table>" + "<tr><td>1<td>2" * 50_000)},
    "a table of 10 MB": lambda: {"n.ipynb": _notebook("<table>" + "<tr><td>1" * 1_100_000)},
    "works that look the same": lambda: {
        "r.bib": "".join(
            f"@book{{k{n}, title={{T{n}}}, author={{A, B}}, year=2020}}\n" for n in _MANY
        ),
        "p.md": "# P\n\n" + "\n".join(f"[@k{n}]" for n in _MANY),
    },
    "an editor of spaces": lambda: {
        "r.bib": "@book{k, title={T}, editor={a" + " " * 60_000 + "b}}",
        "p.md": "# P\n\n[@k]\n",
    },
    "keys that nobody knows": lambda: {
        "myst.yml": _CONFIG + "".join(f"  key{n}: 1\n" for n in range(40_000))
    },
    "citations that nobody knows": lambda: {
        "r.bib": "".join(f"@book{{k{n}, title={{T}}}}\n" for n in _MANY),
        "p.md": "# P\n\n" + "\n".join(f"[@work{n}]" for n in _MANY),
    },
    "a work of empty lines": lambda: {
        "r.bib": "@book{k, title={A" + "\n" * 100_000,
        "p.md": "# P\n\n[@k]\n",
    },
    "people that nobody knows": lambda: {
        "myst.yml": _CONFIG
        + "  authors:\n"
        + "".join(f"    - {{id: p-{n}}}\n" for n in range(200)),
        "data/schedule.yml": "weeks: [{title: W, start: 2026-01-05, sessions: [{title: S, people: ["
        + ", ".join(f"name{n}" for n in range(24_000))
        + "]}]}]\n",
    },
    "code of brackets": lambda: {
        "n.ipynb": _notebook("").replace('"source": "x"', '"source": "' + "(" * 1_500_000 + '"')
    },
    "an inventory of spaces": lambda: {
        "lock/inventories/x.inv": _inventory(b"a" + b" " * 24_000 + b"1" * 20, 500)
    },
    "an inventory of words": lambda: {"lock/inventories/x.inv": _inventory(b"a " * 4_000, 1_000)},
    "an inventory of one line": lambda: {
        "lock/inventories/x.inv": _inventory(b"a1" * 2_000_000, 9)
    },
    "substitutions": lambda: {"myst.yml": _substitutions(), "p.md": "# P\n\n{{ a0 }}\n"},
    "folds in folds": lambda: {"p.md": "# P\n\n" + "<details><summary>a</summary>\n\n" * 11_000},
    "formulas that are alike": lambda: {
        "p.md": "# P\n\n" + "$x_{%d}$ " * 10_000 + "\n" + "$y^2$ " * 15_000 + "\n"
    },
    "short rows below a long one": lambda: {
        "p.md": "# P\n\n:::{csv-table} t\n" + "a," * 49_000 + "\n" + "b\n" * 90_000 + ":::\n"
    },
    "tables of contents": lambda: {
        "p.md": "# P\n\n" + ":::{toc}\n:::\n" * 20_000,
        **{f"q{n}.md": f"# Q{n}\n" for n in range(60)},
    },
    "configurations that extend the next one twice": lambda: {
        "myst.yml": f"{_CONFIG}extends: [e0.yml]\n",
        **{f"e{n}.yml": f"extends: [e{n + 1}.yml, e{n + 1}.yml]\n" for n in range(40)},
        "e40.yml": "project: {title: x}\n",
    },
    "embeds of a long text": lambda: {
        "p.md": "# P\n\n(a)=\n:::{note}\n" + "word " * 10_000 + "\n:::\n\n" + "![](#a)\n\n" * 5_000
    },
    "blanks and words that nothing ends": lambda: {
        "myst.yml": f"{_CONFIG}site: {{options: {{style: s.css}}}}\n",
        "s.css": "a { background: url(" + " " * 90_000 + "x }",
        "r.bib": "@book{" + " " * 9_000 + "=}\n@book{k, pages={1" + " " * 60_000 + "2}}\n",
        "n.ipynb": _notebook("<style>" + "a" * 2_000_000 + "</style><p>x</p>"),
        "p.md": "# P\n\n[x](" + "www." * 60 + "x) [@k] {si}`1" + " " * 90_000 + "`\n\n"
        "-----BEGIN PRIVATE KEY-----\n" + "a: " * 5_000 + "\n\n"
        ":::{note}\n:name: a" + " " * 90_000 + "b\n:::\n\n"
        "+++ {}" + "\t" * 90_000 + "x\n",
    },
    "links of the header that lead nowhere": lambda: {
        "myst.yml": f"{_CONFIG}site:\n  nav:\n"
        + "".join(f"    - {{title: t, url: /p{n}}}\n" for n in range(6_000)),
    },
    "one widget in many cells": lambda: {"n.ipynb": _widgets(1_200)},
    "a drawing as wide as the sky": lambda: {
        "p.md": "# P\n\n![l](l.svg) ![m](m.svg)\n\nx {nope}`x`\n",
        "l.svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="{"9" * 400_000}" height="1"/>',
        "m.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9e300 1" width="9e300"/>',
    },
    "a drawing that draws itself": lambda: {"p.md": "# P\n\n![l](l.svg)\n", "l.svg": _uses(7)},
}


def _uses(levels: int) -> str:
    """Return a drawing of groups of which each uses the one before ten times."""
    groups = "".join(
        f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, levels + 1)
    )
    rect = '<g id="a0"><rect width="1" height="1"/></g>'
    root = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    return f"{root}{rect}{groups}</svg>"


_SHOWN = (
    "people that nobody knows",
    *("rows without ends", "an inventory of words", "substitutions"),
    *("works that look the same", "an editor of spaces", "formulas that are alike"),
)
"""What is large, and shown all the same."""


@pytest.mark.parametrize("name", COURSES)
def test_no_file_takes_long(tmp_path: Path, name: str) -> None:
    files = {"myst.yml": _CONFIG, "index.md": "# Front\n\n[](xref:x#y)\n", **COURSES[name]()}
    course = Course.write(tmp_path / "course", files)
    start = time.process_time()
    built = course.build()
    assert time.process_time() - start < SECONDS
    assert built.artifacts
    if name not in _SHOWN:
        assert shown(built.diagnostics)


def _lines(work: Callable[[], object]) -> int:
    count = 0

    def line(_frame: object, _event: str, _argument: object) -> Callable[..., object]:
        nonlocal count
        count += 1
        return line

    sys.settrace(line)  # type: ignore[arg-type]  # its type is recursive, and has no name
    try:
        work()
    finally:
        sys.settrace(None)
    return count


GROWING: Mapping[str, Callable[[int], object]] = {
    "tags": lambda n: is_too_deep("<div></div><p>x" * n),
    "drawings": lambda n: with_drawings("<svg></svg><svg><path>" * n, {}, list[str]().append),
    "groups": lambda n: read_svg(_groups(n).encode()),
    "styles": lambda n: read_svg(_styles(n).encode()),
}


def _styles(number: int) -> str:
    rules = "a{fill:url(#a)}" * number
    return f'<svg xmlns="http://www.w3.org/2000/svg"><style>{rules}</style></svg>'


def _groups(number: int) -> str:
    nested = "".join(f'<g id="a{n}">' for n in range(number)) + "</g>" * number
    uses = "".join(f'<use href="#a{n}"/>' for n in range(number))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{nested}{uses}</svg>'


@pytest.mark.parametrize("name", GROWING)
def test_the_work_for_a_file_grows_as_it_does(name: str) -> None:
    once, twice, four = (_lines(partial(GROWING[name], n)) for n in (200, 400, 800))
    assert four - twice <= 2.5 * (twice - once) + 1_000


def test_code_that_shows_questions_makes_no_text_of_its_own() -> None:
    doubled = "a = 'xxxxxxxxxx'\n" + "a = a + a\n" * 40 + "display_quiz(a)"
    added = "display_quiz('a'" + "+'a'" * 2_900 + ")"
    assert quiz_sources(doubled) is None
    assert quiz_sources(added) is None
    assert quiz_sources("a = 'q'\ndisplay_quiz(a + '.json')") == ["q.json"]


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "(a|b)*c", "(?:x+x+)+y", "([a-z]*)*", "(a?){30}", "((a|b))+", "a*a*a*a*a*b"],
)
def test_a_pattern_that_may_take_a_browser_for_ever_is_no_answer(pattern: str) -> None:
    with pytest.raises(AnswerError, match="may never finish"):
        read_texts(f"/{pattern}/")


@pytest.mark.parametrize(
    "pattern",
    ["na.*", "(the )?leaky( neurons?)?", "(?:ab)+", r"\(a+\)", "[()+*]+", "a{2,3}", "a|b+"],
)
def test_a_pattern_that_ends_soon_is_an_answer(pattern: str) -> None:
    assert read_texts(f"/{pattern}/") == [{"pattern": pattern}]


def test_an_element_that_hides_questions_is_looked_for_once() -> None:
    start = time.process_time()
    assert HIDDEN.search("<span" + " id=a" * 100_000) is None
    assert HIDDEN.search("<span" + " id=a" * 100_000 + ">" + "x" * 100_000) is None
    assert HIDDEN.search("<span id=a>" * 50_000) is None
    assert time.process_time() - start < 1


def test_a_page_shows_a_bounded_number_of_questions(tmp_path: Path) -> None:
    question = "[{'question': 'Which?', 'answers': [{'answer': 'This', 'correct': True}]}]"
    code = f"q = {question}\n" + "display_quiz(q)\n" * 201
    cell = {"cell_type": "code", "metadata": {}, "source": code, "outputs": []}
    notebook = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})
    site = Course.write(tmp_path, {"index.ipynb": notebook}).build()
    assert "the page has too many questions" in shown(site.diagnostics)


@pytest.mark.parametrize(
    "text",
    [
        *("\\[", "\\(", "![[", "a[[b", "![a", "![](", "{%a", "](a ", "$`a", "`a", "==a", "%%a"),
        *("{%" + "a" * 20_000, "](" + "word " * 4_000, "![]( =" + "1" * 20_000),
        *(" " * 20_000 + "|a||", "|-" + " " * 20_000 + "a||"),
    ],
    ids=lambda text: text[:8].strip(),
)
def test_marks_that_nothing_closes_are_looked_for_in_no_time(text: str) -> None:
    line = text * (20_000 // len(text)) or text
    start = time.process_time()
    report_foreign_syntax(Source("p.md", f"# P\n\n{line}\n{line}\n"), Diagnostics())
    list(formulas_in(line))
    assert time.process_time() - start < 2


def test_pages_that_a_book_links_to_are_found_in_time_that_grows_as_they_do(
    tmp_path: Path,
) -> None:
    def lines(count: int) -> int:
        links = "\n\n".join(f"[p](p{number}.md)" for number in range(count))
        pages = {f"p{number}.md": "# P\n" for number in range(count)}
        course = Course.write(tmp_path / str(count), {"index.md": links, **pages})
        files = CourseFiles(course.folder)
        return _lines(lambda: with_linked_pages((), ["index.md"], files, ()))

    assert lines(120) < 2.5 * lines(60)
