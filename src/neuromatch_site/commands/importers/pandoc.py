"""Pandoc's Markdown as Quarto writes it: divs, callouts, labels, cells, shortcodes -> MyST."""

import json
import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from neuromatch_site.commands.importers.directive_text import directive_text
from neuromatch_site.commands.importers.prose import DEEPEST, fence_end, fence_info, outside_code

_OPEN = re.compile(
    r"(?P<indent>[ \t]*):{3,}[ \t]*(?:\{(?P<attributes>[^}]*)\}|(?P<name>[\w-]+))[ \t]*:*"
)
_CLOSE = re.compile(r"[ \t]*:{3,}[ \t]*")
_ATTRIBUTE = re.compile(
    r"#(?P<id>[\w:.-]+)|\.(?P<cls>[\w-]+)"
    r"|(?<![\w-])(?P<key>[\w-]+)=(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s}]+))"
)
_BRACES = r"(?:\{(?P<attributes>[^{}]*)\})?[ \t]*+"
_HEADING = re.compile(
    r"(?P<marks>#{1,6})[ \t]++(?P<title>(?:.*?[^ \t])??)[ \t]*+" + _BRACES + r"#*+[ \t]*+"
)
_FIGURE = re.compile(
    r"!\[(?P<caption>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<path>[^()\s]+)(?:[ ]+\"[^\"]*\")?\)" + _BRACES
)
_CAPTION = re.compile(r"(?:Table)?:[ \t]++(?P<caption>(?:.*?[^ \t])??)[ \t]*+" + _BRACES)
_EQUATION = re.compile(r"(?P<math>.*\$\$)[ \t]*\{#(?P<id>[\w:.-]+)[^}]*\}[ \t]*")
_KIND = r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|nte|tip|wrn|imp|cau)-[\w:.-]*\w"
_REFERENCE = re.compile(rf"(?<![\w@\\\[-])@(?P<id>{_KIND})|\[-?@(?P<bracketed>{_KIND})\]")
_SHORTCODE = re.compile(
    r"[ \t]*\{\{<[ \t]*(?P<name>[\w-]++)[ \t]*+(?P<rest>(?:.*?[^ \t])??)[ \t]*+>\}\}[ \t]*"
)
_NOTE = re.compile(r"\^\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*+)\]")
_SPAN = re.compile(r"\[(?P<text>[^\[\]]+)\]\{(?P<attributes>\.[^{}]*)\}")
_CELL = re.compile(r"\{(?P<language>python3?|py|r|julia|bash|sql|ojs)\b[^}]*\}", re.IGNORECASE)
_PYTHON = ("py", "python3")
_ENGINE = re.compile(r"\{(?P<name>[a-z]+)\b(?:[^}]*\blang *= *[\"'](?P<shown>\w+)[\"'])?[^}]*\}")
"""Another language of knitr, such as ``css``; ``verbatim`` shows the one that it names."""
_OPTION = re.compile(
    r"[ \t]*(?:#|//|--|%%)\|"
    r"(?:[ \t]?(?P<key>[\w-]+):[ \t]*+(?P<value>(?:.*?[^ \t])??)|(?P<rest>(?:.*?[^ \t])??))[ \t]*+"
)
_CALLOUTS = ("note", "tip", "warning", "caution", "important")
_LABELLED = ("fig-", "tbl-", "lst-")
"""What the labels of cells begin with that can be referred to."""
_PROOFS = {
    "thm": "theorem", "lem": "lemma", "cor": "corollary", "prp": "proposition",
    "cnj": "conjecture", "def": "definition", "exm": "example",
}  # fmt: skip
_HIDDEN = {"echo": "remove-input", "include": "remove-cell", "output": "remove-output"}


class _Attributes(Struct):
    """What stands in ``{#id .class key=value}``."""

    id: str = ""
    classes: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)


def _attributes(text: str | None) -> _Attributes:
    made = _Attributes()
    for found in _ATTRIBUTE.finditer(text or ""):
        if found["id"]:
            made.id = found["id"]
        elif found["cls"]:
            made.classes.append(found["cls"])
        else:
            made.values[found["key"]] = found["a"] or found["b"] or found["c"] or ""
    return made


def pandoc_blocks(lines: Sequence[str], counts: Counter[str]) -> list[str]:
    """Return the lines of a page as MyST has them; ``counts`` says what was changed."""
    page = _Page(counts)
    made = page.blocks(lines)
    notes = [f"[^note-{number}]: {text}" for number, text in enumerate(page.notes, 1)]
    return [*made, "", *notes, ""] if notes else made


