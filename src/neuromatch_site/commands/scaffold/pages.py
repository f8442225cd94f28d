"""New pages of a course, each with its toc entry."""

import json
import re
from pathlib import Path

from neuromatch_site.commands.scaffold import NewError
from neuromatch_site.commands.scaffold.toc import with_toc_entry, with_toc_group
from neuromatch_site.filesystem.atomic import write_inside

_PAGE = "---\ntitle: {title}\n---\n\n"
_LESSON = """---
title: {title}
description: {description}
---

:::{{admonition}} In this lesson
:class: tip

- What you will be able to do.
:::

The question that this lesson answers, the idea, an example with numbers.

:::{{quiz}} Which of these follows from the lesson?
- [x] This one.
- [ ] That one.
  - Say why not.
:::
"""
_DESCRIPTION = "What this lesson is about, in one sentence."
_UNSAFE = '<>:"\\|?*'
"""What names of files may not hold on Windows, where a learner may check the course out."""


def new_page(path: Path) -> tuple[Path, Path | None]:
    """Write a page with its front matter, and add it to the toc.

    Returns the page, and the ``myst.yml`` that now lists it; None if folders imply the toc. Raises
    ``NewError`` if the page exists, or is not in a course.
    """
    page = _with_suffix(path, ".md")
    return _write(page, _PAGE.format(title=_as_yaml(title_of(page))))


def new_lesson(path: Path) -> tuple[Path, Path | None]:
    """Write a lesson to fill in: goals, text, a question. Otherwise like ``new_page``."""
    page = _with_suffix(path, ".md")
    text = _LESSON.format(title=_as_yaml(title_of(page)), description=_DESCRIPTION)
    return _write(page, text)


def new_notebook(path: Path) -> tuple[Path, Path | None]:
    """Write a notebook with a title and an empty code cell. Otherwise like ``new_page``."""
    page = _with_suffix(path, ".ipynb")
    front = ["---\n", f"title: {_as_yaml(title_of(page))}\n", f"description: {_DESCRIPTION}\n"]
    markdown: dict[str, object] = {"cell_type": "markdown", "id": "title", "metadata": {}}
    code: dict[str, object] = {
        "cell_type": "code",
        "id": "code",
        "metadata": {},
        "execution_count": None,
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": [
            {**markdown, "source": [*front, "---\n", "\n", "What the code below shows."]},
            {**code, "outputs": [], "source": []},
        ],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return _write(page, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")


def new_week(course: Path, title: str) -> tuple[Path, Path | None]:
    """Write the first lesson of a new week; return it, and the ``myst.yml`` that lists the week.

    Weeks are folders ``week-1``, ``week-2`` ...; the new one is the next. Raises ``NewError``.
    """
    config = course / "myst.yml"
    if not config.is_file():
        raise NewError(f"`{course}` is not a course: it has no `myst.yml`")
    matches = (re.fullmatch(r"week-(\d+)", path.name) for path in course.iterdir())
    number = max((int(match[1]) for match in matches if match), default=0) + 1
    page = course / f"week-{number}" / "introduction.md"
    page.parent.mkdir()
    text = _LESSON.format(title=_as_yaml(title), description=_DESCRIPTION)
    page.write_text(text, encoding="utf-8")
    group = _as_yaml(f"Week {number} - {title}")
    path = page.relative_to(course).as_posix()
    listed = with_toc_group(config.read_text(encoding="utf-8"), group, path)
    if listed is None:
        return page, None
    _write_config(config, listed)
    return page, config


def title_of(page: Path) -> str:
    """Return the title for a file name: ``2-spiking_nets.md`` -> Spiking nets."""
    words = re.sub(r"^\d+[-_ ]*", "", page.stem).replace("-", " ").replace("_", " ").strip()
    return (words[:1].upper() + words[1:]) or page.stem


def course_of(path: Path) -> Path:
    """Return the course folder that contains a path. Raises ``NewError`` if there is none."""
    above = path.resolve().parents
    course = next((folder for folder in above if (folder / "myst.yml").is_file()), None)
    if course is None:
        raise NewError(f"`{path}` is not inside a course: no folder above it has a `myst.yml`")
    return course


def _with_suffix(path: Path, suffix: str) -> Path:
    return path if path.suffix == suffix else path.with_name(f"{path.name}{suffix}")


def _write(page: Path, text: str) -> tuple[Path, Path | None]:
    """Write a page under its name, without what no file may be called on Windows."""
    page = page.with_name("".join(character for character in page.name if character not in _UNSAFE))
    if page.exists() or page.is_symlink():
        raise NewError(f"`{page}` already exists")
    if not page.name.isprintable() or not page.name.rpartition(".")[0].strip(". "):
        raise NewError("a page needs a name without control characters")
    course = course_of(page)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    config = course / "myst.yml"
    path = page.resolve().relative_to(course).as_posix()
    listed = with_toc_entry(config.read_text(encoding="utf-8"), path, _as_yaml(path))
    if listed is None:
        return page, None
    _write_config(config, listed)
    return page, config


def _write_config(config: Path, text: str) -> None:
    try:
        write_inside(config.parent, config.name, text.encode())
    except OSError as error:
        raise NewError(f"`{config}` {error.strerror}") from error


def _as_yaml(text: str) -> str:
    """Return a text as YAML reads it: plain where that is the same, else in quotes."""
    plain = re.fullmatch(r"[^\W\d_][\w./ -]*", text) and not text.endswith(" ")
    reserved = text.lower() in ("true", "false", "yes", "no", "on", "off", "null")
    return text if plain and not reserved else json.dumps(text, ensure_ascii=False)
