"""What is installed: in step with ``pyproject.toml``, held by hashes, and known by name."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from servers import Reply, Request, Response, serving

pytestmark = pytest.mark.slow

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: Mapping[str, Sequence[str]] = PROJECT["project"]["optional-dependencies"]
BUILD: Sequence[str] = PROJECT["dependency-groups"]["build"]
_WANTED: Mapping[str, tuple[Sequence[str], frozenset[str]]] = {
    "all": ([*PROJECT["project"]["dependencies"], *BUILD], frozenset(EXTRAS) - {"pandoc"}),
    "site": (PROJECT["project"]["dependencies"], frozenset()),
    "course": (PROJECT["project"]["dependencies"], frozenset({"interactive", "lite", "spelling"})),
    "execute": (PROJECT["project"]["dependencies"], frozenset({"execute"})),
    "build": (BUILD, frozenset()),
}
"""What each file is for: requirements, and extras of this project."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A line of a file in ``requirements/``."""

    requirement: Requirement
    hashes: frozenset[str]

    @property
    def version(self) -> str:
        (one,) = self.requirement.specifier
        return one.version


def _pins(name: str) -> dict[str, Pin]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    found: dict[str, Pin] = {}
    for line in text.replace("\\\n", "").splitlines():
        requirement, *hashes = line.split("--hash=")
        pin = Pin(Requirement(requirement), frozenset(one.strip() for one in hashes))
        found[canonicalize_name(pin.requirement.name)] = pin
    return found


def _needed(wanted: Sequence[str], extras: frozenset[str]) -> dict[str, list[Requirement]]:
    """Return all that this machine needs for that, by name, with every demand on its version."""
    found: dict[str, list[Requirement]] = {}
    own = [one for extra in extras for one in EXTRAS[extra]]
    waiting = [Requirement(one) for one in (*wanted, *own)]
    seen = set()
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if str(one) in seen or name == PROJECT["project"]["name"]:
            continue
        if one.marker is None or one.marker.evaluate({"extra": ""}):
            seen.add(str(one))
            found.setdefault(name, []).append(one)
            waiting += _of(name, frozenset(one.extras))
    return found


def _of(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    """Yield what an installed package needs with these extras, on this machine."""
    for one in map(Requirement, distribution(name).requires or ()):
        marks = ({"extra": extra} for extra in ("", *extras))
        if one.marker is None or any(one.marker.evaluate(mark) for mark in marks):
            yield Requirement(str(one).partition(";")[0])


@pytest.mark.parametrize("name", _WANTED)
def test_what_is_pinned_is_what_is_asked_for(name: str) -> None:
    pins = {
        key: pin
        for key, pin in _pins(name).items()
        if pin.requirement.marker is None or pin.requirement.marker.evaluate()
    }
    needed = _needed(*_WANTED[name])
    assert not needed.keys() - pins.keys(), "run `make requirements`"
    assert not pins.keys() - needed.keys(), "nothing needs these: run `make requirements`"
    for key, demands in needed.items():
        assert all(one.specifier.contains(pins[key].version) for one in demands), key


@pytest.mark.parametrize("name", _WANTED)
def test_every_file_has_a_hash(name: str) -> None:
    for key, pin in _pins(name).items():
        assert re.fullmatch(r"==[^*,]+", str(pin.requirement.specifier)), key
        assert pin.requirement.url is None, key
        assert pin.hashes, key
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in pin.hashes), key


@pytest.mark.parametrize("name", ["site", "build"])
def test_each_set_is_a_part_of_the_whole(name: str) -> None:
    whole = _pins("all")
    for key, pin in _pins(name).items():
        assert (pin.version, pin.hashes) == (whole[key].version, whole[key].hashes), key


def test_nothing_is_installed_past_them() -> None:
    """Workflows, the action and make install by two scripts, which ask for hashes."""
    paths = [*(ROOT / ".github").rglob("*.yml"), ROOT / "action.yml", ROOT / "Makefile"]
    asks = re.compile(r"pip[ \w-]* install|uv (pip|add|sync|tool)")
    assert not [path.name for path in paths if asks.search(path.read_text(encoding="utf-8"))]
    for name in ("install", "sbom"):
        script = (ROOT / ".ci" / name).read_text(encoding="utf-8")
        installs = re.findall(r"^ *pip (.*)$", script, re.MULTILINE)
        assert [("--require-hashes" in one, "--no-deps" in one) for one in installs] == [
            (True, False),
            (False, True),
        ]


# Known holes, asked of a server on this machine that answers as OSV does.


@pytest.mark.parametrize(
    ("holed", "code", "said"),
    [("pluggy", 1, "PYSEC-1"), ("", 0, "No hole is known"), (None, 3, "Nobody could be asked")],
)
def test_an_audit_tells_holes_from_silence(holed: str | None, code: int, said: str) -> None:
    def answer(_url: str) -> Response:
        return lambda request: Reply(503) if holed is None else _osv(request, holed)

    programs = str(Path(sys.executable).parent)
    with serving(answer) as server:
        ran = subprocess.run(
            ["sh", ".ci/audit", programs, "--vulnerability-service=osv", "--osv-url", server.url],
            cwd=ROOT,
            env={**os.environ, "NO_PROXY": "127.0.0.1"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == code, ran.stderr
    assert said in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert bool(ran.stdout) == (code == 1)


def _osv(request: Request, holed: str) -> Reply:
    asked = json.loads(request.body)
    package = {"name": asked["package"]["name"], "ecosystem": "PyPI"}
    if package["name"] != holed:
        return Reply(body=b"{}")
    affected = {"package": package, "versions": [asked["version"]], "ranges": []}
    hole = {"id": "PYSEC-1", "details": "A hole.", "published": "2026-01-01T00:00:00Z"}
    return Reply(body=json.dumps({"vulns": [{**hole, "affected": [affected]}]}).encode())


# The Nu HTML checker, which npm gives.


def test_another_html_checker_than_the_one_that_is_pinned_is_not_kept(tmp_path: Path) -> None:
    jar = tmp_path / "vnu.jar"
    jar.write_bytes(b"something else")
    (tmp_path / "npm").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tmp_path / "npm").chmod(0o755)
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    ran = subprocess.run(
        ["sh", ".ci/vnu", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, "the other tests run"
    assert "NOT CHECKED by the Nu HTML checker" in ran.stderr
    assert not jar.exists()


def test_what_makes_a_jupyterlite_can_take_notebooks() -> None:
    assert "jupyter-server" in _pins("course"), "`make site` builds notebooks that run in the page"
