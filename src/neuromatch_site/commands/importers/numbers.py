"""``numbered:`` of a Jupyter Book 1 -> ``numbering`` of the course, and of pages apart from it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from neuromatch_site.commands.importers._plan import Plan
from neuromatch_site.model.course import TocEntry

_EVERY_LEVEL = 6
_NONE: Mapping[str, object] = {"title": False, "headings": False}


def number_chapters(
    plan: Plan, entries: Sequence[TocEntry], moved: Mapping[str, str]
) -> Mapping[str, object]:
    """Return ``numbering`` of the course; nothing where no chapter has a number.

    Pages below a chapter say how deep they are, pages without a number that they have none.
    """
    pages = {entry.path: entry for entry in _flat(entries) if entry.path}
    levels = max((entry.numbered for entry in pages.values()), default=0)
    if not levels:
        return {}
    for path, entry in pages.items():
        if not entry.numbered:
            _put(plan, moved.get(path, path), _NONE)
        elif entry.level:
            _put(plan, moved.get(path, path), {"title": {"offset": entry.level}})
    numbering: dict[str, object] = {"title": {"offset": 0}}
    if levels >= _EVERY_LEVEL:
        return {**numbering, "headings": True}
    return numbering | {f"heading_{level}": level <= levels for level in range(1, _EVERY_LEVEL + 1)}


def _flat(entries: Sequence[TocEntry]) -> Iterator[TocEntry]:
    for entry in entries:
        yield entry
        yield from _flat(entry.children)


def _put(plan: Plan, path: str, numbering: Mapping[str, object]) -> None:
    """Write the numbering into the front matter of a page."""
    given = plan.files.get(path)
    content = given.read_bytes() if isinstance(given, Path) else given
    text = content.decode(errors="replace") if isinstance(content, bytes) else content
    if text is None:
        return
    lines = yaml.safe_dump({"numbering": dict(numbering)}, sort_keys=False)
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
