"""What is outside of folds in a notebook is outside of folds on the page that is made of it."""

import re
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from courses import Course, notebook

from neuromatch_site.commands.importers import plan_import, write_course

OPENED = (
    "<details>\n<summary>Recap</summary>\n\nHidden words.",
    "<details><summary>Recap</summary>\nHidden words.</detail>",
    "<div align='center'>\n\nSeen words.",
    "```python\nseen = 'words'",
    "Seen words $$\n\\begin{align}\na\n\\end{align}\n$$ and on.",
    "$$\na = b",
    "- seen\n\n  ```\n  words",
    "<table><tr><td>seen words",
)
"""Ends of cells that their authors left open, or nearly so."""


class _Words(HTMLParser):
    """Collects the words of a page outside of folds."""

    def __init__(self) -> None:
        super().__init__()
        self.folds = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.folds += tag == "details"

    def handle_endtag(self, tag: str) -> None:
        self.folds -= tag == "details"

    def handle_data(self, data: str) -> None:
        if not self.folds:
            self.words += re.findall(r"\w+", data)


@pytest.mark.parametrize(("first", "second"), list(product(OPENED, OPENED[::3])))
def test_nothing_is_swallowed(first: str, second: str, tmp_path: Path) -> None:
    text = (
        f"%% markdown\n# Rivers\n%% markdown\n## Springs\n\n{first}\n"
        f"%% markdown\nAlpha comes next.\n%% code\nflow = 1\n%% markdown\n{second}\n"
        "%% markdown\n## Mouths\n\nOmega is last."
    )
    source = Course.write(
        tmp_path / "source",
        {
            "tutorials/materials.yml": "- {day: W1D1, name: Rivers}\n",
            "tutorials/W1D1_Rivers/W1D1_Tutorial1.ipynb": notebook("", text),
        },
    )
    write_course(plan_import(source.folder), tmp_path / "course")
    built = Course(tmp_path / "course", {}).build()
    page = _Words()
    page.feed(built.html("tutorials/W1D1_Rivers/W1D1_Tutorial1.md"))
    for words in ("Springs", "Alpha comes next", "Mouths", "Omega is last", "flow 1"):
        assert words in " ".join(page.words)
    hidden = sum("Hidden" in opened for opened in (first, second))
    assert ("Hidden" not in page.words) or not hidden
    assert page.words.count("Seen") == sum(opened.count("Seen") for opened in (first, second))
