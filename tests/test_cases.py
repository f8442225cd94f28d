"""Every section of every case file is a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from case_runners import CASE_RUNNERS, CaseRunner
from cases import Block, Case, read_cases, rewrite
from courses import FILES, Course, as_yaml, course_files, from_yaml, shown

from neuromatch_site.diagnostics.diagnostic import Diagnostics

_CASES = read_cases()
_Changes = dict[Path, tuple[dict[Block, str], dict[int, Block]]]


@pytest.fixture(scope="module")
def changes(request: pytest.FixtureRequest) -> Iterator[_Changes | None]:
    """Collect what ``--update`` will write; None where the cases are held to what they say."""
    collected: _Changes | None = {} if request.config.getoption("--update") else None
    yield collected
    for path, (texts, additions) in (collected or {}).items():
        rewrite(path, texts, additions)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path, changes: _Changes | None) -> None:
    """What comes out is what the section shows; a section without diagnostics has none."""
    got = _run(case, tmp_path)
    unsaid = got.pop(_NO_BLOCK, "")
    if changes is None:
        for block, text in got.items():
            assert _comparable(block, text) == _comparable(block, block.text), _place(case, block)
        assert unsaid == "", f"diagnostics that {_place(case, case.blocks[0])} does not show"
        return
    texts, additions = changes.setdefault(case.path, ({}, {}))
    for block, text in got.items():
        if _written(block, text) != _written(block, block.text):
            texts[block] = _written(block, text)
    if unsaid:
        additions[case.end] = Block("diagnostics", "", unsaid, case.end, case.end)


_NO_BLOCK = Block("diagnostics", "", "", -1, -1)


def _run(case: Case, tmp_path: Path) -> dict[Block, str]:
    area = CASE_RUNNERS[case.area]
    expected = _expectations(case, area)
    course = Course.write(tmp_path / "course", course_files(case.blocks, area.outputs))
    diagnostics = Diagnostics()
    got = {}
    for block in expected:
        if block.kind != "diagnostics":
            heard = Diagnostics()
            got[block] = area.outputs[block.kind](course, block.name, heard)
            diagnostics.items.extend(one for one in heard if one not in diagnostics.items)
    if not got:
        area.check(course, "", diagnostics)
    said = next((block for block in expected if block.kind == "diagnostics"), _NO_BLOCK)
    return got | {said: shown(diagnostics.items)}


def _expectations(case: Case, area: CaseRunner) -> list[Block]:
    known = {*FILES, *area.outputs, "diagnostics"}
    for block in case.blocks:
        assert block.kind in known, f"{_place(case, block)}: choose one of {sorted(known)}"
    expected = [one for one in case.blocks if one.kind in {*area.outputs, "diagnostics"}]
    assert expected, f"{_place(case, case.blocks[0])}: the section expects nothing"
    return expected


def _place(case: Case, block: Block) -> str:
    return f"{case.path.name}:{block.line + 1}: `{block.kind}`"


def _comparable(block: Block, text: str) -> object:
    """Return what is compared: of a tree its data, so that it may be written as authors like."""
    if block.kind == "mdast":
        tree = from_yaml(text)
        return tree if "position:" in block.text else _without_positions(tree)
    return text


def _written(block: Block, text: str) -> str:
    """Return the text in the one form that is written."""
    tree = _comparable(block, text)
    return tree if isinstance(tree, str) else as_yaml(tree) if tree else ""


def _without_positions(tree: object) -> object:
    if isinstance(tree, dict):
        return {key: _without_positions(one) for key, one in tree.items() if key != "position"}
    return [_without_positions(one) for one in tree] if isinstance(tree, list) else tree
