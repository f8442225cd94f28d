"""Hugo: ``hugo.toml`` and the pages in ``content/``, with the shortcodes of Hugo and its themes.

The order of the pages is Hugo's: ``weight``, then the newest, then the title. Themes are programs
and are not run; the content of their shortcodes is kept. Source: the documentation of Hugo, and of
the themes Relearn, Docsy, Book and Hextra.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from msgspec import Struct, to_builtins

from neuromatch_site.commands.importers._plan import Entry, ImportProblem
from neuromatch_site.commands.importers.hugo_shortcodes import blocks
from neuromatch_site.commands.importers.sites import (
    PAGES,
    Site,
    front_matter,
    listed,
    pages_below,
    parted,
    text_of,
    texts_below,
    yaml_of,
)

CONFIG = tuple(
    f"{folder}hugo.{suffix}"
    for folder in ("", "config/_default/")
    for suffix in ("toml", "yaml", "yml", "json")
)
OLD_CONFIG = ("config.toml", "config.yaml", "config.yml", "config.json")
"""Names of the settings file before Hugo 0.110; other programs use them, too."""
_SAID = {"baseURL", "title", "languageCode", "contentDir", "params", "copyright", "author", "theme"}
_KEPT = {
    "title": "title", "linktitle": "short_title", "description": "description",
    "summary": "description", "date": "date", "keywords": "keywords", "tags": "tags",
    "draft": "draft", "aliases": "aliases", "license": "license", "images": "thumbnail",
}  # fmt: skip
"""Front matter that has a place: their name for it -> ours."""
_ELSEWHERE = ("weight", "url", "author", "authors")
"""Front matter that the order, the old addresses and the authors say."""
_MOST_DOTS = 1_000
"""In a line of TOML: to read keys inside keys takes time with the square of their number."""
_TRANSLATED = re.compile(r"\.[a-z]{2}(?:-[a-z]{2,4})?\Z")
"""``page.fr.md``: another language of the page, for a course of its own."""
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)


_FrontMatter = Mapping[Path, Mapping[str, object]]
"""What each page in Markdown says of itself."""


class _Placed(Struct):
    """An entry of the table of contents, and where it stands among its neighbours."""

    entry: Entry
    order: tuple[float, float, str]


def has_hugo(source: Path) -> str:
    """Return the settings file of a Hugo site; empty if there is none."""
    if name := next((name for name in CONFIG if (source / name).is_file()), ""):
        return name
    old = next((name for name in OLD_CONFIG if (source / name).is_file()), "")
    return old if old and (source / "content").is_dir() else ""


def read_hugo(source: Path, name: str) -> Site:
    """Return the settings of a site. Raises ``ImportProblem`` for broken ones."""
    settings = _settings((source / name).read_text(encoding="utf-8", errors="replace"), name)
    params = settings.get("params")
    more = params if isinstance(params, Mapping) else {}
    docs = pages_below(_content_folder(settings), source, name)
    root = source / docs
    author = settings.get("author", more.get("author"))
    who = author.get("name") if isinstance(author, Mapping) else author
    names = ("github_repo", "githubRepo", "repoURL", "geekdocRepo", "BookRepo")
    texts = texts_below(root)
    fronts = {path: _parted(text)[0] or {} for path, text in texts.items()}
    paths = [path.relative_to(root).as_posix() for path in (*texts, *root.rglob("*.ipynb"))]
    return Site(
        config=name,
        docs=docs,
        files={"static": "", "assets": "assets"},
        title=text_of(settings.get("title")),
        description=text_of(more.get("description")),
        authors=[text_of(who)] if text_of(who) else [],
        copyright=text_of(settings.get("copyright")),
        github=next((text_of(more[key]) for key in names if more.get(key)), ""),
        toc=_entries(root, root, fronts) if root.is_dir() else (),
        left=sorted(set(map(str, settings)) - _SAID),
        texts=texts,
        rewrite=partial(_rewrite, _unique_names(paths)),
    )


def _content_folder(settings: Mapping[str, object]) -> str:
    """Return the folder of the pages; of several languages that of the first."""
    languages = settings.get("languages")
    each = languages if isinstance(languages, Mapping) else {}
    main = text_of(settings.get("defaultContentLanguage")) or next(iter(each), "")
    own = each.get(main)
    named = own.get("contentDir") if isinstance(own, Mapping) else None
    return text_of(named) or text_of(settings.get("contentDir")) or "content"


def _settings(text: str, name: str) -> Mapping[str, object]:
    """Return what settings or front matter in TOML, JSON or YAML say."""
    try:
        if name.endswith(".toml"):
            if any(line.count(".") > _MOST_DOTS for line in text.split("\n")):
                raise ImportProblem(f"{name}: a key has more than {_MOST_DOTS} parts")
            return tomllib.loads(text)
        if name.endswith(".json"):
            read = json.loads(text)
            return read if isinstance(read, Mapping) else {}
    except (ValueError, RecursionError) as error:
        raise ImportProblem(f"{name}: {error}") from None
    return yaml_of(text, name)


def _parted(text: str) -> tuple[Mapping[str, object] | None, str]:
    """Return the front matter of a page, in any of Hugo's three forms, and what follows it."""
    try:
        if match := _TOML.match(text):
            return _settings(match[1], "front matter.toml"), text[match.end() :]
        if text.startswith("{\n"):
            fields, end = json.JSONDecoder().raw_decode(text)
            return fields, text[end:].lstrip("\n")
    except (ImportProblem, ValueError, RecursionError):
        return None, text
    return parted(text, "front matter")


