"""Citations and lists with numbers, as a style writes them."""

import re
from pathlib import Path

import pytest
from courses import Course


def _style(citation: str, label: str) -> str:
    return (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
        '<info><title>Numbers</title><id>numbers</id><category citation-format="numeric"/></info>'
        f'<citation collapse="citation-number"><sort><key variable="citation-number"/></sort>'
        f"{citation}</citation>"
        f'<bibliography><layout suffix="."><text variable="citation-number" {label}/>'
        '<text variable="title" prefix=" "/></layout></bibliography></style>'
    )


_HIGH = '<layout vertical-align="sup" delimiter=","><text variable="citation-number"/></layout>'
_ROUND = '<layout prefix="(" suffix=")" delimiter=","><text variable="citation-number"/></layout>'
_EACH = '<layout delimiter=", "><text variable="citation-number" prefix="[" suffix="]"/></layout>'


@pytest.mark.parametrize(
    ("citation", "label", "group", "single", "shown"),
    [
        (_HIGH, 'suffix="."', "<sup>1–3</sup>", "Roe<sup>1</sup>", "1."),
        (_ROUND, 'suffix="."', "(1–3)", "Roe (1)", "1."),
        (_EACH, 'prefix="[" suffix="]"', "[1–3]", "Roe [1]", "[1]"),
    ],
)
def test_numbers_stand_as_the_style_writes_them(
    citation: str, label: str, group: str, single: str, shown: str, tmp_path: Path
) -> None:
    books = "".join(f"@book{{{key}, title={{{key}}}, author={{Roe, Bo}}}}\n" for key in "abc")
    files = {
        "myst.yml": "version: 1\nproject: {title: T, toc: [{file: index.md}]}\n"
        "site: {options: {citation_style: own.csl}}\n",
        "own.csl": _style(citation, label),
        "a.bib": books,
        "index.md": "# Page\n\n@a\n\n[@c; @b; @a]\n\n[@b; @c]\n",
    }
    page = Course.write(tmp_path / "course", files).build().file("index.html")
    text = re.sub(r"</?a\b[^>]*>", "", page)
    assert f"<p>{single}</p>" in text
    assert f"<p>{group}</p>" in text
    assert f'<span class="bibliography__number">{shown}</span>' in text
