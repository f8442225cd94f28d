"""The other pages of a Neuromatch repository: schedule, help, prerequisites, projects."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from neuromatch_site.commands.importers._plan import Entry, Plan
from neuromatch_site.commands.importers.pages import add_page
from neuromatch_site.config.yaml import FILE_LIMITS, load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source

BEFORE_DAYS = (
    ("Schedule", "tutorials/Schedule"),
    ("Technical help", "tutorials/TechnicalHelp"),
    ("Prerequisites", "prereqs"),
    ("Prerequisites", "tutorials/prereqs"),
)
AFTER_DAYS = (("Module wrap-ups", "tutorials/Module_WrapUps"),)
"""Title of a group, and the folders of its pages."""
_GENERATED = frozenset({"student", "instructor", "solutions", "static"})
_ORDER = (
    *("README", "intro", "schedule_intro", "tech_intro"),
    *("daily_schedules", "shared_calendars", "timezone_widget"),
    *("Jupyterbook", "Tutorial_colab", "Tutorial_kaggle", "Discord", "Links_Policy"),
)
"""Names of pages in the order that the published courses have."""
_PROJECTS = "projects"
_PROJECT_MATERIALS = f"{_PROJECTS}/project_materials.yml"
_PROJECT_ORDER = (
    *(f"{_PROJECTS}/README.md", f"{_PROJECTS}/docs/project_guidance.md"),
    f"{_PROJECTS}/docs/abstract_guidance.md",
)
_OVERVIEW = f"{_PROJECTS}/docs/datasets_overview.md"


def folder_groups(plan: Plan, source: Path, folders: Sequence[tuple[str, str]]) -> Iterator[Entry]:
    """Yield a group for each title, with the pages of its folders that are in no other group."""
    groups: dict[str, list[Entry]] = {}
    taken = set(plan.made_from.values())
    for title, folder in folders:
        paths = [path for path in _sources(source, folder) if path not in taken]
        if paths:
            added: list[Entry] = [{"file": add_page(plan, source, path)} for path in paths]
            groups.setdefault(title, []).extend(added)
    for title, pages in groups.items():
        yield {"title": title, "children": pages}


def _sources(source: Path, folder: str) -> list[str]:
    """Return the pages of a folder, all levels of it, the page that introduces each level first."""
    files = (source / folder).rglob("*") if (source / folder).is_dir() else ()
    paths = [
        path.relative_to(source).as_posix()
        for path in files
        if path.is_file()
        and path.suffix in (".md", ".ipynb")
        and not _GENERATED & set(path.relative_to(source).parts)
    ]
    return sorted(paths, key=_sort_key)


def _sort_key(path: str) -> tuple[str, int, str]:
    """Return what pages are sorted by: their folder, what is known of the name, the name."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    known = _ORDER.index(stem) if stem in _ORDER else len(_ORDER)
    return folder.casefold(), known, stem.casefold()


def project_group(plan: Plan, source: Path) -> Iterator[Entry]:
    """Yield the group of projects: guides, modeling steps, data sets by kind, the rest."""
    left = dict.fromkeys(_sources(source, _PROJECTS))
    if not left:
        return
    listed = _listed(plan, source)
    if any("file" in entry for entry in listed):
        entries = [part for entry in listed for part in _fragment(plan, source, entry, left)]
    else:
        entries = [*_guides(plan, source, left), *_datasets(plan, source, listed, left)]
    entries += _by_folder(plan, source, left)
    yield {"title": "Projects", "children": entries}


def _listed(plan: Plan, source: Path) -> list[Mapping[str, object]]:
    file = source / _PROJECT_MATERIALS
    if not file.is_file():
        return []
    diagnostics = Diagnostics()
    text = file.read_text(encoding="utf-8", errors="replace")
    read = load_yaml(Source(_PROJECT_MATERIALS, text), diagnostics, limits=FILE_LIMITS)
    for item in diagnostics:
        plan.note(str(item.position), item.message)
    data = read.plain if read else None
    return [datum for datum in data if isinstance(datum, Mapping)] if isinstance(data, list) else []