# -- the table of contents


def _unique_names(paths: Sequence[str]) -> Mapping[str, str]:
    """Return the path of each page whose name no other has: ``ref`` may say the name alone."""
    names = Counter(_page_name(path) for path in paths)
    return {_page_name(path): path for path in paths if names[_page_name(path)] == 1}


def _page_name(path: str) -> str:
    """Return what a page is called: a page of a folder of its own as the folder."""
    stem = path.rpartition(".")[0]
    return stem.removesuffix("/index").removesuffix("/_index").rpartition("/")[2]


def _entries(folder: Path, root: Path, fronts: _FrontMatter) -> list[Entry]:
    placed = [entry for path in folder.iterdir() if (entry := _placed(path, root, fronts))]
    return [entry.entry for entry in sorted(placed, key=lambda entry: entry.order)]


def _placed(path: Path, root: Path, fronts: _FrontMatter) -> _Placed | None:
    """Return an entry of the toc; None for what is no page and holds none."""
    if path.is_symlink():
        return None
    if path.is_dir():
        return _folder(path, root, fronts)
    first = path.stem == "_index" and path.parent == root
    is_section = path.stem == "_index" and not first
    if path.suffix.lower() not in PAGES or is_section or _TRANSLATED.search(path.stem):
        return None
    front = fronts.get(path, {})
    entry: Entry = {"file": path.relative_to(root).as_posix()}
    return _Placed(entry, (float("-inf"), 0, "") if first else _order(front, path.stem))


def _folder(path: Path, root: Path, fronts: _FrontMatter) -> _Placed | None:
    """Return a page with the files beside it, or a section with its pages."""
    index = next((file for file in (path / "index.md", path / "_index.md") if file.is_file()), None)
    file: Entry = {"file": index.relative_to(root).as_posix()} if index else {}
    children = [] if index and index.stem == "index" else _entries(path, root, fronts)
    if not file and not children:
        return None
    front = fronts.get(index, {}) if index else {}
    words = path.name.replace("-", " ").replace("_", " ").capitalize()
    title: Entry = {} if file else {"title": words}
    inside: Entry = {"children": children} if children else {}
    return _Placed({**title, **file, **inside}, _order(front, path.name))


def _order(front: Mapping[str, object], name: str) -> tuple[float, float, str]:
    """Return what sorts as Hugo does: a weight of 0 is none, and comes behind all others."""
    weight = front.get("weight")
    heavy = _float(weight) if isinstance(weight, int | float) and weight else float("inf")
    day = front.get("date")
    days = day.toordinal() if isinstance(day, date | datetime) else 0
    return (heavy, -days, text_of(front.get("title")) or name)


def _float(number: float) -> float:
    try:
        return float(number)
    except OverflowError:  # an integer has as many digits as an author likes
        return float("inf")


# -- pages


def _rewrite(names: Mapping[str, str], text: str, counts: Counter[str]) -> str:
    """Return a page as MyST has it."""
    fields, body = _parted(text)
    frontmatter: dict[str, object] = {}
    for written, value in (fields or {}).items():
        key = written.lower()
        if key in _ELSEWHERE:
            continue
        if key not in _KEPT:
            counts[f"`{key}:` of the front matter is left out"] += 1
        elif value not in (None, "", [], False):
            frontmatter.setdefault(_KEPT[key], _plain_value(key, value))
    if old := text_of((fields or {}).get("url")):
        frontmatter["aliases"] = [*listed(frontmatter.get("aliases")), old]
    if author := (fields or {}).get("author", (fields or {}).get("authors")):
        people = [author] if isinstance(author, str) else listed(author)
        frontmatter["authors"] = [{"name": text_of(author)} for author in people if text_of(author)]
    lines = body.lstrip("\n").split("\n")
    return front_matter(frontmatter) + "\n".join(blocks(lines, names, counts))


def _plain_value(key: str, value: object) -> object:
    """Return a value as YAML of MyST has it: times as texts, of several pictures the first."""
    if isinstance(value, date | datetime):
        return value.isoformat()[:10]
    return to_builtins((listed(value) or [value])[0] if key == "images" else value)
