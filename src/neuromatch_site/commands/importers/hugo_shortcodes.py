"""Shortcodes of Hugo and its themes, ``{{< figure src="x" >}}`` -> directives and links."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from neuromatch_site.commands.importers.directive_text import directive_text
from neuromatch_site.commands.importers.prose import fence_end, outside_code
from neuromatch_site.commands.importers.sites import without_citations

_CODE = re.compile(
    r"\{\{[<%][ \t]*+(?P<end>/?)[ \t]*+(?P<name>[A-Za-z][\w/-]*+)"
    r"(?P<rest>(?:\"[^\"\n]{0,2000}+\"|`[^`\n]{0,2000}+`|[^\"`{}\n])*+)(?<=[%>])\}\}"
)
_WHOLE = re.compile(
    r"[ \t]*+(?P<open>\{\{[<%][ \t]*+(?P<name>[A-Za-z][\w/-]*+)[^{}]*+\}\})"
    r"[ \t]*+(?P<text>[^{}\n]*+)(?P<close>\{\{[<%][ \t]*+/[ \t]*+(?P=name)[ \t]*+[%>]\}\})[ \t]*+"
)
"""A shortcode with what it holds, in one line."""
_BUTTON = re.compile(
    r"\{\{[<%] *+button\b(?=[^{}]*\b(?:href|link|relref|url)=\"(?P<href>[^\"{}]*)\")[^{}]*+\}\}"
    r"(?P<text>[^{}]*+)\{\{[<%] *+/ *+button *+[%>]\}\}"
)
_VALUE = re.compile(
    r"(?:([A-Za-z][\w-]*)[ ]*=[ ]*)?(?:\"((?:[^\"\\]|\\.)*)\"|`([^`]*)`|([^\s\"`=]+))"
)
_ESCAPED = re.compile(r"\{\{([<%])/\*((?:(?!\{\{[<%]/\*).)*?)\*/([%>])\}\}")
_ID = re.compile(r"(#{1,6}[ \t]++(?:.*?[^ \t])??)[ \t]*+\{#([\w-]+)\}[ \t]*")
_BOXES = ("notice", "alert", "callout", "hint", "admonition", "note", "tip", "warning", "info")
_KINDS = {
    "note": "note", "info": "note", "primary": "note", "secondary": "note", "tip": "tip",
    "success": "tip", "check": "tip", "warning": "warning", "caution": "caution",
    "danger": "danger", "error": "danger", "important": "important", "hint": "hint",
}  # fmt: skip
_DEEPEST = 20
"""Shortcodes inside each other; deeper, they stay as they are."""
_FOLDS = ("expand", "details", "spoiler", "collapse")
_FORMULAS = ("math", "katex", "mathjax")
_PLAYERS = {
    "youtube": "https://www.youtube.com/embed/{}",
    "vimeo": "https://player.vimeo.com/video/{}",
}


class _Call(Struct):
    """A shortcode with what is said to it."""

    name: str
    listed: Sequence[str]
    """Positional values."""
    named: Mapping[str, str]

    def first(self, *names: str, place: int | None = 0) -> str:
        """Return the first of these named values, or the positional one."""
        value = next((self.named[name] for name in names if self.named.get(name)), "")
        at = place is not None and place < len(self.listed)
        return value or (self.listed[place or 0] if at else "")


def blocks(
    lines: Sequence[str], names: Mapping[str, str], counts: Counter[str], depth: int = 0
) -> list[str]:
    """Return lines with directives instead of shortcodes; ``names``: pages by their names."""
    lines = [part for line in lines for part in _parts(line)]
    ends = _ends(lines) if depth < _DEEPEST else {}
    result: list[str] = []
    place = 0
    while place < len(lines):
        after = fence_end(lines, place)
        match = _CODE.fullmatch(lines[place].strip())
        if after > place:
            result += [_ESCAPED.sub(r"{{\1\2\3}}", line) for line in lines[place:after]]
        elif match and place in ends:
            after = ends[place] + 1
            inside = lines[place + 1 : ends[place]]
            result += _paired(_call(match), inside, names, counts, depth)
        elif match and not match["end"]:
            after = place + 1
            result += _single(_call(match), match, names, counts)
        else:
            after = place + 1
            result += _line(lines[place], names, counts)
        place = after
    return result


def _parts(line: str) -> Sequence[str]:
    """Return a line in three, where all of it is a shortcode with what it holds."""
    whole = _WHOLE.fullmatch(line)
    return whole.group("open", "text", "close") if whole else (line,)


def _ends(lines: Sequence[str]) -> Mapping[int, int]:
    """Return for each line that opens a shortcode the line that closes it."""
    opened: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for place, line in enumerate(lines):
        match = _CODE.fullmatch(line.strip())
        if match is None or match["rest"][:-1].rstrip().endswith("/"):
            continue  # nothing follows that ``{{< a />}}`` holds
        name = match["name"].lower()
        if not match["end"]:
            opened.setdefault(name, []).append(place)
        elif opened.get(name):
            ends[opened[name].pop()] = place
    return ends


def _line(line: str, names: Mapping[str, str], counts: Counter[str]) -> list[str]:
    if match := _ID.fullmatch(line):
        counts["labels of headings are written before them"] += 1
        return [f"({match[2]})=", *_line(match[1], names, counts)]

    def change(text: str) -> str:
        text = _BUTTON.sub(lambda match: f"[{match['text']}]({match['href']})", text)
        text = _CODE.sub(lambda match: _inline(_call(match), match, names, counts), text)
        return without_citations(text)

    return [_ESCAPED.sub(r"{{\1\2\3}}", outside_code(line, change))]


def _call(match: re.Match[str]) -> _Call:
    arguments = match["rest"][:-1].rstrip(" /\t")
    values = [
        (value[1], value[2] or value[3] or value[4] or "") for value in _VALUE.finditer(arguments)
    ]
    return _Call(
        name=match["name"].lower(),
        listed=[value for name, value in values if not name],
        named={name: value for name, value in values if name},
    )


def _paired(
    call: _Call,
    inside: Sequence[str],
    names: Mapping[str, str],
    counts: Counter[str],
    depth: int,
) -> list[str]:
    """Return what stands for a shortcode and the lines that it holds."""
    if call.name in ("highlight", "mermaid"):
        counts[f"`{{{{< {call.name} >}}}}` is code or a diagram"] += 1
        head = "```{mermaid}" if call.name == "mermaid" else f"```{call.first('lang')}"
        return [head, *inside, "```"]
    body = blocks(inside, names, counts, depth + 1)
    if make := _PAIRED.get(call.name):
        counts[f"`{{{{< {call.name} >}}}}` is written in MyST"] += 1
        return make(call, body)
    counts[f"`{{{{< {call.name} >}}}}` is left out; what it holds stays"] += 1
    return body


def _tabs(call: _Call, body: Sequence[str]) -> list[str]:
    titles = call.first("items", place=None).split(",")
    return directive_text("tab-set", "", {}, _titled(body, titles))


def _tab(call: _Call, body: Sequence[str]) -> list[str]:
    return directive_text("tab-item", call.first("title", "name", "header") or "Tab", {}, body)


def _fold(call: _Call, body: Sequence[str]) -> list[str]:
    return directive_text("dropdown", call.first("title", "summary", "text") or "More", {}, body)


def _cards(_call: _Call, body: Sequence[str]) -> list[str]:
    return directive_text("grid", "1 2 3 3", {}, body)


def _bare(_call: _Call, body: Sequence[str]) -> list[str]:
    return list(body)


def _titled(body: Sequence[str], titles: Sequence[str]) -> list[str]:
    """Return tabs with the titles that the list around them gives."""
    titles_left = iter([title.strip() for title in titles if title.strip()])
    bare = re.compile(r"(:{3,}\{tab-item\}) Tab")
    return [
        f"{match[1]} {next(titles_left, 'Tab')}" if (match := bare.fullmatch(line)) else line
        for line in body
    ]


def _box(call: _Call, body: Sequence[str]) -> list[str]:
    written_kind = call.first("type", "style", "color", "kind") or (
        call.name if call.name in _KINDS else "note"
    )
    kind = _KINDS.get(written_kind.lower(), "note")
    title = call.first("title", "header", place=1)
    if not title:
        return directive_text(kind, "", {}, body)
    return directive_text("admonition", title, {"class": kind}, body)


def _single(
    call: _Call, match: re.Match[str], names: Mapping[str, str], counts: Counter[str]
) -> list[str]:
    """Return what stands for a shortcode without a body on a line of its own."""
    if call.name == "figure" and call.first("src", place=None):
        counts["`{{< figure >}}` is `{figure}`"] += 1
        return _figure(call, [])
    if call.name in _PLAYERS and (video := call.first("id")):
        counts[f"`{{{{< {call.name} >}}}}` is `{{iframe}}`"] += 1
        url = _PLAYERS[call.name].format(video)
        title = call.first("title", place=None)
        return directive_text("iframe", url, {"title": title} if title else {}, [])
    if call.name == "card" and call.first("title", place=None):
        counts["`{{< card >}}` is `{card}`"] += 1
        link = call.first("link", "href", "url", place=None)
        words = [call.first("subtitle", "text", place=None)]
        title = call.first("title", place=None)
        return directive_text("card", title, {"link": link} if link else {}, words)
    return [_inline(call, match, names, counts)]


def _figure(call: _Call, body: Sequence[str]) -> list[str]:
    options = {
        "alt": call.first("alt", place=None),
        "width": call.first("width", place=None),
        "target": call.first("link", place=None),
    }
    title, caption = call.first("title", place=None), call.first("caption", place=None)
    caption = " ".join(filter(None, (title and f"**{title}**", caption)))
    options_used = {key: value for key, value in options.items() if value}
    text = [caption] if caption else list(body)
    return directive_text("figure", call.first("src", place=None), options_used, text)


def _inline(
    call: _Call, match: re.Match[str], names: Mapping[str, str], counts: Counter[str]
) -> str:
    """Return what stands for a shortcode in a line; one of a theme is left out and counted."""
    if call.name in ("ref", "relref"):
        counts["`{{< ref >}}` is the path of the page"] += 1
        return _path(call.first("path"), names)
    if call.name in _FORMULAS:
        return ""
    if call.name == "badge" and not match["end"]:
        return call.first("content", "text")
    message = "is left as it is: rewrite it by hand"
    counts[f"`{{{{< {call.name} >}}}}` {message}"] += not match["end"]
    return match[0]


def _path(written: str, names: Mapping[str, str]) -> str:
    """Return the path that ``ref`` names: from the root, beside the page, or by a name alone."""
    path, mark, label = written.partition("#")
    stem = path.removesuffix(".md").removesuffix("/_index").removesuffix("/index").rstrip("/")
    known = names.get(stem.rpartition("/")[2], "")
    if known and not path.startswith("."):
        return f"/{known.replace('_index.md', 'index.md')}{mark}{label}"
    return written


_PAIRED: Mapping[str, Callable[[_Call, Sequence[str]], list[str]]] = {
    **dict.fromkeys(_BOXES, _box),
    **dict.fromkeys(_FOLDS, _fold),
    **dict.fromkeys(_FORMULAS, _bare),
    "cards": _cards,
    "tabs": _tabs,
    "tab": _tab,
    "figure": _figure,
}
"""What makes the directive of a shortcode that holds something."""
