"""A new course: a folder that builds, checks without messages, and has a publishing workflow."""

import json
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree

from msgspec import Struct

from neuromatch_site.commands.scaffold import NewError
from neuromatch_site.commands.scaffold.deploy import deploy_files

_TEXTS = (".md", ".yml", ".bib", ".ipynb", "")
"""Files of the starter course in which words are replaced, by their suffix."""
_HIDDEN = {"gitignore": ".gitignore", "editorconfig": ".editorconfig"}
"""Files whose names begin with a dot once they are written."""


class CourseWords(Struct, frozen=True, kw_only=True):
    """The author's answers about a new course."""

    title: str = "My course"
    author: str = ""
    license: str = "CC-BY-4.0"
    """An SPDX identifier."""


def new_course(folder: Path, words: CourseWords | None = None) -> list[Path]:
    """Write a small working course into a new or empty folder; return its files.

    Raises ``NewError`` for any other folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NewError(f"`{folder}` already exists and is not empty; choose a new folder")
    replaced = _replacements(words or CourseWords())
    with as_file(files("neuromatch_site.commands.scaffold") / "starter") as starter:
        copytree(starter, folder, dirs_exist_ok=True)
    for plain, hidden in _HIDDEN.items():
        (folder / plain).rename(folder / hidden)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _TEXTS:
            text = _with_words(path.read_text(encoding="utf-8"), replaced)
            path.write_text(text, encoding="utf-8")
    if not _is_in_repository(folder):
        for name, text in deploy_files("github-pages", ".").items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def examples_left(folder: Path, title: str) -> list[str]:
    """Return the pages of a course that are still the starter's: paths from its folder."""
    replaced = _replacements(CourseWords(title=title))
    left = []
    with as_file(files("neuromatch_site.commands.scaffold") / "starter") as starter:
        for page in (*starter.rglob("*.md"), *starter.rglob("*.ipynb")):
            path = page.relative_to(starter)
            expected = _with_words(page.read_text(encoding="utf-8"), replaced)
            if path.name != "README.md" and (folder / path).is_file():
                text = (folder / path).read_text(encoding="utf-8", errors="replace")
                left += [path.as_posix()] if text == expected else []
    return sorted(left)


def _replacements(words: CourseWords) -> dict[str, str]:
    """Return what takes the place of each mark in the starter's files."""
    author = f"\n  authors:\n    - name: {quoted(words.author)}" if words.author else ""
    return {
        "@TITLE_YAML@": quoted(words.title),
        "@TITLE@": words.title,
        "@LICENSE@": quoted(words.license),
        "@AUTHORS@": author,
    }


def _with_words(text: str, replaced: Mapping[str, str]) -> str:
    for mark, value in replaced.items():
        text = text.replace(mark, value)
    return text


def quoted(text: str) -> str:
    """Return a text as YAML reads it, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def _is_in_repository(folder: Path) -> bool:
    """Return whether the folder lies inside a Git repository: its workflows are at the top."""
    return any((above / ".git").exists() for above in folder.resolve().parents)