class _Page:
    """What one page counts while it is rewritten."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        self.notes: list[str] = []
        self.depth = 0

    def blocks(self, lines: Sequence[str]) -> list[str]:
        if self.depth > DEEPEST:
            return list(lines)
        self.depth += 1
        made: list[str] = []
        place = 0
        while place < len(lines):
            line = lines[place]
            after = fence_end(lines, place)
            if after > place:
                made += self.code(lines[place:after])
            elif opened := _OPEN.fullmatch(line):
                after = _div_end(lines, place)
                closed = after - 1 if _CLOSE.fullmatch(lines[after - 1]) else after
                made += self.div(opened, lines[place + 1 : closed])
            elif found := _SHORTCODE.fullmatch(line):
                after = place + 1
                made += self.shortcode(found)
            elif table := self.table(lines, place):
                after, text = table
                made += text
            else:
                after = place + 1
                made += self.line(line)
            place = after
        self.depth -= 1
        return made

    def line(self, line: str) -> list[str]:
        if (found := _HEADING.fullmatch(line)) and found["attributes"] is not None:
            said = _attributes(found["attributes"])
            self.counts["labels of headings are written before them"] += bool(said.id)
            label = [f"({said.id})="] if said.id else []
            return [*label, f"{found['marks']} {self.inline(found['title'])}"]
        if found := _EQUATION.fullmatch(line):
            self.counts["labels of equations are in parentheses"] += 1
            return [f"{found['math']} ({found['id']})"]
        if (found := _FIGURE.fullmatch(line)) and (found["caption"] or found["attributes"]):
            return self.figure(found)
        return [outside_code(line, self.inline)]

    def figure(self, found: re.Match[str]) -> list[str]:
        """Return a picture alone in its paragraph: Pandoc makes a figure of it."""
        said = _attributes(found["attributes"])
        options = {"label": said.id, "alt": said.values.get("fig-alt", "")}
        options |= {key: said.values.get(key, "") for key in ("width", "height")}
        options["align"] = said.values.get("fig-align", "")
        options = {key: value for key, value in options.items() if value}
        self.counts["pictures with captions are figures"] += 1
        caption = outside_code(found["caption"], self.inline)
        return directive_text("figure", found["path"], options, [caption] if caption else [])

    def table(self, lines: Sequence[str], first: int) -> tuple[int, list[str]] | None:
        """Return a table, in a directive where its caption is below it, and the place after it."""
        place = first
        while place < len(lines) and lines[place].startswith("|"):
            place += 1
        if place == first:
            return None
        after = place
        while after < len(lines) and not lines[after].strip() and after < place + 2:
            after += 1
        found = _CAPTION.fullmatch(lines[after]) if after < len(lines) else None
        body = [outside_code(line, self.inline) for line in lines[first:place]]
        if found is None:
            return place, body
        said = _attributes(found["attributes"])
        self.counts["tables with captions are `{table}`"] += 1
        caption = outside_code(found["caption"], self.inline)
        return after + 1, directive_text("table", caption, _named(said.id), body)

    def div(self, opened: re.Match[str], lines: Sequence[str]) -> list[str]:
        said = _attributes(opened["attributes"])
        if opened["name"]:
            said.classes.append(opened["name"])
        indent = opened["indent"]
        inner = [line.removeprefix(indent) for line in lines]
        kind = next((one[8:] for one in said.classes if one.startswith("callout-")), "")
        if kind in _CALLOUTS:
            return self.callout(kind, said, inner, indent)
        if "panel-tabset" in said.classes:
            return self.tabs(inner, indent)
        options = _named(said.id)
        name, title = _directive_of(said), ""
        if name.startswith(("prf:", "exercise")):
            title, inner = _titled(inner)
        body = self.blocks(inner)
        if not name and not said.classes and not said.id:
            return body
        if not name and said.classes:
            options["class"] = " ".join(said.classes)
        self.counts[f"divs are `{{{name or 'div'}}}`"] += 1
        return directive_text(name or "div", self.inline(title), options, body, indent)

    def callout(self, kind: str, said: _Attributes, lines: Sequence[str], indent: str) -> list[str]:
        title, body = _titled(lines)
        title = said.values.get("title", title)
        options = _named(said.id)
        if "collapse" in said.values:
            options["class"] = "dropdown"
            options |= {"open": ""} if said.values["collapse"] == "false" else {}
        self.counts["callouts are admonitions"] += 1
        return directive_text(kind, self.inline(title), options, self.blocks(body), indent)

    def tabs(self, lines: Sequence[str], indent: str) -> list[str]:
        """Return the tabs of a panel: each heading of its first level begins one."""
        items: list[str] = []
        title, level = "", 0
        body: list[str] = []
        place = 0
        while place <= len(lines):
            line = lines[place] if place < len(lines) else ""
            found = _HEADING.fullmatch(line) if place < len(lines) else None
            level = level or (len(found["marks"]) if found else 0)
            if place == len(lines) or (found and len(found["marks"]) == level):
                if title:
                    items += directive_text("tab-item", title, {}, self.blocks(body))
                title, body = self.inline(found["title"]) if found else "", []
                place += 1
                continue
            after = max(fence_end(lines, place), place + 1)
            body += lines[place:after]
            place = after
        self.counts["panels are tabs"] += 1
        return directive_text("tab-set", "", {}, items, indent)

    def shortcode(self, found: re.Match[str]) -> list[str]:
        name, rest = found["name"], found["rest"].split()
        if name == "video" and rest:
            self.counts["`{{< video >}}` is `{iframe}`"] += 1
            return directive_text("iframe", rest[0].strip("\"'"), {}, [])
        if name == "include" and rest:
            self.counts["`{{< include >}}` is `{include}`"] += 1
            return directive_text("include", rest[0].strip("\"'"), {}, [])
        if name == "pagebreak":
            return []
        self.counts[f"`{{{{< {name} >}}}}` is left as it is: a person must write it anew"] += 1
        return [found[0]]

    def code(self, lines: Sequence[str]) -> list[str]:
        """Return a block of code; cells get the options of their ``#|`` lines."""
        opened = fence_info(lines[0])
        if opened is None:
            return list(lines)
        indent, mark, info = opened
        if info == "{=html}":
            return [f"{indent}{mark}{{raw}} html", *lines[1:]]
        found = _CELL.fullmatch(info)
        if found is None and (engine := _ENGINE.fullmatch(info)):
            name = engine["shown"] or engine["name"].replace("verbatim", "")
            return [f"{indent}{mark}{name}", *lines[1:]]
        if found is None:
            plain = info.strip("{}").lstrip(".").split(" ")[0] if info.startswith("{.") else info
            return [f"{indent}{mark}{plain}", *lines[1:]]
        language = found["language"].lower()
        return self.cell("python" if language in _PYTHON else language, indent, mark, lines)

    def cell(self, language: str, indent: str, mark: str, lines: Sequence[str]) -> list[str]:
        said: dict[str, str] = {}
        first = 1
        key = ""
        while first < len(lines) and (option := _OPTION.fullmatch(lines[first])):
            if option["key"]:
                key = option["key"]
                said[key] = option["value"].strip("\"'").removeprefix("|").removeprefix(">-")
            elif key:
                said[key] = f"{said[key]} {option['rest'].strip()}".strip()
            first += 1
        runs = language in ("python", "r", "julia") and said.get("eval") != "false"
        name = f"{{code-cell}} {language}" if runs else language
        tags = [tag for key, tag in _HIDDEN.items() if said.get(key) == "false"]
        tags += ["hide-input"] if said.get("code-fold") == "true" else []
        options = []
        if runs:
            label = said.get("label", "")
            options += [f":label: {label}"] if label.startswith(_LABELLED) else []
            options += [f":caption: {said['fig-cap']}"] if said.get("fig-cap") else []
            options += [f":tags: [{', '.join(tags)}]"] if tags else []
            self.counts["cells are `{code-cell}`"] += 1
        alt = (
            [f"#| alt: {json.dumps(said['fig-alt'], ensure_ascii=False)}"]
            if runs and said.get("fig-alt")
            else []
        )
        head = [f"{indent}{mark}{name}", *(f"{indent}{one}" for one in (*options, *alt))]
        return [*head, *lines[first:]]

    def inline(self, text: str) -> str:
        def note(found: re.Match[str]) -> str:
            self.notes.append(found["text"])
            self.counts["notes in the text are footnotes"] += 1
            return f"[^note-{len(self.notes)}]"

        def reference(found: re.Match[str]) -> str:
            self.counts["`@fig-one` is `[](#fig-one)`"] += 1
            return f"[](#{found['id'] or found['bracketed']})"

        def span(found: re.Match[str]) -> str:
            said = _attributes(found["attributes"])
            if "aside" in said.classes or not said.classes:
                return found["text"]
            return f"[{found['text']}]{{.{' .'.join(said.classes)}}}"

        return _SPAN.sub(span, _NOTE.sub(note, _REFERENCE.sub(reference, text)))


