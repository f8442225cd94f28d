"""Quarto: ``_quarto.yml``, pages in Pandoc's Markdown (``.qmd``, ``.md``) and notebooks."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from neuromatch_site.commands.importers._plan import Entry
from neuromatch_site.commands.importers.pandoc import pandoc_blocks
from neuromatch_site.commands.importers.sites import (
    Site,
    front_matter,
    listed,
    parted,
    text_of,
    with_mentions,
    yaml_of,
)
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.filesystem.globs import glob_select

CONFIG = ("_quarto.yml", "_quarto.yaml")
_KEPT = {
    "title": "title", "subtitle": "subtitle", "date": "date", "doi": "doi",
    "description": "description", "abstract": "description", "keywords": "keywords",
    "categories": "tags", "license": "license", "image": "thumbnail",
    "bibliography": "bibliography",
}  # fmt: skip
"""Front matter that has a place: their name for it -> MyST's."""
_CODE = re.compile(
    r"^[ \t]*```+\{(?P<language>python3?|py|r|julia)\b", re.MULTILINE | re.IGNORECASE
)
_KERNELS = {"r": ("ir", "R", "R"), "julia": ("julia", "Julia", "julia")}
"""Name, name for people and language of the kernels of other languages than Python."""
_SAID = {"project", "website", "book", "bibliography", "author", "lang", "execute", "format"}


def read_quarto(source: Path, name: str) -> Site:
    """Return the settings of ``_quarto.yml`` for a website or a book."""
    text = (source / name).read_text(encoding="utf-8", errors="replace")
    settings = yaml_of(text, name)
    book, website = _map(settings.get("book")), _map(settings.get("website"))
    site = book or website
    sidebar = site.get("sidebar")
    menu = _map(listed(sidebar)[0] if listed(sidebar) else sidebar).get("contents")
    navbar = _map(site.get("navbar"))
    items = menu or [*listed(navbar.get("left")), *listed(navbar.get("right"))]
    chapters = [*listed(book.get("chapters")), *listed(book.get("appendices"))]
    toc = [entry for chapter in chapters or listed(items) for entry in _entries(chapter, source)]
    bibliography = settings.get("bibliography") or book.get("bibliography")
    project = _map(settings.get("project"))
    return Site(
        config=name,
        title=text_of(site.get("title")) or text_of(project.get("title")),
        description=text_of(site.get("description")),
        authors=[
            name
            for item in _author_names(site.get("author") or settings.get("author"))
            for name in [item]
        ],
        github=text_of(site.get("repo-url")),
        bibliography=[text_of(file) for file in listed(bibliography) or [bibliography] if file],
        look={key: text_of(site.get(key)) for key in ("favicon",) if site.get(key)},
        toc=[{"file": "index.qmd"}, *toc] if toc and _lacks_start(toc, source) else toc,
        left=sorted(set(map(str, settings)) - _SAID),
        old=lambda path: [f"/{path.rpartition('.')[0]}.html"],
        skipped=(text_of(project.get("output-dir")) or "_site", "_book", "_freeze", ".quarto"),
        rewrite=rewrite if bibliography or any(source.rglob("*.bib")) else _uncited,
    )


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _lacks_start(toc: Sequence[Entry], source: Path) -> bool:
    has = any(PurePosixPath(str(entry.get("file", ""))).stem == "index" for entry in toc)
    return not has and (source / "index.qmd").is_file()


def _author_names(value: object) -> list[str]:
    """Return the names of authors: a text, a list of texts, ``{name: ...}``."""
    names = []
    for item in listed(value) or [value]:
        name = _map(item).get("name", item)
        whole = _map(name)
        parts = [text_of(whole.get("given")), text_of(whole.get("family"))]
        names.append(
            text_of(whole.get("literal")) or " ".join(filter(None, parts)) or text_of(name)
        )
    return [name for name in names if name]


def _entries(item: object, source: Path) -> list[Entry]:
    """Return entries of a book's chapters or a site's menu; a pattern names many files."""
    if isinstance(item, str):
        if "*" in item:
            paths = sorted(CourseFiles(source.resolve()).tree().walk())
            return [{"file": path} for path in glob_select(item, paths)]
        return [{"url": item}] if "://" in item else [{"file": item}] if "." in item else []
    entry = _map(item)
    title = entry.get("part") or entry.get("section") or entry.get("text")
    path = next((text_of(entry[key]) for key in ("href", "file") if entry.get(key)), "")
    inside = entry.get("chapters") or entry.get("contents") or entry.get("menu")
    children = [entry for inner in listed(inside) for entry in _entries(inner, source)]
    if text_of(title).endswith((".qmd", ".md", ".ipynb")):
        path, title = text_of(title), ""
    toc_entry: Entry = {"url": path} if "://" in path else {"file": path} if path else {}
    if title:
        toc_entry["title"] = text_of(title)
    if children:
        toc_entry["children"] = children
    return [toc_entry] if toc_entry else []


def rewrite(text: str, counts: Counter[str]) -> str:
    """Return a page converted to MyST."""
    front, body = parted(text, "front matter")
    code = _CODE.search(body)
    translated = "\n".join(pandoc_blocks(body.lstrip("\n").split("\n"), counts))
    return _front_matter(front, counts, code["language"].lower() if code else "") + translated


def _uncited(text: str, counts: Counter[str]) -> str:
    """Return a page of a site without a bibliography as MyST has it."""
    return with_mentions(rewrite(text, counts), counts)


def _front_matter(fields: Mapping[str, object] | None, counts: Counter[str], code: str) -> str:
    frontmatter: dict[str, object] = {}
    for key, value in (fields or {}).items():
        if key in _KEPT and value not in (None, ""):
            frontmatter.setdefault(_KEPT[key], value)
        elif key not in ("author", "authors"):
            counts[f"`{key}:` of the front matter is left out"] += 1
    authors = _author_names((fields or {}).get("author") or (fields or {}).get("authors"))
    if authors:
        frontmatter["authors"] = [{"name": name} for name in authors]
    if "date" in frontmatter:
        frontmatter["date"] = str(frontmatter["date"])
    if code:
        name, title, language = _KERNELS.get(code, ("python3", "Python 3", ""))
        more = {"language": language} if language else {}
        frontmatter["kernelspec"] = {"name": name, "display_name": title, **more}
    return front_matter(frontmatter)
