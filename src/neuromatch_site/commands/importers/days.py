"""The days of ``materials.yml`` -> groups of pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from neuromatch_site.commands.importers._plan import Entry, Plan
from neuromatch_site.commands.importers.numbers import text_of
from neuromatch_site.commands.importers.pages import add_page
from neuromatch_site.filesystem.course_files import is_folder
from neuromatch_site.filesystem.regular import leads_down
from neuromatch_site.media.video_providers import find_video

Day = Mapping[str, object]
"""An entry of ``materials.yml``: a ``day`` or a ``slug``, a ``name``, its contents."""

MATERIALS = "tutorials/materials.yml"
_ART = "tutorials/Art"
_WRAP_UPS = "tutorials/Module_WrapUps"
_ORDER = ("Intro", "Tutorial", "Outro", "further_reading", "DaySummary")
_UNLISTED = frozenset({"readme", "chapter_title"})
_OSF = re.compile(r"osf\.io/(?:download/)?([a-z0-9]{5})\b")


def day_groups(plan: Plan, source: Path, days: Sequence[Day]) -> list[Entry]:
    """Return the toc groups of the days, each with its wrap-up; add their pages."""
    groups: dict[str, list[Entry]] = {}
    used: set[str] = set()
    for day in days:
        folder = _folder(plan, source, day)
        if not folder:
            continue
        used.add(folder)
        if entry := _day_entry(plan, source, day, folder):
            title = str(day.get("category") or day.get("part") or day["name"])
            groups.setdefault(title.replace("_", " "), []).append(entry)
    for title, entries in groups.items():
        wrap_up = f"{_WRAP_UPS}/{title.replace(' ', '')}.ipynb"
        if (source / wrap_up).is_file():
            entries.append({"file": add_page(plan, source, wrap_up)})
    for folder in _lesson_folders(source):
        if folder not in used:
            plan.note(folder, "is in no entry of `materials.yml`: its pages are left out")
    return [{"title": title, "children": entries} for title, entries in groups.items()]


def _lesson_folders(source: Path) -> Iterator[str]:
    """Yield the folders in which lessons lie."""
    for folder in sorted((source / "tutorials").iterdir()):
        if is_folder(folder) and any(folder.glob("*Tutorial*.ipynb")):
            yield f"tutorials/{folder.name}"


def _folder(plan: Plan, source: Path, day: Day) -> str:
    """Return the folder of a day; a note says where it was guessed, or is not there."""
    name = str(day["name"]).replace(" ", "")
    folder = str(day.get("slug") or f"{day['day']}_{name}")
    if leads_down(folder) and is_folder(source / "tutorials" / folder):
        return f"tutorials/{folder}"
    start = f"{day.get('day') or day.get('part')}_"
    names = [path.name for path in sorted((source / "tutorials").iterdir()) if is_folder(path)]
    alike = [name for name in names if name.startswith(start)]
    close = alike if len(alike) == 1 else get_close_matches(folder, alike, n=1)
    if not close:
        plan.note(MATERIALS, f"`tutorials/{folder}` does not exist; that day is skipped")
        return ""
    plan.note(MATERIALS, f"`tutorials/{folder}` is not there; `tutorials/{close[0]}` is taken")
    return f"tutorials/{close[0]}"


def _day_entry(plan: Plan, source: Path, day: Day, folder: str) -> Entry | None:
    files = [add_page(plan, source, path) for path in _day_pages(source, folder, day)]
    if not files:
        return None
    has_intro = any(re.search(r"(?:^|[_/])Intro\.\w+$", path) for path in files)
    title = f"{day['day']}: {day['name']}" if day.get("day") else str(day["name"])
    entry: Entry = {"title": title}
    text = "".join(text_of(plan, path) or "" for path in files)
    if cover := _cover(plan, source, day, folder, text if has_intro else ""):
        entry["file"] = cover
    else:
        plan.old[files[0]] = [*plan.old[files[0]], f"/{folder}/chapter_title.html"]
    return {**entry, "children": [{"file": path} for path in files]}


def _day_pages(source: Path, folder: str, day: Day) -> list[str]:
    """Return the pages of a day in their order: the sources, else what students get."""
    own = [path for path in (source / folder).iterdir() if path.suffix in (".ipynb", ".md")]
    if not any(path.suffix == ".ipynb" for path in own):
        student = source / folder / "student"
        own += sorted(student.glob("*.ipynb")) if student.is_dir() else []
    listed_paths = [path for path in own if path.stem.lower() not in _UNLISTED]
    listed = [str(path) for path in _listed(day)]
    ordered = sorted(listed_paths, key=lambda path: (_rank(path.stem, listed), path.name))
    return [path.relative_to(source).as_posix() for path in ordered]


def _listed(day: Day) -> Sequence[object]:
    """Return the lessons that an entry names one by one."""
    lessons = day.get("tutorials")
    return lessons if isinstance(lessons, list) else ()


def _rank(stem: str, listed: Sequence[str]) -> tuple[int, int, int]:
    place = next((i for i, mark in enumerate(_ORDER) if mark in stem), len(_ORDER))
    number = re.search(r"Tutorial_?(\d+)", stem)
    known = next((i for i, name in enumerate(listed) if stem.endswith(name)), len(listed))
    return place, known, int(number[1]) if number else 10_000


def _cover(plan: Plan, source: Path, day: Day, folder: str, text: str) -> str:
    """Add the page of a day: its own, else one with its art and videos; nothing without these.

    Videos and slides that ``shown``, the text of an intro and what follows, has are not repeated.
    """
    path = f"{folder}/chapter_title.md"
    if (source / path).is_file():
        own = (source / path).read_text(encoding="utf-8", errors="replace")
        if left := sum(1 for _ in _opening(day, text + own)):
            message = f"videos or slides that no page of `{folder}` shows: {left}; add them to one"
            plan.note(MATERIALS, message)
        return add_page(plan, source, path)
    parts = [*_art(plan, source, folder), *_opening(day, text), *_more(day)]
    if not parts:
        return ""
    plan.files[path] = "\n\n".join([f"# {day['name']}", *parts]) + "\n"
    plan.old[path] = [f"/{folder}/chapter_title.html"]
    return path


def _art(plan: Plan, source: Path, folder: str) -> Iterator[str]:
    """Yield the picture of a day and who made it, as the name of its file says."""
    name = folder.rpartition("/")[2]
    art = source / _ART
    for file in sorted(art.iterdir()) if art.is_dir() else ():
        whole, _, artist = file.stem.partition("-")
        close = get_close_matches(whole, [name], n=1, cutoff=0.9)
        if artist and close and whole.partition("_")[0] == name.partition("_")[0]:
            plan.files[f"{_ART}/{file.name}"] = file
            credit = artist.replace("_", " ")
            alt = f"{_spaced(name)}, drawn by {credit}"
            yield f"```{{figure}} ../Art/{file.name}\n:alt: {alt}\n\nArtwork by {credit}\n```"


def _spaced(folder: str) -> str:
    """Return the words of ``W1D1_ModelTypes``: Model Types."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", folder.partition("_")[2] or folder)


