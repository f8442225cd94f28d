"""What an import understands: TeX, DOIs, times, credits, videos."""

import base64
import json
from pathlib import Path

import pytest

from neuromatch_site.commands.importers._plan import Cell, Plan
from neuromatch_site.commands.importers.cells import Notebook, ask_quizzes
from neuromatch_site.commands.importers.credits import minutes, read_credits
from neuromatch_site.commands.importers.media import media_of
from neuromatch_site.commands.importers.notebook import add_notebook
from neuromatch_site.commands.importers.tex import repaired, with_tags
from neuromatch_site.commands.importers.text import normalized


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"\begin{eqnarray*} a &=& b \end{eqnarray*}", r"\begin{align*} a &= b \end{align*}"),
        (
            r"\bigg[\begin{array} & 2 & -5 \\ 1 & -2 \end{array} \bigg]",
            r"\bigg[\begin{array}{cc}  2 & -5 \\ 1 & -2 \end{array} \bigg]",
        ),
        (r"\begin{array}{cc} 1 & 2 \end{array}", r"\begin{array}{cc} 1 & 2 \end{array}"),
    ],
)
def test_tex_is_repaired(before: str, after: str) -> None:
    assert repaired(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "\\begin{align}\na &= 0  \\qquad (2)\\\\[1mm]\nb &= 0 \\quad\\qquad (3)\n\\end{align}",
            "\\begin{align}\na &= 0  \\tag{2}\\\\[1mm]\nb &= 0 \\tag{3}\n\\end{align}",
        ),
        (r"$$x \quad(4b)$$", r"$$x \tag{4b}$$"),
        (
            r"\begin{equation} f = 4 (5) \end{equation}",
            r"\begin{equation} f = 4 (5) \end{equation}",
        ),
        (r"$a \quad (1)$ and \quad (2)", r"$a \quad (1)$ and \quad (2)"),
    ],
)
def test_numbers_that_authors_type_are_tags(before: str, after: str) -> None:
    assert with_tags(before) == after


def test_dois_are_written_as_today() -> None:
    assert normalized("<http://dx.doi.org/10.1016/S0896-6273(03)00149-1>") == (
        "<https://doi.org/10.1016/S0896-6273(03)00149-1>"
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("*Estimated timing of tutorial: 1 hour*", 60),
        ("*Estimated timing of tutorial:* 25 minutes", 25),
        ("*Estimated timing of tutorial: 1 hour 15 min*", 75),
        ("*Estimated timing to here from start of tutorial: 20 min*", 0),
    ],
)
def test_timings(text: str, wanted: int) -> None:
    assert minutes(text) == wanted


@pytest.mark.parametrize("label", ["**{}**: A B", "**{}:** A B", "__{}:__ A B"])
def test_every_way_to_write_a_credit(label: str) -> None:
    found = read_credits("# T\n" + label.format("Content creators"))
    assert (found.title, found.authors, found.rest) == ("T", ["A B"], "")


def test_names_may_be_links() -> None:
    found = read_credits(
        "**Content creators:** [Ada Alpha](https://example.org/a,b/), Ben Beta and"
        " [Cy Gamma](http://example.org)"
    )
    assert found.authors == ["Ada Alpha", "Ben Beta", "Cy Gamma"]
    assert found.urls == {
        "Ada Alpha": "https://example.org/a,b/",
        "Cy Gamma": "http://example.org",
    }


def test_several_credits_on_one_line() -> None:
    line = "**Production editors:** A B | **Post-production Team:** C D | **Sponsors:** E"
    found = read_credits(f"# T\n{line}")
    assert (found.contributors, found.rest) == (["A B", "C D"], line)
    table = "| **Day** | **Topic** |"
    assert read_credits(table).rest == table


@pytest.mark.parametrize(
    "code",
    [
        "video_ids = [('Youtube', __import__('os').getcwd())]",
        "video_ids = [" + "(" * 5000,
        "IFrame(src='https://example.org/widget')",
        "x = 1",
    ],
)
def test_code_that_shows_no_film_stays_code(code: str) -> None:
    assert media_of(code, "") == ""


def test_questions_of_a_cell_become_directives(tmp_path: Path) -> None:
    answers = [{"answer": "This", "correct": True}, {"answer": "That"}]
    question = {"question": "Which?", "type": "multiple_choice", "answers": answers}
    call = "from jupyterquiz import display_quiz\ndisplay_quiz({})"
    cells = [Cell("code", call.format([question])), Cell("code", call.format("'questions.json'"))]
    notebook = Notebook("a.ipynb", tmp_path, cells)
    ask_quizzes(notebook)
    first, second = notebook.cells
    assert (first.kind, second.kind) == ("markdown", "code")
    assert first.text == ":::::{quiz}\nWhich?\n\n- [x] This\n- [ ] That\n:::::"


def test_questions_of_a_file_and_hidden_ones_become_directives(tmp_path: Path) -> None:
    question = {"question": "Which?", "type": "multiple_choice", "answers": [{"answer": "This"}]}
    text = json.dumps([question])
    (tmp_path / "questions.json").write_text(text, encoding="utf-8")
    coded = base64.b64encode(text.encode()).decode()
    (tmp_path / "coded.txt").write_text(coded, encoding="utf-8")
    cells = [
        Cell("markdown", f'Before <span style="display:none" id="q1">{coded}</span>'),
        *(
            Cell("code", f"display_quiz({name!r})")
            for name in ("questions.json", "coded.txt", "#q1", "#none", "../questions.json")
        ),
    ]
    notebook = Notebook("a.ipynb", tmp_path, cells)
    ask_quizzes(notebook)
    asked = ":::::{quiz}\nWhich?\n\n- [ ] This\n:::::"
    assert [cell.text for cell in notebook.cells[:4]] == ["Before", asked, asked, asked]
    assert [cell.kind for cell in notebook.cells[4:]] == ["code", "code"]


def test_a_line_that_thanks_helpers_stays() -> None:
    line = "__Content creators:__ Ada Alpha, Ben Beta with help from Cy Gamma"
    found = read_credits(f"# T\n{line}")
    assert (found.authors, found.rest) == (["Ada Alpha", "Ben Beta", "Cy Gamma"], line)


def test_a_cell_that_is_too_large_is_kept_and_the_others_are_rewritten(tmp_path: Path) -> None:
    large = "# @title Helpers\n" + "\n".join(f"w_{number} = {number}" for number in range(6000))
    picture = f"data:image/png;base64,{base64.b64encode(bytes(60_000)).decode()}"
    video = "video_ids = [('Youtube', '87z6OR7-DBI')]"
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Tutorial 1: Rivers"},
        {"cell_type": "code", "metadata": {}, "source": large, "outputs": []},
        {"cell_type": "markdown", "metadata": {}, "source": f"![a]({picture})"},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": video},
    ]
    folder = tmp_path / "tutorials" / "W1D1_Rivers"
    folder.mkdir(parents=True)
    data = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "W1D1_Tutorial1.ipynb").write_text(json.dumps(data), encoding="utf-8")
    plan = Plan()
    made = add_notebook(plan, tmp_path, "tutorials/W1D1_Rivers/W1D1_Tutorial1.ipynb", "rivers")
    text = plan.files[made]
    assert isinstance(text, str)
    assert large in text
    assert ":tags: [hide-input]" in text
    assert "images/rivers_1.png" in text
    assert "nma-video" in text
