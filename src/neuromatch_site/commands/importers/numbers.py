"""``numbered:`` of a Jupyter Book 1 -> ``numbering`` of the course, and of single pages."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from neuromatch_site.commands.importers._plan import Plan
from neuromatch_site.model.course import TocEntry

_EVERY_LEVEL = 6
_NONE: Mapping[str, object] = {"title": False, "headings": False}
_BARE = {"enumerator": "%s"}
"""Headings have the number of their chapter already."""
_KINDS = ("figure", "table", "code", "equation")
_OTHER_KINDS = re.compile(r"\{(?:(exercise)(?:-start)?|prf:([a-z]+))\}", re.IGNORECASE)


def number_chapters(
    plan: Plan, entries: Sequence[TocEntry], moved: Mapping[str, str]
) -> Mapping[str, object]:
    """Return ``numbering`` of the course; nothing if no chapter is numbered.

    Pages of a chapter start with its number, also in figure numbers: 3.1. Pages below a chapter
    continue counting and set their depth; unnumbered pages switch numbers off.
    """
    pages = {entry.path: entry for entry in _flat(entries) if entry.path}
    levels = max((entry.numbered for entry in pages.values()), default=0)
    if not levels:
        return {}
    chapter = 0
    for path, entry in pages.items():
        file = moved.get(path, path)
        chapter += bool(entry.numbered and not entry.level)
        if not entry.numbered:
            put_frontmatter(plan, file, {"numbering": _NONE})
        elif entry.level:
            numbering = _in_chapter(chapter, entry.level, text_of(plan, file) or "")
            put_frontmatter(plan, file, {"numbering": numbering})
        else:
            put_frontmatter(plan, file, {"numbering": {"enumerator": f"{chapter}.%s"}})
    whole: dict[str, object] = {"title": {"offset": 0, **_BARE}}
    if levels >= _EVERY_LEVEL:
        return {**whole, "headings": _BARE}
    numbered = {f"heading_{level}": level <= levels for level in range(1, _EVERY_LEVEL + 1)}
    return whole | {kind: _BARE if numbered else False for kind, numbered in numbered.items()}


def _in_chapter(chapter: int, level: int, text: str) -> Mapping[str, object]:
    """Return the numbering of a page below a chapter: each kind goes on from the page before."""
    kinds = _OTHER_KINDS.findall(text)
    others = sorted({exercise.lower() or f"proof:{proof.lower()}" for exercise, proof in kinds})
    goes_on = dict.fromkeys([*_KINDS, *others], "continue")
    return {"enumerator": f"{chapter}.%s", "title": {"offset": level}, **goes_on}


def _flat(entries: Sequence[TocEntry]) -> Iterator[TocEntry]:
    for entry in entries:
        yield entry
        yield from _flat(entry.children)


def text_of(plan: Plan, path: str) -> str | None:
    """Return the text of a file of the plan."""
    planned = plan.files.get(path)
    content = planned.read_bytes() if isinstance(planned, Path) else planned
    return content.decode(errors="replace") if isinstance(content, bytes) else content


def put_frontmatter(plan: Plan, path: str, fields: Mapping[str, object]) -> None:
    """Add keys to the front matter of a page."""
    text = text_of(plan, path)
    if text is None:
        return
    lines = yaml.safe_dump(dict(fields), sort_keys=False, width=1000)
    if path.endswith(".md"):
        plan.files[path] = _with_lines(text, lines)
    elif (notebook := _with_cell(text, lines)) is not None:
        plan.files[path] = notebook


def _with_lines(text: str, lines: str) -> str:
    """Return a Markdown page with lines of front matter."""
    if text.startswith("---\n"):
        return f"---\n{lines}{text[4:]}"
    return f"---\n{lines}---\n\n{text}"


def _with_cell(text: str, lines: str) -> str | None:
    """Return a notebook with a first cell of front matter; None where it is none."""
    try:
        data = json.loads(text)
        cell = {"cell_type": "markdown", "metadata": {}, "source": f"---\n{lines}---"}
        if (data.get("nbformat_minor") or 0) >= 5:
            cell["id"] = "frontmatter"
        data["cells"].insert(0, cell)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
