"""New entries of data files: a person, an announcement."""

from datetime import date
from pathlib import Path

from neuromatch_site.commands.scaffold import NewError
from neuromatch_site.commands.scaffold.course import quoted
from neuromatch_site.filesystem.atomic import write_inside

ANNOUNCEMENTS, PEOPLE = "data/announcements.yml", "data/people.yml"


def new_announcement(course: Path, title: str, today: date, until: str = "") -> Path:
    """Add an announcement at the top; return the file. Raises ``NewError``."""
    lines = [f"- title: {quoted(title)}", f"  date: {today.isoformat()}"]
    lines += [f"  until: {until}"] * bool(until)
    return _insert(course, ANNOUNCEMENTS, "\n".join(lines) + "\n\n", first=True)


def new_person(course: Path, name: str, group: str) -> Path:
    """Add a person to a group of ``data/people.yml``; return the file. Raises ``NewError``."""
    file = course / PEOPLE
    entry = f"    - name: {quoted(name)}"
    text = _data_text(course, PEOPLE)
    lines = text.split("\n")
    head = f"- title: {group}"
    title = f"- title: {quoted(group)}"
    start = next((i for i, line in enumerate(lines) if line.strip() in (head, title)), None)
    if start is None:
        return _insert(
            course, PEOPLE, f"- title: {quoted(group)}\n  people:\n{entry}\n", first=False
        )
    end = next((i for i in range(start + 1, len(lines)) if lines[i].startswith("- ")), len(lines))
    block = [line for line in lines[start:end] if line.strip()]
    people = next((i for i, line in enumerate(block) if line.strip() == "people:"), None)
    if people is None:
        hint = "write its people in lines of their own, below `people:`"
        raise NewError(f"the group `{group}` of `{file}` lists its people in one line: {hint}")
    lines[start:end] = [*block, entry, ""]
    _save(course, PEOPLE, "\n".join(lines).rstrip() + "\n")
    return file


def _insert(course: Path, name: str, entry: str, *, first: bool) -> Path:
    text = _data_text(course, name)
    lines = text.splitlines(keepends=True)
    comments = next((i for i, line in enumerate(lines) if line.startswith("- ")), len(lines))
    at = comments if first else len(lines)
    before = "".join(lines[:at])
    if before and not before.endswith("\n"):
        before += "\n"
    gap = "\n" if not first and before.strip() else ""
    _save(course, name, (before + gap + entry + "".join(lines[at:])).rstrip() + "\n")
    return course / name


def _data_text(course: Path, name: str) -> str:
    if not (course / "myst.yml").is_file():
        raise NewError(f"`{course}` is not a course: it has no `myst.yml`")
    try:
        return (course / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise NewError(f"`{course / name}` cannot be read: {error}") from error


def _save(course: Path, name: str, text: str) -> None:
    try:
        write_inside(course, name, text.encode())
    except OSError as error:
        raise NewError(f"`{course / name}` {error.strerror}") from error