def _opening(day: Day, text: str) -> Iterator[str]:
    """Yield the videos and slides that ``materials.yml`` names for the day and a text lacks."""
    for kind in ("intro", "outro"):
        videos = [find_video(str(day.get(key) or "")) for key in (kind, f"{kind}_bilibili")]
        known = [video for video in videos if video and video.id]
        options = [f":{video.kind}: {video.id}" for video in known]
        if options and not any(video.id in text for video in known):
            yield "\n".join([f":::{{nma-video}} {kind.capitalize()}", *options, ":::"])
    slides = day.get("slides")
    for slide in slides if isinstance(slides, list) else []:
        match = _OSF.search(str(slide.get("link"))) if isinstance(slide, Mapping) else None
        if match and match[1] not in text:
            yield f":::{{nma-slides}} {match[1]}\n:title: {slide.get('title') or 'Slides'}\n:::"


def _more(day: Day) -> Iterator[str]:
    """Yield the videos that no lesson shows: the playlist, questions and answers."""
    links = []
    if playlist := day.get("playlist"):
        links.append(f"- [All videos of the day]({playlist})")
    answers = day.get("qa")
    for number, url in enumerate(answers if isinstance(answers, list) else [], 1):
        links.append(f"- [Questions and answers {number}]({url})")
    if links:
        yield "## More videos\n\n" + "\n".join(links)
