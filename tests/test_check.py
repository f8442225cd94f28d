"""What ``check`` says beyond a build, and that it says nothing of what is in order."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from checked_course import CONFIG, DRAWING, GOOD, said
from click.testing import CliRunner
from servers import Reply, Request, serving

from neuromatch_site.commands.check import CHECKS
from neuromatch_site.commands.check.external import ask
from neuromatch_site.commands.cli import main
from neuromatch_site.commands.http import HttpClient, RetryPolicy
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.workers.progress import Progress

VIDEO = "# B\n\n:::{nma-video} A video\n:youtube: abcdefghijk\n:::\n"


def test_a_course_in_order_is_not_complained_of(tmp_path: Path) -> None:
    assert said(tmp_path, {}) == []


def test_a_thumbnail_is_used_however_its_path_is_written(tmp_path: Path) -> None:
    page = "---\nthumbnail: ./small/../small/q.svg\n---\n" + GOOD["b.md"]
    assert said(tmp_path, {"b.md": page, "small/q.svg": DRAWING}) == []


def test_pictures_that_settings_and_data_name_are_used(tmp_path: Path) -> None:
    edition = (
        "editions:\n- name: One\n  start: 2027-03-15\n  sponsors: [{name: F, logo: q/logo.svg}]\n"
    )
    people = "- {title: Team, people: [{name: A B, image: q/person.svg}]}\n"
    config = CONFIG + "site:\n  options: {cover: q/cover.svg, ornament: q/ornament.svg}\n"
    changes = {"myst.yml": config, "data/conference.yml": edition, "data/people.yml": people}
    pictures = {f"q/{name}.svg": DRAWING for name in ("logo", "person", "cover", "ornament")}
    assert [
        one for one in said(tmp_path, {**changes, **pictures}) if one[0] == Rule.FILE_USED
    ] == []


def test_an_address_in_a_data_file_that_is_none_is_said_once(tmp_path: Path) -> None:
    text = "editions:\n- name: One\n  start: 2027-03-15\n  submission: {url: example.org/submit}\n"
    page = "---\nsite: {template: conference}\n---\n" + GOOD["b.md"]
    found = said(tmp_path, {"b.md": page, "data/conference.yml": text})
    assert found == [(Rule.LINK_RESOLVES, "data/conference.yml:4")]


def test_labels_of_a_page_that_nobody_needs_are_one_message(tmp_path: Path) -> None:
    labels = "".join(f"\n(lost-{number})=\nWords.\n" for number in range(7))
    found = said(tmp_path, {"b.md": GOOD["b.md"] + labels})
    assert [rule for rule, _ in found] == [Rule.LABEL_USED]


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
            {"b.md": GOOD["b.md"] + "\n[The lesson](http://127.0.0.1:8000/b/)\n"},
            Rule.LINK_PUBLIC,
            "b.md:8",
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
    video = VIDEO.replace(":youtube: abcdefghijk", ":youtube: abcdefghijk\n:bilibili: BV1up4y1S7wj")
    words = "WEBVTT\n\n00:01.000 --> 00:04.000\nWords.\n"
    changes = {
        "b.md": GOOD["b.md"].replace("# B\n", video),
        "transcripts/abcdefghijk.en.vtt": words,
    }
    assert said(tmp_path, changes) == []


def test_a_heavy_picture_is_said_where_it_is_shown(tmp_path: Path) -> None:
    heavy = DRAWING.replace("/>", f"><!--{'x' * 1_600_000}--></svg>")
    assert said(tmp_path, {"p.svg": heavy}) == [(Rule.IMAGE_HEAVY, "index.md:6")]


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
    """Response as servers of the web do."""
    if request.path == "/no-head":
        return Reply(405 if request.method == "HEAD" else 200, b"words")
    return Reply({"/gone": 404, "/refused": 403, "/moved": 301}.get(request.path, 200))


def test_other_sites_are_asked_once_and_refusals_are_no_mistakes() -> None:
    with serving(lambda _: answer) as server:
        urls = [f"{server.url}/{name}" for name in ("fine", "gone", "refused", "no-head")]
        web = HttpClient(RetryPolicy(tries=0, wait=0), private=True)
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


def test_a_label_before_something_embedded_is_a_place(tmp_path: Path) -> None:
    own = GOOD["index.md"] + "\nSee [it](#mine).\n\n(mine)=\n![](#note)\n"
    other = GOOD["b.md"] + "\n:::{note}\n:label: note\nWords.\n:::\n"
    assert said(tmp_path, {"index.md": own, "b.md": other}) == []


def test_a_notebook_that_cannot_be_read_is_told_of_once(tmp_path: Path) -> None:
    config = CONFIG + "    - file: n.ipynb\n"
    found = said(tmp_path, {"myst.yml": config, "n.ipynb": "no notebook"})
    assert found == [(Rule.NOTEBOOK_VALID, "n.ipynb:1")]


def _publish(folder: Path) -> tuple[int, dict[str, str]]:
    """Return the exit code of the checklist, and what stands in the box of each line."""
    done = CliRunner().invoke(main, ["check", str(folder), "--publish"])
    lines = (line for line in done.stdout.splitlines() if line.startswith("["))
    return done.exit_code, {line[4:16].strip(): line[1] for line in lines}


def test_a_new_course_has_a_list_of_what_is_left_to_do(tmp_path: Path) -> None:
    course = tmp_path / "course"
    CliRunner().invoke(main, ["new", "course", str(course), "--title", "A: title"])
    code, boxes = _publish(course)
    assert code == 0
    wanted = {"errors": "x", "title": "x", "licence": "x", "workflow": "x", "address": "x"}
    wanted |= {"authors": " ", "examples": " ", "citation": " ", "repository": " ", "Pages": "?"}
    assert wanted.items() <= boxes.items()
    lesson = course / "week-1" / "neurons.md"
    lesson.write_text("---\ntitle: Neurons\ndraft: true\n---\n")
    config = course / "myst.yml"
    words = config.read_text().replace("project:\n", "project:\n  authors: [{name: Ada Example}]\n")
    config.write_text(words)
    (course / "glossary.md").write_text("# Glossary\n\n![](gone.png)\n")
    (course / ".git").mkdir()
    (course / ".git" / "config").write_text('[remote "origin"]\n\turl = git@github.com:a/b.git\n')
    code, boxes = _publish(course)
    assert code == 1
    wanted = {"errors": "!", "authors": "x", "drafts": "?", "repository": "x"}
    assert wanted.items() <= boxes.items()


def test_a_folder_without_a_course_has_no_list(tmp_path: Path) -> None:
    assert _publish(tmp_path / "none") == (1, {})
