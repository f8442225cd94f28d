"""Workflows, and the action for other courses."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from conftest import ROOT

from neuromatch_site.commands.cli import main

pytestmark = pytest.mark.slow

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def _run(
    *command: str, folder: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def _program(name: str) -> str:
    return str(Path(sys.executable).parent / name)


# What they are


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-actions", [ROOT / "action.yml"]),
        ("vendor.dependabot", [ROOT / ".github" / "dependabot.yml"]),
        (
            "vendor.github-issue-forms",
            sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml")),
        ),
    ],
)
def test_they_are_what_github_reads(schema: str, paths: list[Path]) -> None:
    checked = _run(
        _program("check-jsonschema"), "--builtin-schema", schema, *(str(path) for path in paths)
    )
    assert checked.returncode == 0, checked.stdout


def test_ten_lines_publish_a_course() -> None:
    (workflow,) = _workflows_of("README.md")
    assert len(workflow.splitlines()) == 10
    assert workflow in _workflows_of("docs/publish.md")


def test_a_workflow_that_people_copy_is_one(tmp_path: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    texts = [text for page in ("README.md", "docs/publish.md") for text in _workflows_of(page)]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.yml").write_text(text, encoding="utf-8")
    schema = ("--builtin-schema", "vendor.github-workflows")
    workflows = (str(path) for path in sorted(tmp_path.iterdir()))
    checked = _run(_program("check-jsonschema"), *schema, *workflows)
    assert checked.returncode == 0, checked.stdout
    for text in texts:
        (job,) = yaml.safe_load(text)["jobs"].values()
        ours = next(step for step in job["steps"] if "neuromatch-site" in step["uses"])
        assert ours["with"].keys() <= action["inputs"].keys()


def test_the_action_takes_what_the_commands_take() -> None:
    """But for what a workflow needs not: a terminal, a scheduler, answers for a person."""
    own = {"message_format", "show_all", "quiet", "help", "explain", "publish", "scheduler"}
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    taken = {name.replace("-", "_") for name in action["inputs"]}
    for name in ("build", "check"):
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert {option.name for option in command.params} - own <= taken


def test_the_guide_tells_all_that_the_action_takes() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    guide = (ROOT / "docs" / "publish.md").read_text(encoding="utf-8")
    rows = [line for line in guide.splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == list(action["inputs"])


def _workflows_of(page: str) -> list[str]:
    _, *blocks = (ROOT / page).read_text(encoding="utf-8").split("```yaml\non:")
    return ["on:" + block.partition("```")[0] for block in blocks]


def test_nobody_can_misuse_them() -> None:
    checked = _run(_program("zizmor"), "--offline", "--persona=pedantic", str(ROOT))
    assert checked.returncode == 0, checked.stdout


def test_nothing_of_a_pull_request_runs_with_secrets() -> None:
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        triggers = workflow[True]  # YAML 1.1 reads the key `on` as true
        assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(triggers)
        assert workflow["permissions"] == {}
        if "pull_request" in triggers:
            assert "secrets." not in path.read_text(encoding="utf-8")


# The action


def test_the_action_builds_a_course(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.md").write_text("# Hello\n\nThere.\n", encoding="utf-8")
    built = _run_action(tmp_path, course="mine", messages="messages.json")
    assert built.returncode == 0, built.stdout + built.stderr
    assert "There." in (tmp_path / "_site" / "index.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "messages.json").read_text(encoding="utf-8")) == []


def test_the_action_fails_on_a_mistake_and_shows_its_line(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "index.md").write_text("# Hello\n\n[](#nowhere)\n", encoding="utf-8")
    built = _run_action(tmp_path)
    assert built.returncode == 1
    assert "::error file=course/index.md,line=3," in built.stdout
    assert (tmp_path / "_site" / "index.html").exists()


def test_a_mistake_need_not_keep_a_site_from_being_published(tmp_path: Path) -> None:
    course = {"course/index.md": "# Hello\n\n[](#nowhere)\n", "broken/myst.yml": "project: ["}
    for name, text in course.items():
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    built = _run_action(tmp_path, **{"fail-on": "none"})
    assert built.returncode == 0
    assert "::error file=course/index.md,line=3," in built.stdout
    assert _run_action(tmp_path, **{"fail-on": "error"}).returncode == 1
    nothing = _run_action(tmp_path, course="broken", check="false", **{"fail-on": "none"})
    assert nothing.returncode == 1, "there is no site to publish"


def test_the_action_checks_more_than_it_builds(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "index.md").write_text("# Hi\n\n[here](https://a.org)\n", "utf-8")
    built = _run_action(tmp_path)
    assert built.returncode == 0
    assert built.stdout.count("::warning file=course/index.md,line=3,") == 1
    strict = _run_action(tmp_path, strict="true")
    assert strict.returncode == 1
    assert "::" not in _run_action(tmp_path, check="false").stdout


def _run_action(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run what the action itself does, with this environment where it would have made one."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    inputs = {name: str(one["default"]) for name, one in action["inputs"].items()} | given
    steps = {step["name"]: step for step in action["runs"]["steps"]}
    wanted = [steps["Build"], *([steps["Check"]] if inputs["check"] == "true" else [])]
    programs = folder / "runner" / "neuromatch-site"
    programs.mkdir(parents=True, exist_ok=True)
    if not (programs / "bin").exists():
        (programs / "bin").symlink_to(Path(sys.executable).parent)
    ran = [_run_step(step, inputs, folder) for step in wanted]
    return subprocess.CompletedProcess(
        "action",
        max(one.returncode for one in ran),
        "".join(one.stdout for one in ran),
        "".join(one.stderr for one in ran),
    )


def _run_step(
    step: Mapping[str, Any], inputs: Mapping[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    said = {name: re.findall(r"inputs\.([\w-]+)", value) for name, value in step["env"].items()}
    env = {name: inputs[given[0]] for name, given in said.items()}
    runner = {"RUNNER_TEMP": str(folder / "runner")}
    return _run("bash", "-e", "-c", step["run"], folder=folder, env=env | runner)
