"""MkDocs and Material for MkDocs: ``mkdocs.yml`` and the pages in ``docs/``."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from neuromatch_site.commands.importers._plan import Entry
from neuromatch_site.commands.importers.directive_text import directive_text
from neuromatch_site.commands.importers.html_figures import html_figure
from neuromatch_site.commands.importers.prose import (
    DEEPEST,
    code_as,
    fence_end,
    fence_info,
    outside_code,
)
from neuromatch_site.commands.importers.sites import (
    Site,
    front_matter,
    listed,
    parted,
    text_of,
    without_citations,
    yaml_of,
)

CONFIG = ("mkdocs.yml", "mkdocs.yaml")
_TAG = re.compile(r"(?<=[:,\[\-] )!{1,2}[A-Za-z][\w./:-]*")
_TAKEN = {"site_name", "site_author", "site_description", "copyright", "repo_url", "docs_dir"}
_TAKEN |= {"nav", "theme", "markdown_extensions", "site_url", "repo_name", "edit_uri"}
_THEIRS = ("icon", "template", "hide", "status", "search", "social", "render_macros", "boost")
"""Front matter that only their theme knows."""
_KINDS = {
    "note": "note", "info": "note", "todo": "note", "tip": "tip", "hint": "hint",
    "important": "important", "warning": "warning", "caution": "caution",
    "attention": "attention", "danger": "danger", "error": "error", "seealso": "seealso",
}  # fmt: skip
"""Kinds of admonitions that MyST has by a name of its own."""
_ADMONITION = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)(?P<more>(?:[ \t]+[\w-]+)*)"
    r"(?:[ \t]+(?P<title>\"[^\"]*\"|'[^']*'))?[ \t]*"
)
_TAB = re.compile(r"(?P<indent>[ \t]*)===[!+]?[ \t]+(?P<title>\"[^\"]*\"|'[^']*')[ \t]*")
_SNIPPET = re.compile(r"(?P<indent>[ \t]*)-{1,2}8<-{1,2}[ \t]+[\"'](?P<path>[^\"']+)[\"'][ \t]*")
_MADE = re.compile(r"(?P<indent>[ \t]*):::[ \t]+(?P<name>[\w.-]+)[ \t]*")
"""What a plugin makes of code: ``::: package.module``."""
_ABBREVIATION = re.compile(r"\*\[(?P<short>[^\]]+)\]:[ \t]*(?P<long>.+)")
_KEYS = re.compile(r"\+\+([\w+\"-]+?)\+\+")
_MARKED = re.compile(r"==(?! )([^=\n]+?)(?<! )==")
_INSERTED = re.compile(r"\^\^(?! )([^\^\n]+?)(?<! )\^\^")
_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^{}]*\})?[ ]?")
_HEADING = re.compile(
    r"(?P<heading>#{1,6}[ \t](?:.*?[^ \t])??)[ \t]*+\{:?[ ]*#(?P<id>[\w.:-]+)[^{}]*\}[ \t]*"
)
_DARK = re.compile(r"!\[[^\[\]]*\]\([^()]*#(?:only|gh)-dark(?:-mode-only)?\)(?:\{[^}]*\})?")
_LIGHT = re.compile(r"#(?:only|gh)-light(?:-mode-only)?(?=\))")
_LIST = re.compile(r"\{:?[ ]*+((?:[.#][\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}]+)|[ ])++)\}")
_TEX = re.compile(r"\\\(((?:(?!\\\().)+?)\\\)")
_VALUE = re.compile(r"(?<!\w)(\w+)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_EMPHASIS = re.compile(r"[\d, -]+")


def read_mkdocs(source: Path, name: str) -> Site:
    """Return the settings of ``mkdocs.yml``."""
    text = _TAG.sub("", (source / name).read_text(encoding="utf-8", errors="replace"))
    settings = yaml_of(text, name)
    theme = settings.get("theme")
    look = theme if isinstance(theme, Mapping) else {}
    return Site(
        config=name,
        docs=text_of(settings.get("docs_dir")) or "docs",
        title=text_of(settings.get("site_name")),
        description=text_of(settings.get("site_description")),
        authors=[text_of(settings.get("site_author"))] if settings.get("site_author") else [],
        copyright=text_of(settings.get("copyright")),
        github=text_of(settings.get("repo_url")),
        look={key: text_of(look.get(key)) for key in ("logo", "favicon") if look.get(key)},
        toc=[entry for item in listed(settings.get("nav")) for entry in _nav_entries(item)],
        left=sorted(set(map(str, settings)) - _TAKEN),
        rewrite=rewrite,
    )


def _nav_entries(item: object) -> list[Entry]:
    """Return an entry of ``nav``: a path, ``{Title: path}`` or ``{Title: [entries]}``."""
    if isinstance(item, str):
        return [{"url": item} if "://" in item else {"file": item}]
    if not isinstance(item, Mapping):
        return []
    entries: list[Entry] = []
    for title, what in item.items():
        children = [entry for item in listed(what) for entry in _nav_entries(item)]
        if isinstance(what, str):
            entries.append({**_nav_entries(what)[0], "title": str(title)})
        elif children:
            entries.append({"title": str(title), "children": children})
    return entries


def rewrite(text: str, counts: Counter[str]) -> str:
    """Return a page converted to MyST."""
    fields, body = parted(text, "front matter")
    frontmatter = {key: value for key, value in (fields or {}).items() if key not in _THEIRS}
    lines = body.split("\n")
    short = {match["short"]: match["long"] for line in lines if (match := _short(line))}
    translated = "\n".join(_blocks([line for line in lines if not _short(line)], counts))
    if short:
        counts["abbreviations are in the front matter"] += len(short)
        frontmatter["abbreviations"] = short
    return front_matter(frontmatter) + translated.lstrip("\n")


def _short(line: str) -> re.Match[str] | None:
    return _ABBREVIATION.fullmatch(line)


def _blocks(lines: Sequence[str], counts: Counter[str], depth: int = 0) -> list[str]:
    if depth > DEEPEST:
        return list(lines)
    result: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        after = fence_end(lines, place)
        if after > place:
            result += _code_block(lines[place:after], counts)
        elif match := _ADMONITION.fullmatch(line):
            after, body = _indented(lines, place + 1, match["indent"])
            result += _admonition(match, _blocks(body, counts, depth + 1), counts)
            counts["`!!!` and `???` are admonitions"] += 1
        elif _TAB.fullmatch(line):
            after, tabs = _tabs(lines, place, counts, depth)
            result += tabs
            counts['`=== "Title"` are tabs'] += 1
        elif figure := html_figure(lines, place, lambda text: _inline(text, counts)):
            after, text = figure
            result += text
            counts["`<figure>` is `{figure}`"] += 1
        elif match := _SNIPPET.fullmatch(line):
            after = place + 1
            result += directive_text("include", match["path"], {}, [], match["indent"])
            counts["`--8<--` is `{include}`"] += 1
        elif match := _MADE.fullmatch(line):
            after, _ = _indented(lines, place + 1, match["indent"])
            counts["`::: name` is made by a plugin: it is left out"] += 1
        else:
            after = place + 1
            result += _line(line, counts)
        place = after
    return result


def _line(line: str, counts: Counter[str]) -> list[str]:
    if match := _HEADING.fullmatch(line):
        counts["labels of headings are written before them"] += 1
        return [f"({match['id']})=", _line_text(match["heading"], counts)]
    return [_line_text(line, counts)]


def _line_text(line: str, counts: Counter[str]) -> str:
    return outside_code(line, lambda part: _inline(part, counts))


def _indented(lines: Sequence[str], first: int, indent: str) -> tuple[int, list[str]]:
    """Return the place after the lines that are indented more than ``indent``, and these lines."""
    inner = f"{indent}    "
    place = first
    while place < len(lines) and (not lines[place].strip() or _starts(lines[place], inner)):
        place += 1
    while place > first and not lines[place - 1].strip():
        place -= 1  # blank lines at the end stand between blocks
    return place, [
        line[len(inner) :] if _starts(line, inner) else "" for line in lines[first:place]
    ]


def _starts(line: str, indent: str) -> bool:
    return line.startswith(indent)


def _admonition(match: re.Match[str], body: Sequence[str], counts: Counter[str]) -> list[str]:
    kind, indent = match["kind"].lower(), match["indent"]
    title = match["title"][1:-1] if match["title"] else None
    classes = match["more"].split()
    own = _KINDS.get(kind)
    folded = match["mark"].startswith("???")
    if own is None or (title == "" and not folded):
        classes = [kind, *classes]
    if folded:
        classes.append("dropdown")
    options = {"class": " ".join(classes)} if classes else {}
    if match["mark"] == "???+":
        options["open"] = ""
    title = _line_text(title, counts) if title else title
    if own is None:
        return directive_text("admonition", title or kind.capitalize(), options, body, indent)
    return directive_text(own, title or "", options, body, indent)


def _tabs(
    lines: Sequence[str], first: int, counts: Counter[str], depth: int
) -> tuple[int, list[str]]:
    items: list[str] = []
    indent = ""
    place = first
    while place < len(lines) and (match := _TAB.fullmatch(lines[place])):
        if items and match["indent"] != indent:
            break
        indent = match["indent"]
        after, body = _indented(lines, place + 1, indent)
        title = _line_text(match["title"][1:-1], counts)
        items += directive_text("tab-item", title, {}, _blocks(body, counts, depth + 1))
        end = place = after
        while place < len(lines) and not lines[place].strip():
            place += 1
        if not (place < len(lines) and _TAB.fullmatch(lines[place])):
            place = end
            break
    return place, directive_text("tab-set", "", {}, items, indent)


def _code_block(lines: Sequence[str], counts: Counter[str]) -> list[str]:
    """Return a block of code; what follows its language becomes options."""
    opened = fence_info(lines[0])
    if opened is None:
        return list(lines)
    indent, mark, info = opened
    language, rest = _language(info)
    if language == "mermaid":
        return [f"{indent}{mark}{{mermaid}}", *lines[1:]]
    values = {key: a or b or c for key, a, b, c in _VALUE.findall(rest)}
    options = []
    if "title" in values:
        options.append(f":filename: {values['title']}")
    if "linenums" in values:
        options.append(":linenos:")
        if values["linenums"] not in ("", "1"):
            options.append(f":lineno-start: {values['linenums']}")
    if _EMPHASIS.fullmatch(values.get("hl_lines", "")):
        options.append(
            f":emphasize-lines: {','.join(values['hl_lines'].replace(',', ' ').split())}"
        )
    if not options:
        plain = f"{indent}{mark}{language}"
        return [plain if rest or info.startswith((".", "{ .")) else lines[0], *lines[1:]]
    counts["text after the language of code becomes options"] += 1
    return code_as(lines, language, options)


def _language(info: str) -> tuple[str, str]:
    """Return the language in ``py title="x"`` and ``{ .py .annotate }``, and what follows it."""
    first, _, rest = info.strip("{} ").partition(" ")
    return ("", info) if "=" in first else (first.lstrip("."), rest)


def _inline(text: str, counts: Counter[str]) -> str:
    def key(match: re.Match[str]) -> str:
        counts["`++key++` is `{kbd}`"] += 1
        return "+".join(
            f"{{kbd}}`{name.strip(chr(34)).capitalize()}`" for name in match[1].split("+")
        )

    def icon(_match: re.Match[str]) -> str:
        counts["icons by name are left out"] += 1
        return ""

    def attributes(match: re.Match[str]) -> str:
        classes = " ".join(part for part in match[1].split() if not part.startswith(".md-"))
        return f"{{{classes}}}" if classes else ""

    text = _LIGHT.sub("", _DARK.sub("", without_citations(text)))
    text = _KEYS.sub(key, _TEX.sub(r"$\1$", text))
    text = _ICON.sub(icon, text)
    text = _MARKED.sub(r"<mark>\1</mark>", _INSERTED.sub(r"<ins>\1</ins>", text))
    return _LIST.sub(attributes, text)
