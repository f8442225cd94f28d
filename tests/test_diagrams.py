"""``run`` draws diagrams once; pages show the pictures, with the words below them."""

import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from courses import Course

from neuromatch_site.commands.cli import main
from neuromatch_site.diagnostics.diagnostic import Rule

pytestmark = pytest.mark.slow

_PAGE = """# Page

```{graphviz}
:alt: From one to two
digraph { one -> two }
```

```mermaid
graph LR
  one --> two
```
"""
# Stands in for npm's program, which is 500 MB with what it needs: takes its files, draws a box.
_MMDC = """#!{python}
import sys
given = dict(zip(sys.argv[2::2], sys.argv[3::2]))
words = open(given["--input"]).read()
if "-->" not in words:
    sys.exit("Parse error on line 1")
head = '<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 40.5 20">'
open(given["--output"], "w").write(head + '<path d="M0 0h9"/></svg>')
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    if shutil.which("dot") is None:
        pytest.skip("there is no Graphviz (Debian: apt-get install graphviz)")
    config = "version: 1\nproject: {title: A course}\n"
    return Course.write(tmp_path / "course", {"myst.yml": config, "index.md": _PAGE})


@pytest.fixture
def mmdc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "mmdc"
    program.parent.mkdir()
    program.write_text(_MMDC.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.setitem(sys.modules, "mermaidx", None)  # as if it were not installed


def _run(course: Course, *options: str) -> Result:
    return CliRunner().invoke(main, ["run", str(course.folder), *options])


def _pictures(course: Course) -> list[Path]:
    return sorted((course.folder / "lock" / "diagrams").glob("*.svg"))


@pytest.mark.usefixtures("mmdc")
def test_diagrams_are_drawn_once_and_shown_with_their_words(course: Course) -> None:
    before = course.build().file("index.html")
    assert "<img" not in before.partition("<main")[2]
    first = _run(course)
    assert first.exit_code == 0, first.output
    assert "2 drawn, 0 current" in first.output
    page = course.build().file("index.html").partition("<main")[2]
    assert page.count('<details class="diagram">') == 2
    assert 'alt="From one to two"' in page
    assert "digraph" in page
    assert "0 drawn, 2 current" in _run(course).output
    assert _run(course, "--check").exit_code == 0


@pytest.mark.usefixtures("mmdc")
def test_a_picture_is_as_large_as_the_drawing(course: Course) -> None:
    _run(course)
    texts = [path.read_text(encoding="utf-8") for path in _pictures(course)]
    drawn = next(text for text in texts if "M0 0h9" in text)
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="40.5" height="20" ')


@pytest.mark.usefixtures("mmdc")
def test_what_changed_is_stale_until_it_is_drawn(course: Course) -> None:
    _run(course)
    page = course.folder / "index.md"
    page.write_text(_PAGE.replace("digraph { one", "digraph { zero"), encoding="utf-8")
    stale = _run(course, "--check")
    assert stale.exit_code == 1
    assert "index.md:3:1: warning: this diagram has changed" in stale.output
    assert "no page uses this picture of a diagram any more" in stale.output
    assert '<details class="diagram">' in course.build().file("index.html")
    assert "1 drawn, 1 current" in _run(course).output
    assert len(_pictures(course)) == 2


@pytest.mark.usefixtures("mmdc")
def test_what_cannot_be_drawn_is_said_and_shown_as_text(course: Course) -> None:
    wrong = _PAGE.replace("digraph {", "digraph").replace("-->", "to")
    (course.folder / "index.md").write_text(wrong, encoding="utf-8")
    said = _run(course)
    assert (
        "index.md:5:1: warning: this diagram cannot be drawn: Error: <stdin>: syntax" in said.output
    )
    assert (
        "index.md:9:1: warning: this diagram cannot be drawn: Parse error on line 1" in said.output
    )
    assert said.output.count(f"[{Rule.DIAGRAM_DRAWN.id}]") == 2
    assert "2 failed" in said.output
    assert _pictures(course) == []
    assert "digraph" in course.build().file("index.html")


def test_a_program_that_is_missing_is_said_once(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dot").symlink_to(str(shutil.which("dot")))
    two = f"{_PAGE}\n```mermaid\ngraph LR\n  two --> three\n```\n"
    (course.folder / "index.md").write_text(two, encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "mermaidx", None)
    said = _run(course)
    assert said.output.count("no program that renders Mermaid is installed") == 1
    assert "(and 1 more)" in said.output
    assert "neuromatch-site[diagrams]" in said.output
    assert len(_pictures(course)) == 1


_KINDS = """# Page

:::{mermaid}
:alt: A way and back

flowchart LR
  A[Seen] -->|again| B(Known)
:::

```mermaid
sequenceDiagram
  A->>B: spike
  A->> B
```

:::{mermaid}
%% a note
flowchart LR
  A ->>- C
:::
"""


def test_mermaid_draws_without_a_browser_and_names_the_line_of_a_mistake(tmp_path: Path) -> None:
    pytest.importorskip("mermaidx")
    course = Course.write(tmp_path / "course", {"index.md": _KINDS})
    said = _run(course)
    assert "1 drawn, 0 current, 2 failed" in said.output
    assert "index.md:13:1: warning: this diagram cannot be drawn: Parse error on" in said.output
    assert "index.md:16:1: warning: this diagram cannot be drawn: Parse error on" in said.output
    (picture,) = (path.read_text(encoding="utf-8") for path in _pictures(course))
    assert all(word in picture for word in ("Seen", "again", "Known"))
    assert 'alt="A way and back"' in course.build().file("index.html")


def test_a_graph_reads_no_file(course: Course) -> None:
    (course.folder / "secret.ps").write_text("%!PS\n", encoding="utf-8")
    page = '# Page\n\n```{graphviz}\ndigraph { a [shapefile="secret.ps"] }\n```\n'
    (course.folder / "index.md").write_text(page, encoding="utf-8")
    _run(course)
    assert all("secret" not in path.read_text(encoding="utf-8") for path in _pictures(course))
