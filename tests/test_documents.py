"""``import`` of documents: what pandoc reads becomes MyST, and what is lost is said.

The tests with pandoc take the system's, or that of the extra ``pandoc``: where both are missing,
or too old, they are left out.
"""

import shutil
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from courses import Course, picture, shown

from neuromatch_site.commands.cli import main
from neuromatch_site.commands.importers import (
    ImportProblem,
    pandoc_run,
    plan_import,
    write_course,
)
from neuromatch_site.commands.importers.document_parts import raw
from neuromatch_site.commands.importers.document_tree import Tree
from neuromatch_site.commands.importers.pandoc_run import pandoc_program

LATEX = r"""
\documentclass{article}
\newcommand{\R}{\mathbb{R}}
\newcommand*\pandocbounded[1]{\sbox\held{#1}\usebox\held}
\newtheorem{theorem}{Theorem}
\title{On spikes}\author{Ada Example \and Ben Example}
\begin{document}
\maketitle
\section{Start}\label{sec:start}
See \cite{smith2020} in $\R^n$, Figure~\ref{fig:blue}, \ref{sec:next}, \eqref{eq:lif}, \ref{gone}.
\begin{equation}\label{eq:lif}
v = 1
\end{equation}
\begin{figure}\centering\pandocbounded{\includegraphics[width=0.5\textwidth]{blue}}\caption{Blue.}\label{fig:blue}
\end{figure}
\begin{multicols}{2}
\begin{theorem}[Main]\label{thm:main} All is $1$.\end{theorem}
\end{multicols}
\begin{proof}Clear.\end{proof}
% \input{secret}
\input{next}
\bibliography{refs}
\end{document}
"""
NEXT = r"""\section{Next}\label{sec:next}
\begin{itemize}\item one \item two\end{itemize}
100\% of Theorem~\ref{thm:main}. \tikz{x}

\begin{tikzpicture}\draw (0,0);\end{tikzpicture}
\input{../outside}
"""
BIB = "@article{smith2020, title={Spikes}, author={Smith, A.}, year={2020}, journal={J}}\n"


def _pandoc() -> bool:
    if find_spec("pypandoc"):
        return True
    program = shutil.which("pandoc")
    if program is None:
        return False
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return int(said.stdout.split()[1].partition(".")[0]) >= 3


needs_pandoc = pytest.mark.skipif(not _pandoc(), reason="needs pandoc")


@needs_pandoc
def test_a_latex_document_becomes_pages_that_build(tmp_path: Path) -> None:
    source = tmp_path / "notes"
    source.mkdir()
    (source / "main.tex").write_text(LATEX)
    (source / "next.tex").write_text(NEXT)
    (source / "refs.bib").write_text(BIB)
    (source / "blue.png").write_bytes(picture("blue.png", "40x30"))
    (tmp_path / "outside.tex").write_text("A secret.")
    plan = plan_import(source / "main.tex")
    write_course(plan, tmp_path / "course")
    start = (tmp_path / "course" / "start.md").read_text()
    following = (tmp_path / "course" / "next.md").read_text()
    assert "[%s](#fig:blue), [](#sec:next), [](#eq:lif)" in start
    assert ":::{figure} blue.png\n:label: fig:blue\n:width: 50%\n\nBlue.\n:::" in start
    assert ":::{prf:theorem} Main\n:label: thm:main\n\nAll is $1$.\n\n:::" in start
    assert ":::{prf:proof}\n\nClear.\n\n:::" in start
    assert following.startswith("(sec:next)=\n\n# Next\n\n- one\n- two\n\n100% of Theorem")
    assert "secret" not in start + following
    said = "\n".join(note.message for note in plan.notes)
    assert "`../outside` is included but does not exist" in said
    assert "`\\begin{tikzpicture}` is shown as its source" in said
    assert "nothing has the label `gone` (once)" in said
    assert shown(Course(tmp_path / "course", {}).build().said) == ""


