"""The source of a page without removed parts: comments, and cells with ``remove-`` tags.

The site does not show these parts, so the published source must not contain them.
"""

import json
import re
from collections.abc import Mapping, Sequence

_HINTS = re.compile(r"<!--|remove-|^[ \t]*%", re.MULTILINE)
_MARKS = ("<!--", "remove-", "%")
"""To look for these first takes a twentieth of the time."""
_FENCE = re.compile(r"\s*(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>[^\n]*)")
_BREAK = re.compile(r"\+\+\+(?P<metadata>.*)")
_VERBATIM = re.compile(r"(?!\{)|\{(?:code|code-block|sourcecode|math|mermaid|raw)\}")
_CELL = re.compile(r"\{code-cell\}")
_TAGS = re.compile(r"\s*(?::tags:|tags:|#\|\s*tags:|#\|\s*-|-\s)")
_COMMENT = re.compile(
    r"(?P<code>(?<!`)(`++)(?:(?!\n[^\S\n]*+\n).){1,2000}?(?<!`)\2(?!`))|<!--.*?(?:-->|\Z)",
    re.DOTALL,
)
"""A comment, or code in a line, which is no longer than that."""
_REMOVED = ("remove-cell", "remove-input")


def without_removed(text: str) -> str:
    """Return the text of a Markdown page without comments and removed cells."""
    if not (any(mark in text for mark in _MARKS) and _HINTS.search(text)):
        return text
    parts: list[str] = []
    words: list[str] = []
    lines, at, dropping = text.split("\n"), 0, False
    while at < len(lines):
        line, end = lines[at], at + 1
        fence, between = _FENCE.match(line), _BREAK.match(line)
        if between:
            dropping = "remove-cell" in between["metadata"]
        is_cell = bool(fence and _CELL.match(fence["info"]))
        if fence and fence["mark"][0] != ":" and (is_cell or _VERBATIM.match(fence["info"])):
            end = _end(lines, at, fence["mark"])
            if not dropping and not (is_cell and _is_removed(lines[at:end])):
                parts += [_without_comments(words), *lines[at:end]] if words else lines[at:end]
                words = []
        elif not dropping and not line.lstrip().startswith("%"):
            words.append(line)
        at = end
    return "\n".join([*parts, _without_comments(words)] if words else parts)


def _end(lines: Sequence[str], start: int, mark: str) -> int:
    """Return the line after the fence that closes the one at ``start``."""
    for number in range(start + 1, len(lines)):
        line = lines[number].strip()
        if line.startswith(mark) and set(line) == {mark[0]}:
            return number + 1
    return len(lines)


def _is_removed(cell: Sequence[str]) -> bool:
    """Return whether the tags at the top of a code cell remove it."""
    tags = (line for line in cell[1:15] if _TAGS.match(line))
    return any(tag in line for line in tags for tag in _REMOVED)


def _without_comments(lines: Sequence[str]) -> str:
    return _COMMENT.sub(lambda match: match["code"] or "", "\n".join(lines))


def notebook_without_removed(content: bytes) -> bytes:
    """Return a notebook without comments, removed cells, and removed outputs.

    Empty if it is nested too deeply to be written.
    """
    if not re.search(rb"<!--|remove-|%", content):
        return content
    try:
        return _without_removed(content)
    except ValueError:
        return content
    except RecursionError:
        return b""


def _without_removed(content: bytes) -> bytes:
    notebook = json.loads(content)
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        return content
    visible = [_visible_cell(cell) for cell in cells if isinstance(cell, dict)]
    remaining = [cell for cell in visible if cell is not None]
    if remaining == cells:
        return content
    text = json.dumps({**notebook, "cells": remaining}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode(errors="backslashreplace")  # half characters stay as they are written


def _visible_cell(cell: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return a cell as far as the page shows it; None where it does not."""
    metadata = cell.get("metadata")
    listed = metadata.get("tags") if isinstance(metadata, Mapping) else ()
    tags = listed if isinstance(listed, list) else ()
    source = cell.get("source")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source or "")
    is_code = cell.get("cell_type") == "code"
    removed = _is_removed(["", *text.split("\n")]) if is_code else False
    if "remove-cell" in tags or (is_code and removed and "remove-cell" in text):
        return None
    changed = dict(cell)
    if is_code and ("remove-input" in tags or removed):
        changed["source"] = []
    if "remove-output" in tags and is_code:
        changed["outputs"] = []
    if cell.get("cell_type") == "markdown" and (whole := without_removed(text)) != text:
        changed["source"] = whole
    return changed
