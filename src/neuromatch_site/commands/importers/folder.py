"""A folder of notebooks and Markdown without settings."""

import json
import re
from collections import Counter
from pathlib import Path

from neuromatch_site.commands.importers._plan import Entry
from neuromatch_site.commands.importers.sites import PAGES, Site, with_mentions

_HEADING = re.compile(r"^#[ \t]++(.*?[^ \t#])[ \t]*+#*+$", re.MULTILINE)
_STARTS = ("index", "readme", "intro", "introduction")
_DIGITS = re.compile(r"(\d+)")
_NO_PAGES = ("license", "licence", "contributing", "changelog", "code_of_conduct", "security")


def read_folder(source: Path) -> Site:
    """Return a site of all pages: folders become parts, in natural sort order."""
    toc = _entries(source, source)
    start = next((entry for entry in toc if _is_start(str(entry.get("file", "")))), None)
    title = _first_heading(source / str(start["file"])) if start else ""
    toc = [start, *(entry for entry in toc if entry is not start)] if start else toc
    cites = any(source.rglob("*.bib"))
    return Site(
        config=f"{source.name}/",
        title=title or _title_of(source.name),
        toc=toc,
        rewrite=_unchanged if cites else with_mentions,
    )


def _unchanged(text: str, _counts: Counter[str]) -> str:
    return text


def has_pages(source: Path) -> bool:
    """Return whether there is a page in the folder, or below it."""
    return bool(_entries(source, source))


def _is_start(path: str) -> bool:
    return "/" not in path and Path(path).stem.lower() in _STARTS


def _entries(folder: Path, root: Path) -> list[Entry]:
    entries: list[Entry] = []
    for path in sorted(folder.iterdir(), key=lambda path: (path.is_dir(), _natural(path.name))):
        if path.name.startswith((".", "_")) or path.is_symlink():
            continue
        if path.is_dir():
            children = _entries(path, root)
            entries += [{"title": _title_of(path.name), "children": children}] if children else []
        elif path.suffix.lower() in PAGES and path.stem.lower() not in _NO_PAGES:
            entries.append({"file": path.relative_to(root).as_posix()})
    return entries


def _natural(name: str) -> list[tuple[int, str]]:
    """Return what sorts ``week2`` before ``week10``."""
    parts = _DIGITS.split(name.lower())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _title_of(name: str) -> str:
    words = re.sub(r"[_-]+", " ", name).strip()
    return words[:1].upper() + words[1:] or "Course"


def _first_heading(path: Path) -> str:
    """Return the first heading of a page; of a notebook that of its texts."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix.lower() == ".ipynb":
        try:
            cells = json.loads(text)["cells"]
            text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
        except (ValueError, LookupError, TypeError, RecursionError):
            return ""
    match = _HEADING.search(text)
    return re.sub(r"[*_`]", "", match[1]) if match else ""