def _directive_of(said: _Attributes) -> str:
    """Return the directive that a div is by its classes or by the beginning of its label."""
    start = said.id.partition("-")[0]
    if {"column-margin", "aside"} & set(said.classes):
        return "aside"
    if start == "exr":
        return "exercise"
    if start in _PROOFS or "proof" in said.classes:
        return f"prf:{_PROOFS.get(start, 'proof')}"
    return "figure" if start in ("fig", "tbl") else ""


def _named(label: str) -> dict[str, str]:
    return {"label": label} if label else {}


def _titled(lines: Sequence[str]) -> tuple[str, list[str]]:
    """Return the heading that a callout or theorem begins with, and the rest."""
    first = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    found = _HEADING.fullmatch(lines[first]) if first < len(lines) else None
    return (found["title"], list(lines[first + 1 :])) if found else ("", list(lines))


def _div_end(lines: Sequence[str], first: int) -> int:
    """Return the place after a div, with those inside; the end of the text where it stays open."""
    depth = 0
    place = first
    while place < len(lines):
        after = fence_end(lines, place)
        if after > place:
            place = after
            continue
        if _OPEN.fullmatch(lines[place]):
            depth += 1
        elif _CLOSE.fullmatch(lines[place]):
            depth -= 1
        place += 1
        if depth == 0:
            return place
    return place
