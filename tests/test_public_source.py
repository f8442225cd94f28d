"""What an author removes from a page is in no file of the site: other files show as much as it."""

import json
from collections.abc import Callable, Mapping

import pytest
from courses import Course

Make = Callable[[Mapping[str, str | bytes]], Course]

_PAGE = """# Page

Shown one. <!-- comment: HIDDEN -->

% HIDDEN

```python
x = "<!-- shown two -->" % 2
```

`<!-- shown three -->`

+++ {"tags": ["remove-cell"]}

HIDDEN

```text
HIDDEN
```

## HIDDEN

+++

Shown four.

```{code-cell} python
:tags: [remove-cell]
print("HIDDEN")
```

```{code-cell} python
#| tags: [remove-input]
print("HIDDEN")
```

```{code-cell} python
print("shown five")
```
"""


def _cell(kind: str, source: str, *tags: str, output: str = "") -> dict[str, object]:
    cell: dict[str, object] = {"cell_type": kind, "metadata": {"tags": [*tags]}, "source": source}
    if kind == "code":
        stream = {"output_type": "stream", "name": "stdout", "text": output}
        cell |= {"execution_count": 1, "outputs": [stream] if output else []}
    return cell


_NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 4,
    "metadata": {},
    "cells": [
        _cell("markdown", "# Notebook <!-- HIDDEN -->"),
        _cell("markdown", "HIDDEN", "remove-cell"),
        _cell("code", "'HIDDEN'", "remove-cell"),
        _cell("code", "'HIDDEN'", "remove-input", output="shown six"),
        _cell("code", "'shown seven'", "remove-output", output="HIDDEN"),
        _cell("code", "#| tags: [remove-cell]\n'HIDDEN'"),
    ],
}
_FILES = {
    "index.md": "# Home\n",
    "page.md": _PAGE,
    "notebook.ipynb": json.dumps(_NOTEBOOK),
    "draft.md": "---\ndraft: true\n---\n# HIDDEN\n",
}


@pytest.mark.parametrize("solutions", [True, False])
def test_what_is_removed_is_in_no_file(course: Make, *, solutions: bool) -> None:
    built = course(_FILES).build("https://example.org/", solutions=solutions)
    for artifact in built.artifacts:
        content = artifact.content
        whole = content if isinstance(content, bytes) else content.read_bytes()
        assert b"HIDDEN" not in whole, artifact.path


def test_what_is_shown_is_in_every_source(course: Make) -> None:
    built = course(_FILES).build("https://example.org/")
    source, notebook = built.file("page.md"), built.file("notebook.ipynb")
    page = built.file("page/index.html")
    for number in ("one", "two", "three", "four", "five"):
        assert f"hown {number}" in source
        assert f"hown {number}" in page
    for number in ("six", "seven"):
        assert f"hown {number}" in notebook
        assert f"hown {number}" in built.file("notebook/index.html")
