"""``import``: a Jupyter Book 1, or a Neuromatch repository, becomes a course folder."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from neuromatch_site.commands.importers._plan import ImportProblem, Note, Plan
from neuromatch_site.commands.importers.days import MATERIALS
from neuromatch_site.commands.importers.jupyter_book import plan_book
from neuromatch_site.commands.importers.materials import plan_materials
from neuromatch_site.config import BOOK, BOOK_TOC, MYST, load_config
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.filesystem.regular import links_out
from neuromatch_site.readers.toc import load_toc

__all__ = ["ImportProblem", "Note", "Plan", "plan_import", "write_course"]


def plan_import(source: Path) -> Plan:
    """Return what the source would become. Reads only.

    Raises ``ImportProblem`` for a folder that is neither kind, has no page, or holds a link that
    leads out of it: what it leads to is no part of the source, and may be a secret.
    """
    if outside := sorted(links_out(source)):
        named = ", ".join(f"`{path}`" for path in outside[:3])
        more = f" and {len(outside) - 3} more" if len(outside) > 3 else ""
        said = f"links that lead out of it: {named}{more}"
        raise ImportProblem(f"`{source}` holds {said}; remove them, or put copies in their place")
    if (source / MATERIALS).is_file():
        plan = plan_materials(source)
    elif (source / BOOK_TOC).is_file() or (source / BOOK).is_file():
        plan = plan_book(source)
    else:
        kinds = f"no `{MATERIALS}`, no `{BOOK_TOC}` and no `{BOOK}`"
        below = next(iter(sorted(source.glob(f"*/{BOOK_TOC}"))), None)
        hint = f". A book lies in `{below.parent}`: import that" if below else ""
        raise ImportProblem(f"`{source}` has {kinds}: it is none of what can be imported{hint}")
    if not plan.made_from:
        said = "; ".join(f"{note.path}: {note.message}" for note in plan.notes[:3])
        raise ImportProblem(f"`{source}` has no page that can be imported. {said}".strip())
    return plan


def write_course(plan: Plan, course: Path) -> None:
    """Write the course folder: whole, or not at all.

    Raises ``ImportProblem`` where there is a folder with something in it.
    """
    if course.exists() and (not course.is_dir() or any(course.iterdir())):
        raise ImportProblem(f"`{course}` already exists and is not empty; choose a new folder")
    course.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=course.parent, prefix=f".{course.name}-") as scratch:
        staged = Path(scratch, "course")
        for path, content in plan.files.items():
            _write(staged / path, content)
        _write_config(staged, plan.config)
        if redirects := _redirects(plan, staged):
            site = plan.config["site"]
            said = {**site, "redirects": redirects} if isinstance(site, Mapping) else site
            _write_config(staged, {**plan.config, "site": said})
        if course.exists():
            course.rmdir()
        staged.rename(course)


def _write(path: Path, content: str | bytes | Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, path)
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8")


def _write_config(course: Path, config: Mapping[str, object]) -> None:
    text = yaml.safe_dump(dict(config), allow_unicode=True, sort_keys=False, width=1000)
    _write(course / MYST, text)


def _redirects(plan: Plan, course: Path) -> list[dict[str, str]]:
    """Return redirects from the addresses of the old site to those that the pages have now."""
    diagnostics = Diagnostics()
    files = CourseFiles(Path(os.path.realpath(course)))
    config = load_config(files, diagnostics)
    toc = load_toc(config, files, diagnostics) if config else None
    urls = {source.path: source.url for source in toc.sources} if toc else {}
    return [
        {"from": old, "to": urls[path]}
        for path, olds in plan.old.items()
        if path in urls
        for old in dict.fromkeys(olds)
        if old not in (urls[path], f"{urls[path]}index.html")
    ]
