"""What ``check`` says beyond a build, and that it says nothing of what is in order."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from servers import Reply, Request, serving

from neuromatch_site.check import CHECKS, checked
from neuromatch_site.check.external import ask, is_public
from neuromatch_site.cli import main
from neuromatch_site.diagnostics import Rule
from neuromatch_site.options import Options
from neuromatch_site.progress import Progress
from neuromatch_site.web import Patience, Web

CONFIG = "version: 1\nproject:\n  title: C\n  toc:\n    - file: index.md\n    - file: b.md\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'
GOOD: Mapping[str, str] = {
    "myst.yml": CONFIG,
    "index.md": "# Front\n\n(here)=\n## Section\n\n![A square](p.svg) [the page](b.md)\n",
    "b.md": "# B\n\nBack to [](#here). See [@a2020].\n\n```{include} part.md\n```\n",
    "part.md": "Part.\n",
    "p.svg": DRAWING,
    "refs.bib": "@article{a2020, title={T}, author={A, B}, year={2020}}\n",
    "README.md": "For those who come to the repository.\n",
}
VIDEO = "# B\n\n:::{nma-video} A film\n:youtube: abcdefghijk\n:::\n"


def said(folder: Path, changes: Mapping[str, str]) -> list[tuple[Rule, str]]:
    """Return rules and places of what is wrong with the good course after some changes."""
    for path, text in {**GOOD, **changes}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    found = checked(folder, Options(jobs=1), Progress())
    return [(item.rule, f"{item.position.path}:{item.position.line}") for item in found]


def test_a_course_in_order_is_not_complained_of(tmp_path: Path) -> None:
    assert said(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("changes", "rule", "place"),
    [
        ({"lost.md": "# Lost\n"}, Rule.PAGE_ORPHAN, "lost.md:1"),
        ({"q.svg": DRAWING}, Rule.FILE_USED, "q.svg:1"),
        ({"b.md": "# B\n\n[@a2020]\n"}, Rule.LABEL_USED, "index.md:4"),
        ({"b.md": "# B\n\n[](#here)\n"}, Rule.CITATION_USED, "refs.bib:1"),
        ({"b.md": GOOD["b.md"] + "\n[here](index.md)\n"}, Rule.LINK_TEXT_TELLS, "b.md:8"),
        (
            {"myst.yml": CONFIG + "site:\n  nav:\n    - title: X\n      url: /nowhere/\n"},
            Rule.ADDRESS_RESOLVES,
            "index.md:1",
        ),
        (
            {"b.md": GOOD["b.md"] + "\nTOKEN = ghp_" + "a1B2" * 9 + "\n"},
            Rule.SECRET_ABSENT,
            "b.md:8",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, changes: Mapping[str, str], rule: Rule, place: str
) -> None:
    assert (rule, place) in said(tmp_path, changes)


def test_a_label_that_its_own_page_refers_to_is_used(tmp_path: Path) -> None:
    own = GOOD["index.md"] + "\nSee [](#here).\n"
    other = GOOD["b.md"].replace("[](#here)", "the front page")
    assert said(tmp_path, {"index.md": own, "b.md": other}) == []


def test_a_film_that_one_provider_has_and_nobody_wrote_down(tmp_path: Path) -> None:
    found = said(tmp_path, {"b.md": GOOD["b.md"].replace("# B\n", VIDEO)})
    assert found == [(Rule.VIDEO_HAS_TRANSCRIPT, "b.md:3"), (Rule.VIDEO_PROVIDERS, "b.md:3")]


def test_what_an_author_declares_of_films_is_believed(tmp_path: Path) -> None:
    declared = "---\nsite:\n  transcript: none\n  providers: one\n---\n" + VIDEO
    assert said(tmp_path, {"b.md": GOOD["b.md"].replace("# B\n", declared)}) == []


def test_a_transcript_is_found_by_the_name_of_the_film(tmp_path: Path) -> None:
    film = VIDEO.replace(":youtube: abcdefghijk", ":youtube: abcdefghijk\n:bilibili: BV1up4y1S7wj")
    words = "WEBVTT\n\n00:01.000 --> 00:04.000\nWords.\n"
    changes = {
        "b.md": GOOD["b.md"].replace("# B\n", film),
        "transcripts/abcdefghijk.en.vtt": words,
    }
    assert said(tmp_path, changes) == []


def test_a_heavy_picture_is_said_where_it_is_shown(tmp_path: Path) -> None:
    heavy = DRAWING.replace("/>", f"><!--{'x' * 1_600_000}--></svg>")
    assert said(tmp_path, {"p.svg": heavy}) == [(Rule.IMAGE_HEAVY, "index.md:6")]


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
    found = checked(folder, Options(jobs=1), Progress())
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


def test_the_error_rules_of_the_course_are_obeyed(tmp_path: Path) -> None:
    rules = "  error_rules:\n    - rule: page-orphan\n      severity: ignore\n"
    quiet = CONFIG.replace("  toc:", rules + "  toc:")
    assert said(tmp_path, {"lost.md": "# Lost\n", "myst.yml": quiet}) == []


def test_every_check_is_a_function_of_its_module() -> None:
    assert all(check.__name__.startswith("check_") and check.__doc__ for check in CHECKS)


def test_the_command_writes_nothing_and_ends_with_one(tmp_path: Path) -> None:
    said(tmp_path, {"lost.md": "# Lost\n"})
    before = sorted(path.name for path in tmp_path.iterdir())
    runner = CliRunner()
    assert runner.invoke(main, ["check", str(tmp_path)]).exit_code == 0
    strict = runner.invoke(main, ["check", str(tmp_path), "--strict"])
    assert strict.exit_code == 1
    assert "lost.md:1:1: warning: `lost.md` is not in the toc" in strict.output
    assert sorted(path.name for path in tmp_path.iterdir()) == before


# Other sites


def answer(request: Request) -> Reply:
    """Answer as servers of the web do."""
    if request.path == "/no-head":
        return Reply(405 if request.method == "HEAD" else 200, b"words")
    return Reply({"/gone": 404, "/refused": 403, "/moved": 301}.get(request.path, 200))


def test_other_sites_are_asked_once_and_refusals_are_no_mistakes() -> None:
    with serving(lambda _: answer) as server:
        urls = [f"{server.url}/{name}" for name in ("fine", "gone", "refused", "no-head")]
        web = Web(Patience(tries=0, wait=0))
        answers = dict(ask([*urls, "http://127.0.0.1:9/closed"], web, 5.0, Progress(), pause=0))
        asked = [(request.method, request.path) for request in server.asked]
    problems = {url.rpartition("/")[2]: problem for url, (_, problem) in answers.items()}
    assert problems == {
        "fine": "",
        "gone": "answers with 404",
        "refused": "",
        "no-head": "",
        "closed": "cannot be reached",
    }
    assert asked == [
        *(("HEAD", "/fine"), ("HEAD", "/gone"), ("GET", "/gone")),
        *(("HEAD", "/refused"), ("GET", "/refused"), ("HEAD", "/no-head"), ("GET", "/no-head")),
    ]


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://example.org/", True),
        ("http://127.0.0.1:8000/", False),
        ("http://[::1]/", False),
        ("http://169.254.169.254/latest/", False),
        ("http://10.0.0.1/", False),
        ("http://printer.local/", False),
        ("http://localhost/", False),
    ],
)
def test_machines_inside_a_network_are_not_asked(url: str, *, public: bool) -> None:
    assert is_public(url) is public


def test_a_label_before_something_embedded_is_a_place(tmp_path: Path) -> None:
    own = GOOD["index.md"] + "\nSee [it](#mine).\n\n(mine)=\n![](#note)\n"
    other = GOOD["b.md"] + "\n:::{note}\n:label: note\nWords.\n:::\n"
    assert said(tmp_path, {"index.md": own, "b.md": other}) == []
