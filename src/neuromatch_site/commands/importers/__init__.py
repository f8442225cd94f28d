"""``import``: convert the source of another tool into a course folder."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from neuromatch_site.commands.importers import docusaurus, hugo, mkdocs, quarto
from neuromatch_site.commands.importers._plan import ImportProblem, Note, Plan
from neuromatch_site.commands.importers.days import MATERIALS
from neuromatch_site.commands.importers.document import FORMATS, plan_document
from neuromatch_site.commands.importers.folder import has_pages, read_folder
from neuromatch_site.commands.importers.jupyter_book import plan_book
from neuromatch_site.commands.importers.materials import plan_materials
from neuromatch_site.commands.importers.sites import Site, plan_site
from neuromatch_site.config import BOOK, BOOK_TOC, MYST, load_config
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.filesystem.regular import leads_down, links_out
from neuromatch_site.readers.toc import load_toc

__all__ = ["ImportProblem", "Note", "Plan", "plan_import", "write_course"]


def plan_import(source: Path) -> Plan:
    """Return the import plan of the source. Only reads.

    Raises ``ImportProblem`` for a folder without pages, or with a link that leads out of it: the
    target of such a link is not part of the source, and may be a secret.
    """
    if source.is_file():
        return _document(source)
    if outside := sorted(links_out(source)):
        named = ", ".join(f"`{path}`" for path in outside[:3])
        more = f" and {len(outside) - 3} more" if len(outside) > 3 else ""
        message = f"links that lead out of it: {named}{more}"
        raise ImportProblem(
            f"`{source}` holds {message}; remove them, or put copies in their place"
        )
    if (source / MATERIALS).is_file():
        plan = plan_materials(source)
    elif (source / BOOK_TOC).is_file() or (source / BOOK).is_file():
        plan = plan_book(source)
    elif site := _site(source):
        plan = plan_site(source, site)
    else:
        below = next(iter(sorted(source.glob(f"*/{BOOK_TOC}"))), None)
        hint = f". There is a book in `{below.parent}`: import that" if below else ""
        raise ImportProblem(f"`{source}` has no page in Markdown and no notebook{hint}")
    if not plan.made_from:
        message = "; ".join(f"{note.path}: {note.message}" for note in plan.notes[:3])
        raise ImportProblem(f"`{source}` has no page that can be imported. {message}".strip())
    return plan


def _document(source: Path) -> Plan:
    """Return what a single file would become."""
    if source.suffix.lower() in FORMATS:
        return plan_document(source)
    known = ", ".join(f"`{suffix}`" for suffix in FORMATS)
    hint = ": save it as `.docx`" if source.suffix.lower() in (".doc", ".gdoc", ".pages") else ""
    raise ImportProblem(
        f"`{source.name}` is not a document that can be imported{hint}; {known} can, and folders"
    )


_READERS = (
    (mkdocs.CONFIG, mkdocs.read_mkdocs),
    (quarto.CONFIG, quarto.read_quarto),
    (docusaurus.CONFIG, docusaurus.read_docusaurus),
)
"""What the files of settings are called, and what reads them."""


def _site(source: Path) -> Site | None:
    """Return the site of another generator, or of a plain folder; None for one without a page."""
    for names, read in _READERS:
        paths = (*names, *(f"website/{name}" for name in names))
        config = next((path for path in paths if (source / path).is_file()), None)
        if config:
            return read(source, config)
    if config := hugo.has_hugo(source):
        return hugo.read_hugo(source, config)
    below = any(source.glob(f"*/{BOOK_TOC}"))
    return read_folder(source) if has_pages(source) and not below else None


def write_course(plan: Plan, course: Path) -> None:
    """Write the course folder atomically.

    Raises ``ImportProblem`` if the folder exists and is not empty.
    """
    if course.exists() and (not course.is_dir() or any(course.iterdir())):
        raise ImportProblem(f"`{course}` already exists and is not empty; choose a new folder")
    if outside := next((path for path in plan.files if not leads_down(path)), None):
        raise ImportProblem(f"`{outside}` would be written outside of `{course}`")
    course.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=course.parent, prefix=f".{course.name}-") as scratch:
        staged = Path(scratch, "course")
        for path, content in plan.files.items():
            _write(staged / path, content)
        _write_config(staged, plan.config)
        if redirects := _redirects(plan, staged):
            site = plan.config["site"]
            with_redirects = {**site, "redirects": redirects} if isinstance(site, Mapping) else site
            _write_config(staged, {**plan.config, "site": with_redirects})
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
        path.write_text(
            content, encoding="utf-8", errors="replace"
        )  # code may hold half characters


def _write_config(course: Path, config: Mapping[str, object]) -> None:
    text = yaml.safe_dump(dict(config), allow_unicode=True, sort_keys=False, width=1000)
    _write(course / MYST, text)


def _redirects(plan: Plan, course: Path) -> list[dict[str, str]]:
    """Return redirects from the addresses of the old site to those that the pages have now."""
    diagnostics = Diagnostics()
    files = CourseFiles.at(course)
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
