"""What ``check`` looks at only where a course asks for it: licences of pictures, spelling."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from checked_course import CONFIG, GOOD, said

from neuromatch_site.commands.check import examined
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

ASKED = CONFIG + "site:\n  options:\n    image_licenses: true\n"
FIGURE = ":::{figure} p.svg\n:alt: A square\nA caption.\n:::\n"


@pytest.mark.parametrize(
    ("page", "places"),
    [
        (FIGURE, ["b.md:3"]),
        (FIGURE + "\n![A square](p.svg)\n", ["b.md:3"]),
        (FIGURE.replace("A caption", "[A](https://creativecommons.org/licenses/by/4.0/)"), []),
        (FIGURE.replace("A caption", "Drawn by B, CC BY-SA 4.0"), []),
        (FIGURE.replace("A caption", "Drawn by C, CC0"), []),
        (FIGURE.replace("A caption", "Shown with permission of D"), []),
        (FIGURE.replace(":alt:", ":license: CC-BY-SA-4.0\n:alt:"), []),
        ("![A square](p.svg)\n", ["b.md:3"]),
        ("![](p.svg){.decorative}\n", []),
        ("No picture.\n", []),
    ],
)
def test_pictures_name_their_licences_where_a_course_asks(
    tmp_path: Path, page: str, places: list[str]
) -> None:
    front = GOOD["index.md"].replace("![A square](p.svg)", "")
    b = GOOD["b.md"].replace("# B\n", "# B\n\n" + page)
    files = {"myst.yml": ASKED, "index.md": front + "\n[picture](p.svg)\n", "b.md": b}
    assert said(tmp_path, files) == [(Rule.IMAGE_HAS_LICENSE, place) for place in places]


def test_the_licence_of_a_page_is_that_of_its_pictures(tmp_path: Path) -> None:
    page = "---\nlicense: CC-BY-SA-4.0\n---\n" + GOOD["index.md"]
    assert said(tmp_path, {"myst.yml": ASKED, "index.md": page}) == []


# Spelling

SPELT = CONFIG + "site:\n  options:\n    spelling: true\n"


def spelling(folder: Path, changes: Mapping[str, str]) -> list[str]:
    """Return what is said of the spelling of a course that asks for it."""
    for path, text in {**GOOD, "myst.yml": SPELT, **changes}.items():
        (folder / path).write_text(text)
    found = examined(folder, Options(jobs=1), Progress()).diagnostics
    assert {one.rule for one in found} <= {Rule.SPELLING}
    return [f"{one.position}: {one.message}; {one.hint}" for one in found]


def test_words_are_not_looked_at_unless_a_course_asks(tmp_path: Path) -> None:
    assert said(tmp_path, {"part.md": "Seperate words.\n"}) == []


def test_a_word_that_is_misspelt_is_said_where_it_stands(tmp_path: Path) -> None:
    page = "---\ntitle: A seperate page\n---\n" + GOOD["index.md"] + "\nWe\n*recieve* signals.\n"
    found = spelling(tmp_path, {"index.md": page, "part.md": "One.\n\nThe behaviour is wierd.\n"})
    assert [one.partition(";")[0] for one in found] == [
        "index.md:2:10: `seperate` is misspelt",
        "index.md:12:2: `recieve` is misspelt",
        "part.md:3:18: `wierd` is misspelt",
    ]
    assert found[0].endswith("write `separate`; if it is right, put it into `spelling.txt`")


NOT_PROSE = """
`recieve` $recieve$ <https://recieve.example/wierd> [a page](https://e.org/recieve)
[@a2020] recieve.py recieve_all src/recieve {abbr}`RECIEVE (R)` by Ann Recieve
<span lang="fr">recieve</span>

```python
recieve = 1
```
"""


def test_what_is_no_prose_is_not_spelt(tmp_path: Path) -> None:
    assert spelling(tmp_path, {"b.md": GOOD["b.md"] + NOT_PROSE}) == []


def test_pages_of_other_languages_have_their_own_words(tmp_path: Path) -> None:
    page = "---\nlanguage: fr\n---\n" + GOOD["index.md"] + "\nLe recieve et le neurone, sinapse.\n"
    words = "# ours\nsinapse -> synapse\n"
    found = spelling(tmp_path, {"index.md": page, "spelling.txt": words})
    assert [one.partition(";")[0] for one in found] == ["index.md:11:27: `sinapse` is misspelt"]
    assert "write `synapse`" in found[0]


def test_the_words_of_the_course_are_right_in_it(tmp_path: Path) -> None:
    page = GOOD["index.md"] + "\nWe recieve it. Wierd things.\n"
    words = "recieve # as everybody here says\n"
    found = spelling(tmp_path, {"index.md": page, "spelling.txt": words})
    assert [one.partition(";")[0] for one in found] == ["index.md:8:16: `Wierd` is misspelt"]