@needs_pandoc
def test_a_word_document_becomes_a_course(tmp_path: Path) -> None:
    (tmp_path / "blue.png").write_bytes(picture("blue.png", "40x30"))
    text = (
        "---\ntitle: Notes\nauthor: Ada Example\n---\n\nBefore.\n\n# One\n\nH~2~O, $x$.[^1]\n\n"
        "![Blue](blue.png)\n\n[^1]: A note.\n\n# Two\n\n|   |   |\n|---|---|\n| a | b |\n"
    )
    arguments = ["-f", "markdown", "-o", "notes.docx"]
    program = pandoc_program("notes.docx")
    subprocess.run([program, *arguments], input=text, text=True, cwd=tmp_path, check=True)
    done = CliRunner().invoke(
        main, ["import", str(tmp_path / "notes.docx"), "-o", str(tmp_path / "course")]
    )
    assert done.exit_code == 0, done.output
    pages = {path.name: path.read_text() for path in (tmp_path / "course").glob("*.md")}
    assert pages.keys() == {"index.md", "one.md", "two.md"}
    assert "H{sub}`2`O, $x$.[^1]" in pages["one.md"]
    assert ":::{figure} figures/" in pages["one.md"]
    assert "- - a\n  - b" in pages["two.md"]
    assert shown(Course(tmp_path / "course", {}).build().said) == ""


@needs_pandoc
@pytest.mark.parametrize(
    ("limit", "systems"),
    [
        ("_SECONDS", ("linux", "darwin")),
        ("_DATA", ("linux",)),
        ("_MEGABYTES", ("linux", "darwin", "win32")),
        ("_WAIT", ("linux", "darwin", "win32")),
    ],
)
def test_a_document_that_takes_pandoc_too_much_is_named_once(
    limit: str, systems: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform not in systems:
        pytest.skip("this system does not count it")
    much = {"_SECONDS": 1, "_DATA": 150_000_000, "_MEGABYTES": 60, "_WAIT": 1}
    monkeypatch.setattr(pandoc_run, limit, much[limit])
    (tmp_path / "deep.tex").write_text("{" * 50_000)
    said = r"`deep\.tex` takes pandoc more than \d+ s or \d+ MB; import it in parts"
    with pytest.raises(ImportProblem, match=said):
        plan_import(tmp_path / "deep.tex")


def test_without_pandoc_it_is_said_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_spec("pypandoc"):
        pytest.skip("it is installed")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "notes.docx").write_bytes(b"")
    with pytest.raises(ImportProblem, match=r"run `pip install 'neuromatch-site\[pandoc\]'`"):
        plan_import(tmp_path / "notes.docx")


def test_other_files_are_no_documents(tmp_path: Path) -> None:
    (tmp_path / "notes.doc").write_bytes(b"")
    with pytest.raises(ImportProblem, match="save it as"):
        plan_import(tmp_path / "notes.doc")


def test_directives_nest_and_merged_cells_stay_in_their_columns() -> None:
    def cell(text: str, width: int = 1, height: int = 1) -> list[object]:
        words = [{"t": "Plain", "c": [{"t": "Str", "c": text}]}]
        return [["", [], []], {"t": "AlignDefault"}, height, width, words]

    rows = [[["", [], []], [cell("a", 2), cell("b", 1, 2)]], [["", [], []], [cell("c"), cell("d")]]]
    none = ["", [], []]
    content = [none, [None, []], [], [none, rows[:1]], [[none, 0, [], rows[1:]]], [none, []]]
    counts: Counter[str] = Counter()
    tree = Tree([], counts, str)
    made = tree.directive("div", [], {}, tree.table(content))
    assert made[0]["c"][0] == raw("::::{div}", inline=True)
    opening, items, end = made[1:4]
    assert opening["c"][0] == raw(":::{list-table}", inline=True)
    assert [len(item[0]["c"]) for item in items["c"]] == [3, 3]
    assert end == raw(":::")
    assert counts == {"tables with merged cells: look at them": 1}
