"""A notebook of the source -> a page of the course."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import yaml
from msgspec.structs import replace

from neuromatch_site.commands.importers._plan import Cell, Plan
from neuromatch_site.commands.importers.badges import badges_of, listed_badges
from neuromatch_site.commands.importers.cells import Notebook, understand
from neuromatch_site.commands.importers.embedded_pictures import take_pictures
from neuromatch_site.commands.importers.rewrites import with_dashes
from neuromatch_site.filesystem.json_text import load_json

_KEPT_TAGS = frozenset(
    {
        *("hide-input", "hide-output", "hide-cell", "remove-input", "remove-output"),
        *("remove-cell", "raises-exception", "skip-execution"),
    }
)


_MAX_CELL, _MAX_TEXT = 50_000, 1_000_000
"""Limits in characters for one cell, and for all cells; more text is not converted."""


def add_notebook(plan: Plan, source: Path, path: str, target: str) -> str:
    """Add the page of a notebook to the plan; return its path in the course.

    ``target`` is that path without extension. A notebook without outputs and attachments becomes a
    MyST notebook, which is text; any other stays a notebook with converted cells. An unreadable one
    is copied, with a message.
    """
    data = _notebook_data(source / path)
    if data is None:
        plan.note(path, "not a valid notebook (nbformat 4); copied unchanged")
        plan.files[f"{target}.ipynb"] = source / path
        return f"{target}.ipynb"
    notebook = Notebook(path, (source / path).parent, _cells(data))
    for cell in notebook.cells:
        if cell.kind == "markdown":
            cell.text = with_dashes(cell.text)[0]
    folder, _, stem = target.rpartition("/")
    notebook.cells, pictures = take_pictures(notebook.cells, stem)
    large = _without_large(notebook)
    if sum(len(cell.text) for cell in notebook.cells) > _MAX_TEXT:
        plan.note(path, "its cells are too large to be rewritten; copied unchanged")
        plan.files[f"{target}.ipynb"] = source / path
        plan.made_from[f"{target}.ipynb"] = path
        return f"{target}.ipynb"
    understand(notebook)
    notebook.cells = [_restored(cell, large) for cell in notebook.cells]
    if large:
        notebook.notes.append(
            f"cells that are too large to be rewritten are as they were: {len(large)}"
        )
    for message in notebook.notes:
        plan.note(path, message)
    plan.files |= {f"{folder}/{name}".lstrip("/"): text for name, text in pictures.items()}
    plan.frame_hosts |= notebook.frame_hosts
    keeps = any(cell.outputs or cell.attachments for cell in notebook.cells)
    ending = "ipynb" if keeps else "md"
    frontmatter = _frontmatter(notebook, data, _site(plan, source, notebook))
    plan.files[f"{target}.{ending}"] = (
        _ipynb(notebook, frontmatter, data) if keeps else _markdown(notebook, frontmatter)
    )
    plan.made_from[f"{target}.{ending}"] = path
    return f"{target}.{ending}"


def _without_large(notebook: Notebook) -> Mapping[str, str]:
    """Leave the first line and a word of each text that is too long to be looked through.

    Returns the texts by these words.
    """
    large: dict[str, str] = {}
    for number, cell in enumerate(notebook.cells):
        if len(cell.text) > _MAX_CELL:
            word, first = f"large_cell_{number}_", cell.text.partition("\n")[0][:200]
            large[word] = cell.text
            notebook.cells[number] = replace(cell, text=f"{first}\n{word}")
    return large


def _restored(cell: Cell, large: Mapping[str, str]) -> Cell:
    return replace(cell, text=next((large[word] for word in large if word in cell.text), cell.text))


def _notebook_data(file: Path) -> Mapping[str, object] | None:
    try:
        data = load_json(file.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(data, dict) or data.get("nbformat") != 4:
        return None
    return data if isinstance(data.get("cells"), list) else None


def _cells(data: Mapping[str, object]) -> list[Cell]:
    listed = data["cells"]
    cells = listed if isinstance(listed, list) else []
    return [_read_cell(cell) for cell in cells if isinstance(cell, Mapping)]


def _read_cell(cell: Mapping[str, object]) -> Cell:
    source, metadata = cell.get("source"), cell.get("metadata")
    lines = source if isinstance(source, list) else [source or ""]
    tags = metadata.get("tags") if isinstance(metadata, Mapping) else None
    outputs, attachments = cell.get("outputs"), cell.get("attachments")
    return Cell(
        kind=str(cell.get("cell_type")),
        text="".join(str(line) for line in lines),
        tags=tuple(tag for tag in map(str, tags) if tag in _KEPT_TAGS)
        if isinstance(tags, list)
        else (),
        outputs=outputs if isinstance(outputs, list) else (),
        attachments=attachments if isinstance(attachments, Mapping) else {},
    )


def _site(plan: Plan, source: Path, notebook: Notebook) -> dict[str, object]:
    """Return how long the lesson takes, and where learners open it: never with its solutions."""
    launch = dict(notebook.badges)
    folder, _, name = notebook.path.rpartition("/")
    if not folder.endswith("/student"):
        own, theirs = f"{folder}/{name}", f"{folder}/student/{name}"
        badges = badges_of(source / theirs)  # those of bonus days lead to the authors' notebook
        if not badges and (source / theirs).is_file():
            badges = listed_badges(source / folder / "README.md", (own, theirs))
        students = {service: url.replace(own, theirs) for service, url in badges.items()}
        if notebook.solved and launch and not students:
            plan.withheld.append(notebook.path)
        launch = {} if notebook.solved and not students else dict(students) or launch
    if not launch and notebook.path not in plan.withheld and _has_code(notebook):
        plan.unlisted.append(notebook.path)
    plan.launched |= {url.partition("/blob/")[0] for url in launch.values() if "/blob/" in url}
    options = {"duration": f"{notebook.minutes} min"} if notebook.minutes else {}
    return options | ({"launch": launch} if launch else {})


def _has_code(notebook: Notebook) -> bool:
    return any(cell.kind == "code" for cell in notebook.cells)


def _frontmatter(
    notebook: Notebook, data: Mapping[str, object], site: Mapping[str, object]
) -> dict[str, object]:
    people, metadata = notebook.credits, data.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, Mapping) else None
    frontmatter: dict[str, object] = {
        "title": people.title,
        "subtitle": people.subtitle,
        "authors": [_person_fields(name, people.urls) for name in people.authors],
        "contributors": [_person_fields(name, people.urls) for name in people.contributors],
        "numbering": {"equation": False} if notebook.numbers_formulas else {},
        "site": dict(site),
    }
    if _has_code(notebook):
        frontmatter["kernelspec"] = {
            "name": str(kernel.get("name")) if isinstance(kernel, Mapping) else "python3",
            "display_name": "Python 3",
        }
    return {key: value for key, value in frontmatter.items() if value}


def _person_fields(name: str, urls: Mapping[str, str]) -> dict[str, str]:
    return {"name": name, **({"url": urls[name]} if name in urls else {})}


def _markdown(notebook: Notebook, frontmatter: Mapping[str, object]) -> str:
    parts = [_block(frontmatter)] if frontmatter else []
    cells = [cell for cell in notebook.cells if cell.text.strip()]
    for before, cell in zip([None, *cells], cells, strict=False):
        if before is not None and before.kind == cell.kind == "markdown":
            parts.append("+++")
        parts.append(_code_cell_text(cell) if cell.kind == "code" else _cell_text(cell))
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(frontmatter: Mapping[str, object]) -> str:
    text = yaml.safe_dump(dict(frontmatter), allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{text}---"


def _cell_text(cell: Cell) -> str:
    if cell.kind == "raw":
        return f"```{{code}}\n{cell.text}\n```"
    return cell.text.strip("\n")


def _code_cell_text(cell: Cell) -> str:
    if not cell.text.strip():
        return ""
    longest = max((len(run) for run in re.findall(r"`{3,}", cell.text)), default=0)
    fence = "`" * max(3, longest + 1)
    tags = f":tags: [{', '.join(cell.tags)}]\n" if cell.tags else ""
    guard = "\n" if not tags and cell.text.startswith((":", "---")) else ""
    return f"{fence}{{code-cell}} python\n{tags}{guard}{cell.text.rstrip()}\n{fence}"


def _ipynb(
    notebook: Notebook, frontmatter: Mapping[str, object], data: Mapping[str, object]
) -> str:
    """Return the notebook with its changed cells; metadata that names people is left out."""
    first = (
        [{"cell_type": "markdown", "metadata": {}, "source": _block(frontmatter)}]
        if frontmatter
        else []
    )
    metadata = data.get("metadata")
    metadata_ = metadata if isinstance(metadata, Mapping) else {}
    notebook_ = {
        "cells": [*first, *(_json(cell) for cell in notebook.cells)],
        "metadata": {
            key: metadata_[key] for key in ("kernelspec", "language_info") if key in metadata_
        },
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    return json.dumps(notebook_, ensure_ascii=False, indent=1) + "\n"


def _json(cell: Cell) -> dict[str, object]:
    fields: dict[str, object] = {"cell_type": cell.kind, "source": cell.text}
    fields["metadata"] = {"tags": list(cell.tags)} if cell.tags else {}
    if cell.kind == "code":
        fields |= {"execution_count": None, "outputs": list(cell.outputs)}
    if cell.attachments:
        fields["attachments"] = dict(cell.attachments)
    return fields
