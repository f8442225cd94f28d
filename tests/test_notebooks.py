"""Notebooks that no case file can hold, and any notebook at all."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.model.ast.nodes import AnsiText, Problem
from neuromatch_site.model.ast.serialize import from_json, to_json
from neuromatch_site.model.ast.visit import select
from neuromatch_site.myst.language import parse_myst
from neuromatch_site.readers.cells import MAX_BYTES
from neuromatch_site.readers.notebook import NotebookTree, notebook_tree, read_notebook
from neuromatch_site.readers.output_forms import MAX_TEXT


def _read(content: bytes) -> tuple[NotebookTree, Diagnostics]:
    diagnostics = Diagnostics()
    notebook = read_notebook("a.ipynb", content, diagnostics)
    return notebook_tree(notebook, parse_myst, diagnostics), diagnostics


def _notebook(*cells: object) -> bytes:
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}).encode()


def _code(*outputs: object) -> dict[str, object]:
    return {"cell_type": "code", "metadata": {}, "source": "run()", "outputs": outputs}


@pytest.mark.parametrize(
    ("content", "rule", "message"),
    [
        (
            b'{"a": ' + b"[" * 100_000,
            Rule.NOTEBOOK_VALID,
            "the JSON of this notebook is nested too deeply",
        ),
        (b'{"a": "\xe9"}', Rule.ENCODING, "byte 0xE9 is not UTF-8"),
        (b"\xff\xfe{\x00", Rule.ENCODING, "byte 0xFF is not UTF-8"),
        (
            b" " * (MAX_BYTES + 1),
            Rule.PAGE_TOO_LARGE,
            "the notebook is 20 MB; the limit is 20 MB",
        ),
    ],
    ids=["deep", "latin-1", "utf-16", "large"],
)
def test_a_file_that_is_no_notebook_gives_one_message_and_a_page(
    content: bytes, rule: Rule, message: str
) -> None:
    tree, diagnostics = _read(content)
    assert [(one.rule, one.message) for one in diagnostics] == [(rule, message)]
    assert all(one.hint for one in diagnostics)
    assert isinstance(tree.root.children[0], Problem)


def test_an_output_without_end_is_cut() -> None:
    text = "tick\n" * MAX_TEXT
    tree, diagnostics = _read(
        _notebook(_code({"output_type": "stream", "name": "stdout", "text": text}))
    )
    printed = next(select(tree.root, AnsiText))
    assert len(printed.value) <= MAX_TEXT
    assert [one.rule for one in diagnostics] == [Rule.OUTPUT_SHOWN]


def test_many_pieces_of_a_stream_are_one_text() -> None:
    piece = {"output_type": "stream", "name": "stdout", "text": ["."]}
    tree, diagnostics = _read(_notebook(_code(*[piece] * 20_000)))
    assert [node.value for node in select(tree.root, AnsiText)] == ["." * 20_000]
    assert not diagnostics.items


def test_a_byte_order_mark_is_no_mistake() -> None:
    tree, diagnostics = _read(b"\xef\xbb\xbf" + _notebook({"cell_type": "raw", "source": "a"}))
    assert len(tree.root.children) == 1
    assert not diagnostics.items


_TEXTS = st.text(max_size=30) | st.lists(st.text(max_size=10), max_size=3)
_ODD = (
    st.none()
    | st.booleans()
    | st.integers()
    | _TEXTS
    | st.dictionaries(st.text(max_size=5), _TEXTS)
)
_FORMS = st.sampled_from(
    ["text/plain", "text/html", "text/latex", "text/markdown", "image/png", "image/svg+xml",
     "application/json", "application/javascript", "application/x-other"]
)  # fmt: skip
_OUTPUTS = st.fixed_dictionaries(
    {"output_type": st.sampled_from(["stream", "error", "display_data", "execute_result", "odd"])},
    optional={
        "name": _ODD,
        "text": _ODD,
        "data": st.dictionaries(_FORMS, _ODD, max_size=3) | _ODD,
        "metadata": st.dictionaries(_FORMS, st.dictionaries(st.text(max_size=5), _ODD)) | _ODD,
        "ename": _ODD,
        "traceback": _ODD,
    },
)
_CELLS = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["markdown", "code", "raw", "odd"]), "source": _ODD},
    optional={
        "metadata": st.dictionaries(st.sampled_from(["tags", "label", "jupyter", "x"]), _ODD)
        | _ODD,
        "outputs": st.lists(_OUTPUTS | _ODD, max_size=3) | _ODD,
        "attachments": st.dictionaries(st.text(max_size=5), _ODD) | _ODD,
    },
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_CELLS | _ODD, max_size=4))
def test_any_notebook_gives_a_tree_that_survives_its_json(cells: list[object]) -> None:
    tree, diagnostics = _read(_notebook(*cells))
    data = to_json(tree.root)
    assert to_json(from_json(data)) == data
    json.dumps(data).encode()
    assert all(one.position.path == "a.ipynb" for one in diagnostics)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_page(content: bytes) -> None:
    tree, diagnostics = _read(content)
    assert diagnostics.items
    assert tree.root.children