def _take(plan: Plan, source: Path, path: str, left: dict[str, None], title: str = "") -> Entry:
    left.pop(path, None)
    entry: Entry = {"file": add_page(plan, source, path)}
    return {**entry, "title": title} if title else entry


def _guides(plan: Plan, source: Path, left: dict[str, None]) -> Iterator[Entry]:
    for path in _PROJECT_ORDER:
        if path in left:
            yield _take(plan, source, path, left)
    yield from _chapter(plan, source, f"{_PROJECTS}/modelingsteps/", left)


def _chapter(plan: Plan, source: Path, folder: str, left: dict[str, None]) -> Iterator[Entry]:
    """Yield a chapter of the pages of a folder, below the one that introduces it."""
    paths = [path for path in left if path.startswith(folder)]
    first = next((path for path in paths if path.endswith(("/intro.md", "/README.md"))), "")
    opening = _take(plan, source, first, left) if first else None
    below = [_take(plan, source, path, left) for path in paths if path != first]
    if opening and below:
        yield {**opening, "children": below}
    elif opening:
        yield opening
    elif below:
        title = re.sub(r"[_-]+", " ", folder.rstrip("/").rpartition("/")[2])
        yield {"title": title[:1].upper() + title[1:], "children": below}


def _datasets(
    plan: Plan, source: Path, listed: Sequence[Mapping[str, object]], left: dict[str, None]
) -> Iterator[Entry]:
    """Yield the data sets under the page of their kind, in the order of the list."""
    kinds = dict.fromkeys(str(entry["category"]) for entry in listed if entry.get("category"))
    chapters: list[Entry] = []
    for kind in kinds:
        below = []
        for dataset in listed:
            path = str(dataset.get("link") or "")
            if dataset.get("category") != kind or path not in left:
                continue
            below.append(_take(plan, source, path, left, _data_set_title(listed, dataset)))
        below += [
            _take(plan, source, path, left)
            for path in [path for path in left if path.startswith(f"{_PROJECTS}/{kind}/")]
        ]
        about = f"{_PROJECTS}/docs/{kind}.md"
        entry: Entry = _take(plan, source, about, left) if about in left else {"title": kind}
        if below:
            chapters.append({**entry, "children": below})
        elif "file" in entry:
            chapters.append(entry)
    if _OVERVIEW in left:
        yield {**_take(plan, source, _OVERVIEW, left), "children": chapters}
    else:
        yield from chapters


def _data_set_title(listed: Sequence[Mapping[str, object]], entry: Mapping[str, object]) -> str:
    """Return the title of a data set; nothing where two bear it: the pages say their own."""
    title = str(entry.get("title") or "")
    return title if sum(other.get("title") == title for other in listed) == 1 else ""


def _fragment(
    plan: Plan, source: Path, item: Mapping[str, object], left: dict[str, None]
) -> Iterator[Entry]:
    """Yield an entry of a list that is a table of contents."""
    file = str(item.get("file") or "")
    names = (f"{base}{file}{end}" for base in ("", "projects/") for end in ("", ".md", ".ipynb"))
    path = next((name for name in names if name in left), "")
    sections = item.get("sections") or item.get("chapters")
    below = [
        part
        for section in (sections if isinstance(sections, list) else [])
        if isinstance(section, Mapping)
        for part in _fragment(plan, source, section, left)
    ]
    title = str(item.get("title") or "")
    if path:
        entry = _take(plan, source, path, left, title)
        yield {**entry, "children": below} if below else entry
    elif below and title:
        yield {"title": title, "children": below}
    else:
        yield from below


def _by_folder(plan: Plan, source: Path, left: dict[str, None]) -> Iterator[Entry]:
    """Yield what no list names: pages of a folder as a chapter."""
    while left:
        path = next(iter(left))
        folder = path.rpartition("/")[0]
        if folder in (_PROJECTS, f"{_PROJECTS}/docs"):
            yield _take(plan, source, path, left)
        else:
            yield from _chapter(plan, source, f"{folder}/", left)
