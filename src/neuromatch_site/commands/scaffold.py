"""A new course, and a new page with its place in the toc."""

import json
import re
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree

from neuromatch_site.filesystem.atomic import write_inside

_PAGE = """---
title: {title}
---

"""


_UNSAFE = '<>:"\\|?*'
"""What names of files may not hold on Windows, where a learner may check the course out."""


class NewError(Exception):
    """Nothing was made; the message says why."""


def new_course(folder: Path) -> None:
    """Write a small working course into a folder that is new or empty.

    Raises ``NewError`` for any other.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NewError(f"`{folder}` already exists and is not empty; choose a new folder")
    with as_file(files("neuromatch_site.commands") / "starter") as starter:
        copytree(starter, folder, dirs_exist_ok=True)


def new_page(path: Path) -> Path | None:
    """Write a page with its front matter and put it at the end of the toc.

    Returns the ``myst.yml`` that now names it; None where the toc is implied by the folders.
    Raises ``NewError`` where the page is there already, or lies in no course.
    """
    page = path if path.suffix == ".md" else path.with_name(f"{path.name}.md")
    if page.exists() or page.is_symlink():
        raise NewError(f"`{page}` already exists")
    if not page.name.isprintable() or any(character in page.name for character in _UNSAFE):
        named = " ".join(f"`{character}`" for character in _UNSAFE)
        raise NewError(f"a page's name may hold no control characters and none of {named}")
    folders = page.resolve().parents
    course = next((folder for folder in folders if (folder / "myst.yml").is_file()), None)
    if course is None:
        raise NewError(f"`{page}` is not inside a course: no folder above it has a `myst.yml`")
    words = re.sub(r"^\d+[-_ ]*", "", page.stem).replace("-", " ").replace("_", " ")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(_PAGE.format(title=_as_yaml(words[:1].upper() + words[1:])), encoding="utf-8")
    config = course / "myst.yml"
    text = config.read_text(encoding="utf-8")
    changed = with_toc_entry(text, page.resolve().relative_to(course).as_posix())
    if changed is None:
        return None
    try:
        write_inside(course, config.name, changed.encode())
    except OSError as error:
        raise NewError(f"`{config}` {error.strerror}") from error
    return config


def with_toc_entry(text: str, path: str) -> str | None:
    """Return the text of a ``myst.yml`` with the page at the end of its toc.

    None where it has no toc in lines of its own.
    """
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if re.match(r"\s+toc:\s*(#.*)?$", line)), None)
    if start is None:
        return None
    entries = [i for i in range(start + 1, len(lines)) if lines[i].strip()]
    if not entries or not lines[entries[0]].lstrip().startswith("- "):
        return None
    indent = _indent(lines[entries[0]])
    end = entries[0]
    for i in entries:
        inside = _indent(lines[i]) > indent
        if not inside and not (_indent(lines[i]) == indent and lines[i].lstrip().startswith("- ")):
            break
        end = i
    lines.insert(end + 1, f"{' ' * indent}- file: {_as_yaml(path)}")
    return "\n".join(lines)


def _as_yaml(text: str) -> str:
    """Return a text as YAML reads it: plain where that is the same, else in quotes."""
    plain = re.fullmatch(r"[\w/][\w./ -]*", text) and not text.endswith(" ")
    return text if plain else json.dumps(text, ensure_ascii=False)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
