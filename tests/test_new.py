"""A new course works, a new page finds its place."""

import re
import subprocess
from contextlib import chdir
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import ROOT

from neuromatch_site.commands.check import examined
from neuromatch_site.commands.cli import main
from neuromatch_site.commands.scaffold import NewError
from neuromatch_site.commands.scaffold.course import new_course
from neuromatch_site.commands.scaffold.deploy import HOSTS, deploy_files
from neuromatch_site.commands.scaffold.pages import new_page
from neuromatch_site.commands.scaffold.toc import with_toc_entry
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow


def test_a_new_course_is_written(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    assert (tmp_path / "course" / "myst.yml").is_file()
    assert (tmp_path / "course" / "week-1" / "neurons.md").is_file()


def test_a_new_course_passes_the_strictest_check(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    assert list(examined(tmp_path / "course", Options(jobs=1), Progress()).diagnostics) == []


def test_a_new_page_leaves_the_course_in_order_but_for_its_words(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    new_page(tmp_path / "course" / "week-2" / "spikes.md")
    found = examined(tmp_path / "course", Options(jobs=1), Progress()).diagnostics
    assert [(item.rule.id, item.position.path) for item in found] == [
        ("page-empty", "week-2/spikes.md")
    ]


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.md").write_text("mine")
    with pytest.raises(NewError, match="not empty"):
        new_course(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.md"]


def test_a_new_page_is_named_in_the_toc(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    page = tmp_path / "course" / "week-2" / "2-Spiking_networks.md"
    assert new_page(page) == (page, tmp_path / "course" / "myst.yml")
    assert page.read_text() == "---\ntitle: Spiking networks\n---\n\n"
    text = (tmp_path / "course" / "myst.yml").read_text()
    assert "    - file: glossary.md\n    - file: week-2/2-Spiking_networks.md\nsite:" in text


def test_a_page_is_never_written_over(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    with pytest.raises(NewError, match="already exists"):
        new_page(tmp_path / "course" / "index.md")


def test_a_title_may_hold_what_a_file_may_not_be_called(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    page, _ = new_page(tmp_path / "course" / "Čas a prostor: úvod?.md")
    assert page.name == "Čas a prostor úvod.md"
    assert 'title: "Čas a prostor: úvod?"' in page.read_text(encoding="utf-8")
    with pytest.raises(NewError, match="needs a name"):
        new_page(tmp_path / "course" / "???.md")


def test_a_page_outside_a_course_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NewError, match="is not inside a course"):
        new_page(tmp_path / "page.md")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "a:\n  toc:\n  - file: x.md\nb: 1\n",
            "a:\n  toc:\n  - file: x.md\n  - file: n.md\nb: 1\n",
        ),
        (
            "a:\n  toc:\n    - title: T\n      children:\n        - file: x.md\n  c: 2",
            (
                "a:\n  toc:\n    - title: T\n      children:\n        - file: x.md\n"
                "    - file: n.md\n  c: 2"
            ),
        ),
        ("a:\n  toc: []\n", None),
        ("a: 1\n", None),
    ],
)
def test_the_entry_goes_to_the_end_of_the_toc(before: str, after: str | None) -> None:
    assert with_toc_entry(before, "n.md") == after


def _run(folder: Path, *words: str) -> Result:
    with chdir(folder):
        return CliRunner().invoke(main, ["new", *words])


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Statistics", "Ada Example"),
        ('A "quoted": title # with marks', "José Núñez"),
        ("神经科学", "O'Neil, Ada"),
        ("true", ""),
    ],
)
def test_any_title_and_name_gives_a_course_without_problems(
    title: str, author: str, tmp_path: Path
) -> None:
    done = _run(tmp_path, "course", "c", "--title", title, "--author", author)
    assert done.exit_code == 0, done.output
    assert list(examined(tmp_path / "c", Options(jobs=1), Progress()).diagnostics) == []
    config = yaml.safe_load((tmp_path / "c/myst.yml").read_text(encoding="utf-8"))
    assert config["project"]["title"] == title
    assert (tmp_path / "c/.gitignore").read_text().count("_site/") == 1
    workflow = (tmp_path / "c/.github/workflows/publish.yml").read_text()
    assert "course: .\n" in workflow


def test_a_course_inside_a_repository_gets_no_workflow_of_its_own(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    new_course(tmp_path / "course")
    assert not (tmp_path / "course/.github").exists()


def test_a_course_grows_by_commands_and_stays_without_problems(tmp_path: Path) -> None:
    new_course(tmp_path / "c")
    for words in (
        ["week", "Synapses: how?"],
        ["lesson", "week-1/spikes"],
        ["lesson", "week-2/a: b.md"],
        ["notebook", "week-2/try-it"],
        ["announcement", "We begin", "--until", "2099-01-01"],
        ["person", "Ada Example", "--group", "Teaching"],
        ["person", "Grace Example", "--group", "Teaching"],
    ):
        done = _run(tmp_path / "c", *words)
        assert done.exit_code == 0, words
    assert list(examined(tmp_path / "c", Options(jobs=1), Progress()).diagnostics) == []
    text = (tmp_path / "c/myst.yml").read_text()
    first, second = text.split("- title: Week 1")[1].split("Week 2")
    assert "week-1/spikes.md" in first
    assert "week-2/introduction.md" in second
    assert "week-2/try-it.ipynb" in second
    assert (tmp_path / "c/data/people.yml").read_text() == (
        '- title: "Teaching"\n  people:\n    - name: "Ada Example"\n    - name: "Grace Example"\n'
    )


@pytest.mark.parametrize("host", HOSTS)
def test_each_host_gets_its_files_once(host: str, tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    (tmp_path / "course" / ".github" / "workflows" / "publish.yml").unlink()
    assert _run(tmp_path, "deploy", host).exit_code == 0
    text = (tmp_path / HOSTS[host]).read_text()
    assert "course" in text
    assert "@COURSE@" not in text
    again = _run(tmp_path, "deploy", host)
    assert again.exit_code == 1
    assert "already exists" in again.output


def test_the_script_for_a_server_is_a_shell_script(tmp_path: Path) -> None:
    path = tmp_path / "publish.sh"
    path.write_text(deploy_files("rsync", "course")["publish.sh"], encoding="utf-8")
    subprocess.run(["sh", "-n", path], check=True)


def test_workflows_for_authors_pin_the_actions_that_ours_pin() -> None:
    ours = "".join(p.read_text() for p in (ROOT / ".github/workflows").glob("*.yml"))
    ours += (ROOT / "action.yml").read_text()
    pinned = dict(re.findall(r"uses: (\S+)@([0-9a-f]{40})", ours))
    for host in ("github-pages", "cloudflare-pages"):
        (text,) = deploy_files(host, "course").values()
        for action, commit in re.findall(r"uses: (\S+)@(\S+)", text):
            if action != "neuromatch/neuromatch-site":
                assert commit == pinned.get(action), action
