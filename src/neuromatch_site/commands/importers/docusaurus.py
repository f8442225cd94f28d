"""Docusaurus and Starlight: MDX pages in ``docs/`` or ``src/content/docs/``.

Their settings are programs and are not run: the title is searched for in their text, and pages have
the order of the folders, as in both generators without a custom sidebar.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from neuromatch_site.commands.importers._plan import Entry
from neuromatch_site.commands.importers.directive_text import directive_text
from neuromatch_site.commands.importers.prose import (
    DEEPEST,
    code_as,
    fence_end,
    fence_info,
    outside_code,
)
from neuromatch_site.commands.importers.sites import (
    PAGES,
    Site,
    front_matter,
    pages_below,
    parted,
    text_of,
    texts_below,
    without_citations,
    yaml_of,
)

CONFIG = tuple(
    f"{name}.config.{suffix}" for name in ("docusaurus", "astro") for suffix in ("js", "ts", "mjs")
)
_TITLE = re.compile(r"\btitle:\s*(['\"`])(.+?)\1")
_REPOSITORY = re.compile(r"['\"](https://github\.com/[\w.-]+/[\w.-]+)[/'\"]")
_KEPT = {"title": "title", "description": "description", "tags": "tags", "date": "date"}
_KEPT |= {"keywords": "keywords", "sidebar_label": "short_title", "image": "thumbnail"}
_PATH = re.compile(r"\bpath:\s*['\"`](\.\./[\w./-]+)['\"`]")
_LOCALE = re.compile(r"(['\"]?)(?P<folder>[\w-]+)\1\s*:\s*\{(?P<said>[^{}]*\blabel:[^{}]*)\}")
_LANGUAGE = re.compile(r"\blang:\s*(['\"`])([\w-]+)\1")
_DEFAULT = re.compile(r"\bdefaultLocale:\s*(['\"`])([\w-]+)\1")
_TRANSLATED = "docusaurus-plugin-content-docs/current"
_NUMBER = re.compile(r"^\d+[ ._-]+(?=\S)")
_KINDS = {
    "note": "note", "info": "note", "secondary": "note", "tip": "tip", "success": "tip",
    "caution": "caution", "warning": "warning", "danger": "danger", "important": "important",
}  # fmt: skip
_ASIDE = re.compile(
    r"(?P<indent>[ \t]*):{3,}(?P<kind>[a-z]+)"
    r"(?:\[(?P<title>[^\]]*)\]|[ \t]++(?P<plain>[^{\[\s].*?))?"
    r"(?<![ \t])[ \t]*+(?:\{[^{}]*\})?[ \t]*+"
)
_CLOSE = re.compile(r"[ \t]*:{3,}[ \t]*")
_IMPORT = re.compile(r"(?:import|export)\s.*")
_TAG = re.compile(r"[ \t]*<(?P<end>/?)(?P<name>[A-Z]\w*+)(?P<rest>[^<>]*?)(?P<closed>/?)>[ \t]*")
_OPENED = re.compile(r"[ \t]*<[A-Z]\w*[^<>]*")
_ITEM = re.compile(r"(?P<start>[ \t]*<TabItem\b[^<>]*>)(?P<text>.+)</TabItem>[ \t]*")
_JSX = re.compile(r"</?[A-Z]\w*(?:\s[^<>]*)?/?>")
_VALUE = re.compile(r"(?<!\w)(\w+)=(?:\{?[\"'`]([^\"'`]*)[\"'`]\}?)")
_ID = re.compile(r"(#{1,6}[ \t]++(?:.*?[^ \t])??)[ \t]*+\{#([\w-]+)\}[ \t]*")
_COMMENT = re.compile(r"\{/\*((?:(?!\{/\*).)*?)\*/\}")
_ROOTED = re.compile(r"\]\((?:@site/static|/)(?=[\w./-]+\.(?:png|jpe?g|gif|svg|webp|pdf)\))")


_FrontMatter = Mapping[Path, Mapping[str, object]]


class _File(Struct):
    """A page or a folder, and where it stands among its neighbours."""

    entry: Entry
    order: tuple[float, str]


def read_docusaurus(source: Path, name: str) -> Site:
    """Return the settings of a Docusaurus or Starlight site, without running them."""
    text = (source / name).read_text(encoding="utf-8", errors="replace")
    folder, _, file = name.rpartition("/")
    docs = "src/content/docs" if file.startswith("astro") else "docs"
    if not (source / folder / docs).is_dir() and (named := _PATH.search(text)):
        docs = named[1]
    docs = pages_below(posixpath.join(folder, docs), source, name)
    languages = _languages(text, docs, source)
    if (default := _DEFAULT.search(text)) and default[2] != "root":
        docs = languages.folders.pop(default[2], docs)
        languages.own = languages.tags.get(default[2], default[2])
    skipped = [posixpath.relpath(folder, docs) for folder in languages.folders.values()]
    translated = source / folder / "i18n"
    for path in sorted(translated.glob(f"*/{_TRANSLATED}")) if file.startswith("docus") else ():
        tag = path.relative_to(translated).parts[0]
        languages.folders[tag] = path.relative_to(source).as_posix()
    title, repository = _TITLE.search(text), _REPOSITORY.search(text)
    pages = source / docs
    texts = texts_below(pages)
    fronts = {path: parted(text, path.name)[0] or {} for path, text in texts.items()}
    return Site(
        config=name,
        docs=docs,
        files={
            posixpath.join(folder, origin): target
            for origin, target in (("static", ""), ("public", ""), ("src/assets", "assets"))
        },
        title=title[2] if title else "",
        github=repository[1] if repository else "",
        toc=_entries(pages, pages, fronts, skipped) if pages.is_dir() else (),
        left=["sidebars"] if any((source / folder).glob("sidebars.*")) else [],
        addresses=_page_addresses(pages, fronts),
        texts=texts,
        skipped=skipped,
        language=languages.own,
        translations={
            languages.tags.get(item, item): path for item, path in languages.folders.items()
        },
        rewrite=rewrite,
    )


class _Languages(Struct):
    """In which languages there are pages."""

    own: str = ""
    """The title of pages outside of the folders."""
    folders: dict[str, str] = field(default_factory=dict)
    """Name of a folder -> its path from the source."""
    tags: dict[str, str] = field(default_factory=dict)
    """Name of a folder -> its language, if they differ."""


def _languages(text: str, docs: str, source: Path) -> _Languages:
    """Return what `locales:` of Starlight says of folders that there are."""
    languages = _Languages()
    for entry in _LOCALE.finditer(text) if "locales" in text else ():
        name, match = entry["folder"], _LANGUAGE.search(entry["said"])
        if name == "root":
            languages.own = match[2] if match else ""
        elif (source / docs / name).is_dir():
            languages.folders[name] = f"{docs}/{name}"
            languages.tags[name] = match[2] if match else name
    return languages


def _page_addresses(root: Path, fronts: _FrontMatter) -> dict[str, str]:
    """Return the addresses of pages: by `slug:`, by `id:`, without the numbers of their names."""
    addresses = {}
    for path, front in fronts.items():
        if not path.is_symlink():
            place = path.relative_to(root)
            folder = "/".join(_NUMBER.sub("", part) for part in place.parts[:-1])
            name = text_of(front.get("slug")) or text_of(front.get("id"))
            addresses[posixpath.join(folder, name or _NUMBER.sub("", place.stem))] = (
                place.as_posix()
            )
    return addresses


def _entries(
    folder: Path, root: Path, fronts: _FrontMatter, skipped: Sequence[str] = ()
) -> list[Entry]:
    paths = (path for path in folder.iterdir() if path.name not in skipped)
    placed = [file for path in paths if (file := _file(path, root, fronts))]
    return [file.entry for file in sorted(placed, key=lambda file: file.order)]


def _file(path: Path, root: Path, fronts: _FrontMatter) -> _File | None:
    """Return an entry of the toc; None for what is no page and holds none."""
    name = path.name
    if path.is_dir() and not path.is_symlink():
        category = _category(path)
        children = _entries(path, root, fronts)
        title = text_of(category.get("label")) or _title_of(name)
        order = _order(category.get("position"), name)
        return _File({"title": title, "children": children}, order) if children else None
    if path.suffix.lower() not in PAGES or name.startswith("_"):
        return None
    front = fronts.get(path, {})
    side = front.get("sidebar")
    place = side.get("order") if isinstance(side, Mapping) else front.get("sidebar_position")
    first = path.stem.lower() in ("index", "readme") and place is None
    order = (float("-inf"), "") if first else _order(place, name)
    return _File({"file": path.relative_to(root).as_posix()}, order)


def _order(place: object, name: str) -> tuple[float, str]:
    """Return what sorts an entry: what it says, the number that its name begins with, its name."""
    if isinstance(place, (int, float)):
        return float(place), name
    number = re.match(r"\d+", name) if _NUMBER.match(name) else None
    return float(number[0]) if number else float("inf"), name


def _title_of(name: str) -> str:
    return _NUMBER.sub("", name).replace("-", " ").replace("_", " ").capitalize()


def _category(folder: Path) -> Mapping[str, object]:
    for name in ("_category_.json", "_category_.yml", "_category_.yaml"):
        if (folder / name).is_file():
            return yaml_of((folder / name).read_text(encoding="utf-8", errors="replace"), name)
    return {}


def rewrite(text: str, counts: Counter[str]) -> str:
    """Return a page converted to MyST."""
    fields, body = parted(text, "front matter")
    items = (fields or {}).items()
    frontmatter: dict[str, object] = {
        _KEPT[key]: value for key, value in items if key in _KEPT and value
    }
    for key in fields or {}:
        if key not in _KEPT and key not in ("sidebar_position", "sidebar", "id"):
            counts[f"`{key}:` of the front matter is left out"] += 1
    if "date" in frontmatter:
        frontmatter["date"] = str(frontmatter["date"])
    translated = "\n".join(_blocks(_COMMENT.sub(r"<!--\1-->", body).split("\n"), counts)).lstrip(
        "\n"
    )
    return front_matter(frontmatter) + translated


def _blocks(lines: Sequence[str], counts: Counter[str], depth: int = 0) -> list[str]:
    if depth > DEEPEST:
        return list(lines)
    lines_made: list[str] = []
    place = 0
    lines = _with_whole_tags(lines)
    while place < len(lines):
        line = lines[place]
        after = fence_end(lines, place)
        tag = _TAG.fullmatch(line)
        if after > place:
            lines_made += _code_block(lines[place:after], counts)
        elif match := _ASIDE.fullmatch(line):
            after = _aside_end(lines, place)
            lines_made += _aside(match, _blocks(lines[place + 1 : after - 1], counts, depth + 1))
            counts["`:::note[Title]` is `:::{note} Title`"] += 1
        elif tag and tag["name"] == "Tabs" and not tag["end"]:
            after = _tag_end(lines, place, "Tabs")
            lines_made += _tabs(lines[place + 1 : after - 1], counts, depth)
            counts["`<Tabs>` are tabs"] += 1
        elif tag and tag["name"] == "LinkButton" and not (tag["end"] or tag["closed"]):
            after = _tag_end(lines, place, "LinkButton")
            words = " ".join(line.strip() for line in lines[place + 1 : after - 1]).strip()
            lines_made += [f"[{words}]({dict(_VALUE.findall(tag['rest'])).get('href', '')})", ""]
            counts["`<LinkButton>` is a link"] += 1
        elif tag or (_IMPORT.fullmatch(line) and line.startswith(("import ", "export "))):
            after = place + 1
            lines_made += _left(line, tag, counts)
        else:
            after = place + 1
            lines_made += _line(line, counts)
        place = after
    return lines_made


def _with_whole_tags(lines: Sequence[str]) -> list[str]:
    """Return the lines with every tag of a component on one line."""
    joined: list[str] = []
    place = 0
    while place < len(lines):
        after = max(fence_end(lines, place), place + 1)
        if after == place + 1 and (item := _ITEM.fullmatch(lines[place])):
            joined += [item["start"], f"  {item['text']}", "</TabItem>"]
        elif after == place + 1 and _OPENED.fullmatch(lines[place]):
            while after < len(lines) and ">" not in lines[after - 1] and lines[after].strip():
                after += 1
            joined.append(
                lines[place] + "".join(f" {line.strip()}" for line in lines[place + 1 : after])
            )
        else:
            joined += lines[place:after]
        place = after
    return joined


def _line(line: str, counts: Counter[str]) -> list[str]:
    if match := _ID.fullmatch(line):
        counts["labels of headings are written before them"] += 1
        return [f"({match[2]})=", match[1]]
    return [outside_code(line, _inline)]


def _inline(text: str) -> str:
    return _JSX.sub("", _ROOTED.sub("](/", without_citations(text)))


def _left(line: str, tag: re.Match[str] | None, counts: Counter[str]) -> list[str]:
    """Return what stays of a line of JSX: the words of a component, nothing of an import."""
    if tag is None:
        counts["lines `import` and `export` are left out"] += 1
        return []
    name, values = tag["name"], dict(_VALUE.findall(tag["rest"]))
    counts[f"`<{name}>` is left out, its content is kept"] += not tag["end"]
    title = values.get("title", "")
    href = values.get("href", "")
    more = f": {values['description']}" if values.get("description") else ""
    if title and not tag["end"]:
        words = f"[{title}]({href})" if href else f"**{title}**"
        return [without_citations(words + more), ""]
    return [""]


def _aside(match: re.Match[str], body: Sequence[str]) -> list[str]:
    kind = match["kind"]
    title = (match["title"] or match["plain"] or "").strip()
    if kind in _KINDS:
        return directive_text(_KINDS[kind], title, {}, body, match["indent"])
    if kind == "details":
        return directive_text("dropdown", title or "Details", {}, body, match["indent"])
    heading = title or kind.capitalize()
    return directive_text("admonition", heading, {"class": kind}, body, match["indent"])


def _aside_end(lines: Sequence[str], first: int) -> int:
    depth, place = 0, first
    while place < len(lines):
        after = fence_end(lines, place)
        if after == place:
            depth += bool(_ASIDE.fullmatch(lines[place])) - bool(_CLOSE.fullmatch(lines[place]))
            after += 1
        place = after
        if depth == 0:
            return place
    return place + 1  # left open: the end of the page closes it


def _tag_end(lines: Sequence[str], first: int, name: str) -> int:
    depth = 0
    for place in range(first, len(lines)):
        tag = _TAG.fullmatch(lines[place])
        if tag and tag["name"] == name and not tag["closed"]:
            depth += -1 if tag["end"] else 1
        if depth == 0:
            return place + 1
    return len(lines) + 1


def _tabs(lines: Sequence[str], counts: Counter[str], depth: int) -> list[str]:
    items: list[str] = []
    place = 0
    while place < len(lines):
        tag = _TAG.fullmatch(lines[place])
        if tag and tag["name"] == "TabItem" and not tag["end"]:
            after = _tag_end(lines, place, "TabItem")
            values = dict(_VALUE.findall(tag["rest"]))
            title = values.get("label") or values.get("value", "")
            body = [line.removeprefix("  ") for line in lines[place + 1 : after - 1]]
            items += directive_text("tab-item", title, {}, _blocks(body, counts, depth + 1))
            place = after
        else:
            place += 1
    return directive_text("tab-set", "", {}, items)


def _code_block(lines: Sequence[str], counts: Counter[str]) -> list[str]:
    opened = fence_info(lines[0])
    if opened is None:
        return list(lines)
    indent, mark, info = opened
    language, _, rest = info.partition(" ")
    if language == "mermaid":
        return [f"{indent}{mark}{{mermaid}}", *lines[1:]]
    if not rest:
        return list(lines)
    values = dict(_VALUE.findall(rest))
    options = [f":filename: {values['title']}"] if values.get("title") else []
    options += [":linenos:"] if "showLineNumbers" in rest else []
    if marked := re.search(r"\{([\d, -]+)\}", rest):
        options.append(f":emphasize-lines: {marked[1].replace(' ', '')}")
    if not options:
        return [f"{indent}{mark}{language}", *lines[1:]]
    counts["text after the language of code becomes options"] += 1
    return code_as(lines, language, options)
