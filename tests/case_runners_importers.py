"""What cases of ``import`` understand: the files that it writes, what it says, the pages built."""

from courses import Built, Course

from neuromatch_site.commands.importers import plan_import, write_course
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Severity


def written(course: Course, name: str, _diagnostics: Diagnostics) -> str:
    """Return a file of the course that an import makes of the source; its files, without a name."""
    plan = plan_import(course.folder)
    target = course.folder.parent / f"{course.folder.name}-imported"
    if not target.exists():
        write_course(plan, target)
    if not name:
        return "".join(
            f"{path.relative_to(target).as_posix()}\n"
            for path in sorted(target.rglob("*"))
            if path.is_file()
        )
    return (target / name).read_text(encoding="utf-8")


def notes(course: Course, _name: str, _diagnostics: Diagnostics) -> str:
    """Return what the import says."""
    return "".join(f"{note.path}: {note.message}\n" for note in plan_import(course.folder).notes)


def imported(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return what a page of the imported course says when it is built."""
    from pretty_html import pretty_html

    return pretty_html(_built(course, diagnostics).html(name))


def seen(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the files of the site below an address."""
    files = _built(course, diagnostics).file("").splitlines(keepends=True)
    return "".join(file for file in files if file.startswith(name))


def _built(course: Course, diagnostics: Diagnostics) -> Built:
    written(course, "", diagnostics)
    target = course.folder.parent / f"{course.folder.name}-imported"
    built = Course(target, {}).build()
    diagnostics.items.extend(one for one in built.said if one.severity is Severity.ERROR)
    return built
