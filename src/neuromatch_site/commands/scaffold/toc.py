"""The text of a ``myst.yml`` -> the same text with one more toc entry.

Edits lines, not YAML: comments and formatting are kept.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

_FILE = re.compile(r"\s*- file:\s*(['\"]?)(?P<path>.+?)\1\s*(#.*)?$")


class _Toc(Struct, frozen=True):
    lines: list[str]
    entries: Sequence[int]
    """Line numbers of non-empty lines of the toc, from 0."""
    indent: int
    """Of its own entries."""

    @property
    def end(self) -> int:
        """The number of the line after the last entry."""
        return self.entries[-1] + 1


def with_toc_entry(text: str, path: str, written: str | None = None) -> str | None:
    """Return the text with a page added after the last one of its folder, else at the end.

    None if the toc is not in lines of its own. ``written`` is the path as YAML.
    """
    toc = _toc_of(text)
    if toc is None:
        return None
    at, indent = _insertion_point(path, toc)
    toc.lines.insert(at, f"{' ' * indent}- file: {written or path}")
    return "\n".join(toc.lines)


def with_toc_group(text: str, title: str, path: str) -> str | None:
    """Return the text with a new group of one page, after the last group of its toc."""
    toc = _toc_of(text)
    if toc is None:
        return None
    indent = " " * toc.indent
    group = [
        f"{indent}- title: {title}",
        f"{indent}  children:",
        f"{indent}    - file: {path}",
    ]
    at = _after_last_group(toc)
    toc.lines[at:at] = group
    return "\n".join(toc.lines)


def _toc_of(text: str) -> _Toc | None:
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if re.match(r"\s+toc:\s*(#.*)?$", line)), None)
    if start is None:
        return None
    entries = [i for i in range(start + 1, len(lines)) if lines[i].strip()]
    if not entries or not lines[entries[0]].lstrip().startswith("- "):
        return None
    indent = _indent(lines[entries[0]])
    inside = []
    for i in entries:
        own = _indent(lines[i]) == indent and lines[i].lstrip().startswith("- ")
        if not own and _indent(lines[i]) <= indent:
            break
        inside.append(i)
    return _Toc(lines, inside, indent)


def _insertion_point(path: str, toc: _Toc) -> tuple[int, int]:
    """Return the line that a page goes to, and its indentation."""
    folder = path.rpartition("/")[0]
    siblings = [
        i
        for i in toc.entries
        if (match := _FILE.match(toc.lines[i])) and match["path"].rpartition("/")[0] == folder
    ]
    if not folder or not siblings:
        return toc.end, toc.indent
    last = siblings[-1]
    below = (
        i for i in toc.entries if i > last and _indent(toc.lines[i]) <= _indent(toc.lines[last])
    )
    return next(below, toc.end), _indent(toc.lines[last])


def _after_last_group(toc: _Toc) -> int:
    """Return the line after the last entry with children; the end, where there is none."""
    owns = [i for i in toc.entries if _indent(toc.lines[i]) == toc.indent]
    ends = [*owns[1:], toc.end]
    groups = [end for start, end in zip(owns, ends, strict=True) if end - start > 1]
    return groups[-1] if groups else toc.end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
