"""A Neuromatch repository, as described by its ``tutorials/materials.yml``."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from neuromatch_site.commands.importers._plan import Entry, ImportProblem, Plan
from neuromatch_site.commands.importers.days import MATERIALS, Day, day_groups
from neuromatch_site.commands.importers.launches import note_launches
from neuromatch_site.commands.importers.other_pages import (
    AFTER_DAYS,
    BEFORE_DAYS,
    folder_groups,
    project_group,
)
from neuromatch_site.commands.importers.pages import add_page
from neuromatch_site.commands.importers.pictures import bring_pictures
from neuromatch_site.config.names import looks_like_organisation
from neuromatch_site.config.yaml import FILE_LIMITS, load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.course_files import is_file_in


def plan_materials(source: Path) -> Plan:
    """Return the course of a repository with a ``materials.yml``."""
    plan = Plan()
    front: Entry = {"file": _front(plan, source)}
    days = day_groups(plan, source, _days(plan, source))
    toc = [
        front,
        *folder_groups(plan, source, BEFORE_DAYS),
        *days,
        *folder_groups(plan, source, AFTER_DAYS),
        *project_group(plan, source),
    ]
    plan.config = _config(plan, source, toc)
    bring_pictures(plan, source, _repository(source).rpartition("/")[2])
    note_launches(plan)
    return plan


def _days(plan: Plan, source: Path) -> list[Day]:
    """Return the days that say which they are, in their order.

    Raises ``ImportProblem`` where the file cannot be read: nothing else says what the course is.
    """
    text = (source / MATERIALS).read_text(encoding="utf-8", errors="replace")
    diagnostics = Diagnostics()
    read = load_yaml(Source(MATERIALS, text), diagnostics, limits=FILE_LIMITS)
    for item in diagnostics:
        problem = f"{item.message} ({item.hint})" if item.hint else item.message
        if read is None:
            raise ImportProblem(f"{source}/{item.position}: {problem}")
        plan.note(str(item.position), problem)
    days: list[Day] = []
    data = read.plain if read else None
    for entry in data if isinstance(data, list) else []:
        known = isinstance(entry, Mapping) and (entry.get("day") or entry.get("slug"))
        if isinstance(entry, Mapping) and known and entry.get("name"):
            days.append(entry)
        else:
            message = f"an entry has no `name`, or no `day` and no `slug`: {str(entry)[:60]}"
            plan.note(MATERIALS, message)
    return days


def _front(plan: Plan, source: Path) -> str:
    """Return the front page: the root of the book, else one that only welcomes."""
    for name in ("tutorials/intro.ipynb", "tutorials/intro.md", "book/home.md", "book/intro.md"):
        if (source / name).is_file():
            return add_page(plan, source, name, "index")
    plan.files["index.md"] = "# Welcome\n"
    plan.note("tutorials", "no intro found: `index.md` has only a short welcome")
    return "index.md"


def _config(plan: Plan, source: Path, toc: Sequence[Entry]) -> dict[str, object]:
    """Return ``myst.yml``, with what the configuration of the book says."""
    book = _book(source)
    project: dict[str, object] = {"title": str(book.get("title") or "Course")}
    if author := book.get("author"):
        group = {"collaboration": True} if looks_like_organisation(str(author)) else {}
        project["authors"] = [{"name": str(author), **group}]
    else:
        plan.note("book/_config.yml", "no author found: add `project.authors` to `myst.yml`")
    if repository := _repository(source):
        project["github"] = repository
    if license_ := _license(source):
        project["license"] = license_
    else:
        plan.note("README.md", "no licence recognised: add `project.license` to `myst.yml`")
    if substitutions := _substitutions(book):
        project["substitutions"] = substitutions
    project["toc"] = list(toc)
    options: dict[str, object] = {"folders": True, **_marks(plan, source, book)}
    if plan.frame_hosts:
        options["frame_hosts"] = sorted(plan.frame_hosts)
    # A notebook page would lead to the authors' notebook in this repository.
    options["launch"] = {"colab": False, "kaggle": False, "binder": False}
    site: dict[str, object] = {"title": project["title"], "options": options}
    return {"version": 1, "project": project, "site": site}


def _substitutions(book: Mapping[str, object]) -> dict[str, str]:
    """Return what ``{{ name }}`` stands for in the pages of the book."""
    substitutions: dict[str, str] = {}
    for path in (("parse",), ("sphinx", "config")):
        place: object = book
        for key in (*path, "myst_substitutions"):
            place = place.get(key) if isinstance(place, Mapping) else None
        if isinstance(place, Mapping):
            substitutions |= {str(name): str(text) for name, text in place.items()}
    return substitutions


def _marks(plan: Plan, source: Path, book: Mapping[str, object]) -> dict[str, str]:
    """Return the pictures of header and tab; they come along."""
    html = book.get("html")
    named = {
        "logo": book.get("logo"),
        "favicon": html.get("favicon") if isinstance(html, Mapping) else "",
    }
    marks: dict[str, str] = {}
    for option, path in named.items():
        for place in (str(path or ""), f"book/{path}"):
            file = source / place
            if path and is_file_in(file, source):
                plan.files[place], marks[option] = file, place
                break
    return marks


def _repository(source: Path) -> str:
    """Return the address of the repository, as the configuration of the book says it."""
    repository = _book(source).get("repository")
    return str(repository.get("url") or "").rstrip("/") if isinstance(repository, Mapping) else ""


def _book(source: Path) -> Mapping[str, object]:
    try:
        text = (source / "book" / "_config.yml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    read = load_yaml(Source("book/_config.yml", text), Diagnostics(), limits=FILE_LIMITS)
    data = read.plain if read else None
    return data if isinstance(data, Mapping) else {}


def _license(source: Path) -> dict[str, str]:
    """Return the licences that the README states."""
    try:
        text = (source / "README.md").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    licenses = {}
    if re.search(r"CC[ -]BY[ -]4\.0|Creative Commons Attribution 4\.0", text, re.IGNORECASE):
        licenses["content"] = "CC-BY-4.0"
    if re.search(r"BSD[ -](?:\(?3[ -])", text, re.IGNORECASE):
        licenses["code"] = "BSD-3-Clause"
    return licenses
