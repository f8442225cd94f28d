"""Workflows, and the action for other courses."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

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


def test_the_workflow_of_the_readme_is_one(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    workflow = tmp_path / "workflow.yml"
    workflow.write_text(readme.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    schema = ("--builtin-schema", "vendor.github-workflows")
    checked = _run(_program("check-jsonschema"), *schema, str(workflow))
    assert checked.returncode == 0, checked.stdout
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    steps = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]["site"]["steps"]
    ours = next(step for step in steps if "neuromatch-site" in step["uses"])
    assert ours["with"].keys() <= inputs.keys()


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


def _run_action(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run the build step of the action, with this environment where it would have made one."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    inputs = {name: str(one["default"]) for name, one in action["inputs"].items()} | given
    step = next(step for step in action["runs"]["steps"] if step["name"] == "Build")
    programs = folder / "runner" / "neuromatch-site"
    programs.mkdir(parents=True)
    (programs / "bin").symlink_to(Path(sys.executable).parent)
    env = {
        name: inputs[value.removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, value in step["env"].items()
    }
    runner = {"RUNNER_TEMP": str(folder / "runner")}
    return _run("bash", "-e", "-c", step["run"], folder=folder, env=env | runner)
