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
    """Return what ``_quarto.yml`` says of a website or a book."""
    text = (source / name).read_text(encoding="utf-8", errors="replace")
    said = yaml_of(text, name)
    book, website = _map(said.get("book")), _map(said.get("website"))
    site = book or website
    sidebar = site.get("sidebar")
    menu = _map(listed(sidebar)[0] if listed(sidebar) else sidebar).get("contents")
    navbar = _map(site.get("navbar"))
    shown = menu or [*listed(navbar.get("left")), *listed(navbar.get("right"))]
    chapters = [*listed(book.get("chapters")), *listed(book.get("appendices"))]
    toc = [entry for one in chapters or listed(shown) for entry in _entries(one, source)]
    bibliography = said.get("bibliography") or book.get("bibliography")
    project = _map(said.get("project"))
    return Site(
        config=name,
        title=text_of(site.get("title")) or text_of(project.get("title")),
        description=text_of(site.get("description")),
        authors=[
            name for one in _names(site.get("author") or said.get("author")) for name in [one]
        ],
        github=text_of(site.get("repo-url")),
        bibliography=[text_of(one) for one in listed(bibliography) or [bibliography] if one],
        look={key: text_of(site.get(key)) for key in ("favicon",) if site.get(key)},
        toc=[{"file": "index.qmd"}, *toc] if toc and _lacks_start(toc, source) else toc,
        left=sorted(set(map(str, said)) - _SAID),
        old=lambda path: [f"/{path.rpartition('.')[0]}.html"],
        skipped=(text_of(project.get("output-dir")) or "_site", "_book", "_freeze", ".quarto"),
        rewrite=rewrite if bibliography or any(source.rglob("*.bib")) else _uncited,
    )


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _lacks_start(toc: Sequence[Entry], source: Path) -> bool:
    has = any(PurePosixPath(str(entry.get("file", ""))).stem == "index" for entry in toc)
    return not has and (source / "index.qmd").is_file()


def _names(said: object) -> list[str]:
    """Return the names of authors: a text, a list of texts, ``{name: ...}``."""
    found = []
    for one in listed(said) or [said]:
        name = _map(one).get("name", one)
        whole = _map(name)
        parts = [text_of(whole.get("given")), text_of(whole.get("family"))]
        found.append(
            text_of(whole.get("literal")) or " ".join(filter(None, parts)) or text_of(name)
        )
    return [name for name in found if name]


def _entries(said: object, source: Path) -> list[Entry]:
    """Return entries of a book's chapters or a site's menu; a pattern names many files."""
    if isinstance(said, str):
        if "*" in said:
            paths = sorted(CourseFiles(source.resolve()).tree().walk())
            return [{"file": path} for path in glob_select(said, paths)]
        return [{"url": said}] if "://" in said else [{"file": said}] if "." in said else []
    entry = _map(said)
    title = entry.get("part") or entry.get("section") or entry.get("text")
    path = next((text_of(entry[key]) for key in ("href", "file") if entry.get(key)), "")
    inside = entry.get("chapters") or entry.get("contents") or entry.get("menu")
    children = [one for inner in listed(inside) for one in _entries(inner, source)]
    if text_of(title).endswith((".qmd", ".md", ".ipynb")):
        path, title = text_of(title), ""
    made: Entry = {"url": path} if "://" in path else {"file": path} if path else {}
    if title:
        made["title"] = text_of(title)
    if children:
        made["children"] = children
    return [made] if made else []


def rewrite(text: str, counts: Counter[str]) -> str:
    """Return a page as MyST has it."""
    front, body = parted(text, "front matter")
    code = _CODE.search(body)
    made = "\n".join(pandoc_blocks(body.lstrip("\n").split("\n"), counts))
    return _front_matter(front, counts, code["language"].lower() if code else "") + made


def _uncited(text: str, counts: Counter[str]) -> str:
    """Return a page of a site without a bibliography as MyST has it."""
    return with_mentions(rewrite(text, counts), counts)


def _front_matter(said: Mapping[str, object] | None, counts: Counter[str], code: str) -> str:
    kept: dict[str, object] = {}
    for key, value in (said or {}).items():
        if key in _KEPT and value not in (None, ""):
            kept.setdefault(_KEPT[key], value)
        elif key not in ("author", "authors"):
            counts[f"`{key}:` of the front matter is left out"] += 1
    authors = _names((said or {}).get("author") or (said or {}).get("authors"))
    if authors:
        kept["authors"] = [{"name": name} for name in authors]
    if "date" in kept:
        kept["date"] = str(kept["date"])
    if code:
        name, shown, language = _KERNELS.get(code, ("python3", "Python 3", ""))
        more = {"language": language} if language else {}
        kept["kernelspec"] = {"name": name, "display_name": shown, **more}
    return front_matter(kept)
