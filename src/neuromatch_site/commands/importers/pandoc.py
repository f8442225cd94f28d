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
    attributes = _Attributes()
    for match in _ATTRIBUTE.finditer(text or ""):
        if match["id"]:
            attributes.id = match["id"]
        elif match["cls"]:
            attributes.classes.append(match["cls"])
        else:
            attributes.values[match["key"]] = match["a"] or match["b"] or match["c"] or ""
    return attributes


def pandoc_blocks(lines: Sequence[str], counts: Counter[str]) -> list[str]:
    """Return the lines of a page converted to MyST; ``counts`` counts the changes."""
    page = _Page(counts)
    translated = page.blocks(lines)
    notes = [f"[^note-{number}]: {text}" for number, text in enumerate(page.notes, 1)]
    return [*translated, "", *notes, ""] if notes else translated


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
        result: list[str] = []
        place = 0
        while place < len(lines):
            line = lines[place]
            after = fence_end(lines, place)
            if after > place:
                result += self.code(lines[place:after])
            elif opened := _OPEN.fullmatch(line):
                after = _div_end(lines, place)
                closed = after - 1 if _CLOSE.fullmatch(lines[after - 1]) else after
                result += self.div(opened, lines[place + 1 : closed])
            elif match := _SHORTCODE.fullmatch(line):
                after = place + 1
                result += self.shortcode(match)
            elif table := self.table(lines, place):
                after, text = table
                result += text
            else:
                after = place + 1
                result += self.line(line)
            place = after
        self.depth -= 1
        return result

    def line(self, line: str) -> list[str]:
        if (match := _HEADING.fullmatch(line)) and match["attributes"] is not None:
            attributes = _attributes(match["attributes"])
            self.counts["labels of headings are written before them"] += bool(attributes.id)
            label = [f"({attributes.id})="] if attributes.id else []
            return [*label, f"{match['marks']} {self.inline(match['title'])}"]
        if match := _EQUATION.fullmatch(line):
            self.counts["labels of equations are in parentheses"] += 1
            return [f"{match['math']} ({match['id']})"]
        if (match := _FIGURE.fullmatch(line)) and (match["caption"] or match["attributes"]):
            return self.figure(match)
        return [outside_code(line, self.inline)]

    def figure(self, match: re.Match[str]) -> list[str]:
        """Return an image alone in its paragraph, which Pandoc reads as a figure."""
        attributes = _attributes(match["attributes"])
        options = {"label": attributes.id, "alt": attributes.values.get("fig-alt", "")}
        options |= {key: attributes.values.get(key, "") for key in ("width", "height")}
        options["align"] = attributes.values.get("fig-align", "")
        options = {key: value for key, value in options.items() if value}
        self.counts["pictures with captions are figures"] += 1
        caption = outside_code(match["caption"], self.inline)
        return directive_text("figure", match["path"], options, [caption] if caption else [])

    def table(self, lines: Sequence[str], first: int) -> tuple[int, list[str]] | None:
        """Return a table, in a directive if its caption is below it, and the line after it."""
        place = first
        while place < len(lines) and lines[place].startswith("|"):
            place += 1
        if place == first:
            return None
        after = place
        while after < len(lines) and not lines[after].strip() and after < place + 2:
            after += 1
        match = _CAPTION.fullmatch(lines[after]) if after < len(lines) else None
        body = [outside_code(line, self.inline) for line in lines[first:place]]
        if match is None:
            return place, body
        attributes = _attributes(match["attributes"])
        self.counts["tables with captions are `{table}`"] += 1
        caption = outside_code(match["caption"], self.inline)
        return after + 1, directive_text("table", caption, _label_option(attributes.id), body)

    def div(self, opened: re.Match[str], lines: Sequence[str]) -> list[str]:
        attributes = _attributes(opened["attributes"])
        if opened["name"]:
            attributes.classes.append(opened["name"])
        indent = opened["indent"]
        inner = [line.removeprefix(indent) for line in lines]
        kind = next((name[8:] for name in attributes.classes if name.startswith("callout-")), "")
        if kind in _CALLOUTS:
            return self.callout(kind, attributes, inner, indent)
        if "panel-tabset" in attributes.classes:
            return self.tabs(inner, indent)
        options = _label_option(attributes.id)
        name, title = _directive_of(attributes), ""
        if name.startswith(("prf:", "exercise")):
            title, inner = _titled(inner)
        body = self.blocks(inner)
        if not name and not attributes.classes and not attributes.id:
            return body
        if not name and attributes.classes:
            options["class"] = " ".join(attributes.classes)
        self.counts[f"divs are `{{{name or 'div'}}}`"] += 1
        return directive_text(name or "div", self.inline(title), options, body, indent)

    def callout(
        self, kind: str, attributes: _Attributes, lines: Sequence[str], indent: str
    ) -> list[str]:
        title, body = _titled(lines)
        title = attributes.values.get("title", title)
        options = _label_option(attributes.id)
        if "collapse" in attributes.values:
            options["class"] = "dropdown"
            options |= {"open": ""} if attributes.values["collapse"] == "false" else {}
        self.counts["callouts are admonitions"] += 1
        return directive_text(kind, self.inline(title), options, self.blocks(body), indent)

    def tabs(self, lines: Sequence[str], indent: str) -> list[str]:
        """Return the tabs of a panel: each heading of its first level starts a tab."""
        items: list[str] = []
        title, level = "", 0
        body: list[str] = []
        place = 0
        while place <= len(lines):
            line = lines[place] if place < len(lines) else ""
            match = _HEADING.fullmatch(line) if place < len(lines) else None
            level = level or (len(match["marks"]) if match else 0)
            if place == len(lines) or (match and len(match["marks"]) == level):
                if title:
                    items += directive_text("tab-item", title, {}, self.blocks(body))
                title, body = self.inline(match["title"]) if match else "", []
                place += 1
                continue
            after = max(fence_end(lines, place), place + 1)
            body += lines[place:after]
            place = after
        self.counts["panels are tabs"] += 1
        return directive_text("tab-set", "", {}, items, indent)

    def shortcode(self, match: re.Match[str]) -> list[str]:
        name, rest = match["name"], match["rest"].split()
        if name == "video" and rest:
            self.counts["`{{< video >}}` is `{iframe}`"] += 1
            return directive_text("iframe", rest[0].strip("\"'"), {}, [])
        if name == "include" and rest:
            self.counts["`{{< include >}}` is `{include}`"] += 1
            return directive_text("include", rest[0].strip("\"'"), {}, [])
        if name == "pagebreak":
            return []
        self.counts[f"`{{{{< {name} >}}}}` is left as it is: rewrite it by hand"] += 1
        return [match[0]]

    def code(self, lines: Sequence[str]) -> list[str]:
        """Return a block of code; cells get the options of their ``#|`` lines."""
        opened = fence_info(lines[0])
        if opened is None:
            return list(lines)
        indent, mark, info = opened
        if info == "{=html}":
            return [f"{indent}{mark}{{raw}} html", *lines[1:]]
        match = _CELL.fullmatch(info)
        if match is None and (engine := _ENGINE.fullmatch(info)):
            name = engine["shown"] or engine["name"].replace("verbatim", "")
            return [f"{indent}{mark}{name}", *lines[1:]]
        if match is None:
            plain = info.strip("{}").lstrip(".").split(" ")[0] if info.startswith("{.") else info
            return [f"{indent}{mark}{plain}", *lines[1:]]
        language = match["language"].lower()
        return self.cell("python" if language in _PYTHON else language, indent, mark, lines)

    def cell(self, language: str, indent: str, mark: str, lines: Sequence[str]) -> list[str]:
        fields: dict[str, str] = {}
        first = 1
        key = ""
        while first < len(lines) and (option := _OPTION.fullmatch(lines[first])):
            if option["key"]:
                key = option["key"]
                fields[key] = option["value"].strip("\"'").removeprefix("|").removeprefix(">-")
            elif key:
                fields[key] = f"{fields[key]} {option['rest'].strip()}".strip()
            first += 1
        runs = language in ("python", "r", "julia") and fields.get("eval") != "false"
        name = f"{{code-cell}} {language}" if runs else language
        tags = [tag for key, tag in _HIDDEN.items() if fields.get(key) == "false"]
        tags += ["hide-input"] if fields.get("code-fold") == "true" else []
        options = []
        if runs:
            label = fields.get("label", "")
            options += [f":label: {label}"] if label.startswith(_LABELLED) else []
            options += [f":caption: {fields['fig-cap']}"] if fields.get("fig-cap") else []
            options += [f":tags: [{', '.join(tags)}]"] if tags else []
            self.counts["cells are `{code-cell}`"] += 1
        alt = (
            [f"#| alt: {json.dumps(fields['fig-alt'], ensure_ascii=False)}"]
            if runs and fields.get("fig-alt")
            else []
        )
        head = [f"{indent}{mark}{name}", *(f"{indent}{line}" for line in (*options, *alt))]
        return [*head, *lines[first:]]

    def inline(self, text: str) -> str:
        def note(match: re.Match[str]) -> str:
            self.notes.append(match["text"])
            self.counts["notes in the text are footnotes"] += 1
            return f"[^note-{len(self.notes)}]"

        def reference(match: re.Match[str]) -> str:
            self.counts["`@fig-one` is `[](#fig-one)`"] += 1
            return f"[](#{match['id'] or match['bracketed']})"

        def span(match: re.Match[str]) -> str:
            attributes = _attributes(match["attributes"])
            if "aside" in attributes.classes or not attributes.classes:
                return match["text"]
            return f"[{match['text']}]{{.{' .'.join(attributes.classes)}}}"

        return _SPAN.sub(span, _NOTE.sub(note, _REFERENCE.sub(reference, text)))


def _directive_of(attributes: _Attributes) -> str:
    """Return the directive that a div is by its classes or by the beginning of its label."""
    start = attributes.id.partition("-")[0]
    if {"column-margin", "aside"} & set(attributes.classes):
        return "aside"
    if start == "exr":
        return "exercise"
    if start in _PROOFS or "proof" in attributes.classes:
        return f"prf:{_PROOFS.get(start, 'proof')}"
    return "figure" if start in ("fig", "tbl") else ""


def _label_option(label: str) -> dict[str, str]:
    return {"label": label} if label else {}


def _titled(lines: Sequence[str]) -> tuple[str, list[str]]:
    """Return the heading that a callout or theorem begins with, and the rest."""
    first = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    match = _HEADING.fullmatch(lines[first]) if first < len(lines) else None
    return (match["title"], list(lines[first + 1 :])) if match else ("", list(lines))


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
