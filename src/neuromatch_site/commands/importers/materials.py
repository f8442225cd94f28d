"""A Neuromatch repository, as its ``tutorials/materials.yml`` describes it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from neuromatch_site.commands.importers._plan import Entry, ImportProblem, Plan
from neuromatch_site.commands.importers.notebook import add_notebook
from neuromatch_site.commands.importers.pictures import bring_pictures
from neuromatch_site.commands.importers.text import mended
from neuromatch_site.config.yaml import FILE_LIMITS, load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.course_files import is_file_in, is_folder
from neuromatch_site.media.video_providers import find_film

MATERIALS = "tutorials/materials.yml"
_GENERATED = ("student", "instructor", "solutions", "static")
_ORDER = ("_Intro", "_Tutorial", "_Outro", "further_reading", "_DaySummary")
_OTHERS = (
    ("Schedule", "tutorials/Schedule"),
    ("Technical help", "tutorials/TechnicalHelp"),
    ("Module wrap-ups", "tutorials/Module_WrapUps"),
    ("Prerequisites", "prereqs"),
    ("Prerequisites", "tutorials/prereqs"),
    ("Projects", "projects"),
)
"""Title of a group, and the folder whose pages it holds."""
_ART = "tutorials/Art"
_OSF = re.compile(r"osf\.io/(?:download/)?([a-z0-9]{5})\b")
Day = Mapping[str, object]


def plan_materials(source: Path) -> Plan:
    """Return the course of a repository with a ``materials.yml``."""
    plan = Plan()
    toc: list[Entry] = [{"file": _front(plan, source)}]
    groups: dict[str, list[Entry]] = {}
    for day in _days(plan, source):
        if entry := _day(plan, source, day):
            groups.setdefault(str(day.get("category") or day["name"]), []).append(entry)
    toc += [{"title": title, "children": entries} for title, entries in groups.items()]
    others: dict[str, list[Entry]] = {}
    for title, folder in _OTHERS:
        if pages := _folder(plan, source, folder):
            others.setdefault(title, []).extend(pages)
    toc += [{"title": title, "children": pages} for title, pages in others.items()]
    if (source / _ART).is_dir():
        plan.note(_ART, "the pictures of days became no part of a page")
    plan.config = _config(plan, source, toc)
    bring_pictures(plan, source, _repository(source).rpartition("/")[2])
    return plan


def _days(plan: Plan, source: Path) -> list[Day]:
    """Return the days that say which they are, in their order.

    Raises ``ImportProblem`` where the file cannot be read: nothing else says what the course is.
    """
    text = (source / MATERIALS).read_text(encoding="utf-8", errors="replace")
    diagnostics = Diagnostics()
    read = load_yaml(Source(MATERIALS, text), diagnostics, limits=FILE_LIMITS)
    for item in diagnostics:
        said = f"{item.message} ({item.hint})" if item.hint else item.message
        if read is None:
            raise ImportProblem(f"{source}/{item.position}: {said}")
        plan.note(str(item.position), said)
    days: list[Day] = []
    data = read.plain if read else None
    for entry in data if isinstance(data, list) else []:
        if isinstance(entry, Mapping) and entry.get("day") and entry.get("name"):
            days.append(entry)
        else:
            plan.note(MATERIALS, f"an entry has no `day` and `name`: {str(entry)[:60]}")
    return days


def _front(plan: Plan, source: Path) -> str:
    """Return the front page: the root of the book, else one that only welcomes."""
    for name in ("tutorials/intro.ipynb", "tutorials/intro.md"):
        if (source / name).is_file():
            return _page(plan, source, name, "index")
    plan.files["index.md"] = "# Welcome\n"
    plan.note("tutorials", "there is no intro: `index.md` only welcomes")
    return "index.md"


def _day(plan: Plan, source: Path, day: Day) -> Entry | None:
    folder = f"tutorials/{day['day']}_{str(day['name']).replace(' ', '')}"
    if not is_folder(source / folder):
        plan.note(MATERIALS, f"`{folder}` is not there: that day is left out")
        return None
    pages = [
        {"file": _page(plan, source, path, path.rpartition(".")[0])}
        for path in _pages_of_day(source, folder)
    ]
    if not any("_Intro" in str(page["file"]) for page in pages) and (text := _opening(day)):
        plan.files[f"{folder}/opening.md"] = text
        pages.insert(0, {"file": f"{folder}/opening.md"})
    if unused := [f"`{key}`" for key in ("playlist", "qa") if day.get(key)]:
        plan.note(MATERIALS, f"{day['day']}: {' and '.join(unused)} became no part of a page")
    return {"title": f"{day['day']}: {day['name']}", "children": pages} if pages else None


def _pages_of_day(source: Path, folder: str) -> list[str]:
    """Return the pages of a day in their order: the sources, else what students get."""
    own = [path for path in (source / folder).iterdir() if path.suffix in (".ipynb", ".md")]
    if not any(path.suffix == ".ipynb" for path in own):
        student = source / folder / "student"
        own += sorted(student.glob("*.ipynb")) if student.is_dir() else []
    wanted = [path for path in own if path.stem.lower() not in ("readme", "chapter_title")]
    ordered = sorted(wanted, key=lambda path: (_rank(path.stem), path.name))
    return [path.relative_to(source).as_posix() for path in ordered]


def _rank(stem: str) -> tuple[int, int]:
    place = next((i for i, mark in enumerate(_ORDER) if mark in stem), len(_ORDER))
    number = re.search(r"_Tutorial(\d+)", stem)
    return place, int(number[1]) if number else 0


def _page(plan: Plan, source: Path, path: str, target: str) -> str:
    """Add a page; return its path in the course."""
    stem = path.rpartition(".")[0]
    if path.endswith(".ipynb"):
        made = add_notebook(plan, source, path, target)
    else:
        made = f"{target}.md"
        plan.files[made] = mended((source / path).read_text(encoding="utf-8", errors="replace"))
        plan.made_from[made] = path
    folder, _, name = stem.rpartition("/")
    students = [f"/{folder}/student/{name}.html"] if path.endswith(".ipynb") else []
    plan.old[made] = [f"/{stem}.html", *students]
    return made


def _opening(day: Day) -> str:
    """Return a page with the films and slides that ``materials.yml`` names for the day."""
    parts = []
    for kind in ("intro", "outro"):
        films = [find_film(str(day.get(key) or "")) for key in (kind, f"{kind}_bilibili")]
        options = [f":{film.kind}: {film.id}" for film in films if film and film.id]
        if options:
            parts.append("\n".join([f":::{{nma-video}} {kind.capitalize()}", *options, ":::"]))
    slides = day.get("slides")
    for one in slides if isinstance(slides, list) else []:
        match = _OSF.search(str(one.get("link"))) if isinstance(one, Mapping) else None
        if match:
            parts.append(
                f":::{{nma-slides}} {match[1]}\n:title: {one.get('title') or 'Slides'}\n:::"
            )
    return "\n\n".join([f"# {day['name']}", *parts]) + "\n" if parts else ""


def _folder(plan: Plan, source: Path, folder: str) -> list[Entry]:
    """Return the pages of a folder, all levels of it in one, in the order of their paths."""
    return [
        {"file": _page(plan, source, path, path.rpartition(".")[0])}
        for path in _sources(source, folder)
    ]


def _sources(source: Path, folder: str) -> Iterator[str]:
    for path in sorted((source / folder).rglob("*")) if (source / folder).is_dir() else ():
        generated = set(path.relative_to(source).parts) & set(_GENERATED)
        if path.is_file() and path.suffix in (".md", ".ipynb") and not generated:
            yield path.relative_to(source).as_posix()


def _config(plan: Plan, source: Path, toc: Sequence[Entry]) -> dict[str, object]:
    """Return ``myst.yml``, with what the configuration of the book says."""
    book = _book(source)
    project: dict[str, object] = {"title": str(book.get("title") or "Course")}
    if author := book.get("author"):
        project["authors"] = [{"name": str(author)}]
    else:
        plan.note("book/_config.yml", "names no author: add `project.authors` to `myst.yml`")
    if repository := _repository(source):
        project["github"] = repository
    if license_ := _license(source):
        project["license"] = license_
    else:
        plan.note("README.md", "no licence was understood: add `project.license` to `myst.yml`")
    project["toc"] = list(toc)
    options = {"folders": True, **_marks(plan, source, book)}
    site: dict[str, object] = {"title": project["title"], "options": options}
    return {"version": 1, "project": project, "site": site}


def _marks(plan: Plan, source: Path, book: Mapping[str, object]) -> dict[str, str]:
    """Return the pictures of header and tab; they come along."""
    html = book.get("html")
    named = {
        "logo": book.get("logo"),
        "favicon": html.get("favicon") if isinstance(html, Mapping) else "",
    }
    found: dict[str, str] = {}
    for option, path in named.items():
        for place in (str(path or ""), f"book/{path}"):
            file = source / place
            if path and is_file_in(file, source):
                plan.files[place], found[option] = file, place
                break
    return found


def _repository(source: Path) -> str:
    """Return the address of the repository, as the configuration of the book says it."""
    said = _book(source).get("repository")
    return str(said.get("url") or "").rstrip("/") if isinstance(said, Mapping) else ""


def _book(source: Path) -> Mapping[str, object]:
    try:
        text = (source / "book" / "_config.yml").read_text(encoding="utf-8")
        data = yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return data if isinstance(data, Mapping) else {}


def _license(source: Path) -> dict[str, str]:
    """Return the licences that the README states."""
    try:
        text = (source / "README.md").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    found = {}
    if re.search(r"CC[ -]BY[ -]4\.0|Creative Commons Attribution 4\.0", text, re.IGNORECASE):
        found["content"] = "CC-BY-4.0"
    if re.search(r"BSD[ -](?:\(?3[ -])", text, re.IGNORECASE):
        found["code"] = "BSD-3-Clause"
    return found
