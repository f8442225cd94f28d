"""Pandoc's tree of a document -> one that Pandoc writes as MyST; what is lost is counted.

Elements that MyST writes differently from Pandoc's Markdown become raw Markdown around their
content: directives, labels, references, roles. Source:
https://hackage.haskell.org/package/pandoc-types.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from neuromatch_site.commands.importers.document_parts import (
    LABEL,
    Content,
    Element,
    bullets,
    escaped,
    fence_length,
    grid,
    id_of,
    in_parentheses,
    is_display,
    label_in,
    page_width,
    plain_text,
    raw,
    stripped,
    tight,
    upright,
    walk,
    walk_all,
)
from neuromatch_site.myst.directives.proof import KINDS

_LAYOUT = re.compile(
    r"\\(?:maketitle|tableofcontents|listof\w+|centering|raggedright|noindent|indent|par|(?:new|clear|"
    r"cleardouble)page|pagebreak|linebreak|newline|v?h?space\*?|[vh]fill|(?:small|med|big)skip|set\w*|"
    r"add\w*|renewcommand|newcommand|providecommand|def|let|newtheorem|pagestyle|thispagestyle|"
    r"pagenumbering|protect|phantomsection|makeindex|printindex|index|bibliographystyle|nocite|"
    r"printbibliography|(?:front|main|back)matter|appendix|large|Large|small|footnotesize|hline|"
    r"usepackage|usetikzlibrary|hypersetup|graphicspath|hyphenation|looseness|ensuremath|xspace|"
    r"today|date|author|title|selectlanguage|FloatBarrier|label|sloppy)\b"
)
"""Commands that say only how something looks on paper."""
_REFERENCE = re.compile(r"\\(?P<name>(?:eq|c|C|auto|page|name|v)?ref)\*?\{(?P<labels>[^{}]+)\}")
_COMMAND = re.compile(r"\\(?:begin\s*\{(?P<environment>[^}]+)\}|(?P<name>[a-zA-Z@]+))")
_NUMBERED_TITLE = re.compile(r"(?P<word>[^\W\d]+(?: [^\W\d]+)*) ?[\d.]*")
_ROLES = {"Subscript": "sub", "Superscript": "sup", "Underline": "u", "SmallCaps": "smallcaps"}
_PROOFS = {kind.lower(): kind for kind in KINDS}


class Tree:
    """A document during conversion."""

    def __init__(
        self, blocks: Sequence[Element], counts: Counter[str], picture: Callable[[str], str]
    ) -> None:
        """Collect the used labels; ``picture`` returns the path of an image in the course."""
        self.counts = counts
        self.picture = picture
        nodes = [node for block in blocks for node in walk(block)]
        links = (node["c"][2][0] for node in nodes if node["t"] == "Link")
        self.referred = {url[1:] for url in links if url.startswith("#")}
        texts = [node["c"][1] for node in nodes if node["t"] in ("RawInline", "RawBlock", "Math")]
        for text in map(str, texts):
            for reference in _REFERENCE.finditer(text):
                self.referred.update(map(str.strip, reference["labels"].split(",")))
        self.headings = {node["c"][1][0] for node in nodes if node["t"] == "Header"}
        self.formulas = {
            label
            for node in nodes
            if node["t"] == "Math"
            for label in LABEL.findall(str(node["c"][1]))
        }
        self.known = self.headings | self.formulas | set(filter(None, map(id_of, nodes)))
        self.known |= {label for text in map(str, texts) for label in LABEL.findall(text)}

    def blocks(self, blocks: Sequence[Element]) -> list[Element]:
        """Return blocks in the form for Pandoc's writer."""
        return [translated for block in blocks for translated in self.block(block)]

    def block(self, block: Element) -> list[Element]:
        """Return one converted block."""
        translate = _BLOCKS.get(block["t"])
        return translate(self, block["c"]) if translate else [block]

    def header(self, content: Content) -> list[Element]:
        """Return a heading, with its label before it."""
        level, attributes, words = content
        heading = {"t": "Header", "c": [level, _PLAIN, self.inlines(words)]}
        return [*self.label(attributes[0]), heading]

    def code_block(self, content: Content) -> list[Element]:
        """Return code with its language."""
        attributes, text = content
        return [{"t": "CodeBlock", "c": [["", attributes[1][:1], []], text]}]

    def quote(self, content: Content) -> list[Element]:
        """Return a quotation."""
        return [{"t": "BlockQuote", "c": self.blocks(content)}]

    def bullets(self, content: Content) -> list[Element]:
        """Return a list."""
        return [bullets(tight([self.blocks(item) for item in content]))]

    def ordered(self, content: Content) -> list[Element]:
        """Return a numbered list: Markdown has no lettered ones."""
        (start, *_), items = content
        looks = [start, {"t": "Decimal"}, {"t": "Period"}]
        return [{"t": "OrderedList", "c": [looks, tight([self.blocks(item) for item in items])]}]

    def definitions(self, content: Content) -> list[Element]:
        """Return a definition list."""
        items = [
            [self.inlines(term), [self.blocks(text) for text in texts]] for term, texts in content
        ]
        return [{"t": "DefinitionList", "c": items}]

    def lines(self, content: Content) -> list[Element]:
        """Return a line block."""
        words = [inline for line in content for inline in (*self.inlines(line), {"t": "LineBreak"})]
        return [{"t": "Para", "c": words[:-1]}]

    def label(self, name: str) -> list[Element]:
        """Return the label line of an element, if something refers to it."""
        return [raw(f"({name})=")] if name and name in self.referred else []

    def paragraph(self, content: Content) -> list[Element]:
        """Return a paragraph; displayed formulas become blocks."""
        return self.text("Para", content)

    def plain(self, content: Content) -> list[Element]:
        """Return the text of an item or a cell; displayed formulas become blocks."""
        return self.text("Plain", content)

    def text(self, kind: str, words: Sequence[Element]) -> list[Element]:
        """Return text and displayed formulas in turn."""
        parts: list[Element] = []
        for is_formula, part in groupby(words, is_display):
            if is_formula:
                parts += [raw(f"$$\n{word['c'][1].strip()}\n$$\n") for word in part]
            elif inside := stripped(self.inlines(list(part))):
                parts.append({"t": kind, "c": escaped(inside)})
        return parts

    def raw_block(self, content: Content) -> list[Element]:
        """Return TeX that Pandoc does not know as code, so that nothing is lost; count it."""
        format_, text = content
        if format_ not in ("latex", "tex"):
            return []
        labels = [element for label in LABEL.findall(text) for element in self.label(label)]
        named = _COMMAND.match(text.strip())
        if named and named["environment"]:
            self.counts[
                f"`\\begin{{{named['environment']}}}` is shown as its source: write it anew, or "
                "draw a picture of it"
            ] += 1
            return [*labels, {"t": "CodeBlock", "c": [["", ["latex"], []], text.strip()]}]
        self.left_out(text)
        return labels

    def left_out(self, text: str) -> None:
        """Count a dropped TeX command, unless it only affects the appearance."""
        named = _COMMAND.match(text.strip())
        if named and not _LAYOUT.match(text.strip()):
            self.counts[f"`\\{named['name'] or named['environment']}` is left out"] += 1

    def directive(
        self,
        name: str,
        argument: Sequence[Element],
        options: dict[str, str],
        body: Sequence[Element],
    ) -> list[Element]:
        """Return a directive around converted blocks."""
        fence = ":" * (max((fence_length(block) for block in body), default=2) + 1)
        lines = "".join(f"\n:{key}: {value}" for key, value in options.items() if value)
        space = " " if argument else ""
        opening = [raw(f"{fence}{{{name}}}{space}", inline=True), *argument]
        opening += [raw(lines, inline=True)] if lines else []
        return [{"t": "Para", "c": opening}, *body, raw(fence)]

    def figure(self, content: Content) -> list[Element]:
        """Return a figure with one image, or with several and one caption."""
        attributes, (_, caption), inside = content
        images = [node for block in inside for node in walk(block) if node["t"] == "Image"]
        words = self.blocks(caption)
        options = {"label": attributes[0] or label_in(inside)}
        if not images:
            return [*self.label(options["label"]), *self.blocks(inside), *words]
        if len(images) > 1:
            parts = [{"t": "Para", "c": self.inlines([image])} for image in images]
            return self.directive("figure", [], options, [*parts, *words])
        image_attributes, alt, (url, _) = images[0]["c"]
        alt_text = plain_text(alt)
        if alt_text not in ("image", plain_text(caption)):
            options["alt"] = alt_text
        options["width"] = page_width(dict(image_attributes[2]).get("width", ""))
        path = [raw(self.picture(url), inline=True)]
        return self.directive("figure", path, options, words)

    def table(self, content: Content, label: str = "") -> list[Element]:
        """Return a table; with blocks, merged cells or no header, it becomes a ``list-table``."""
        attributes, (_, caption), columns, head, bodies, foot = content
        label = attributes[0] or label
        words = [inline for block in caption for inline in self.inlines(block.get("c", []))]
        heads = [*head[1], *(row for body in bodies for row in body[2])]
        rows = [*heads, *(row for body in bodies for row in body[3]), *foot[1]]
        cells = [cell for row in rows for cell in row[1]]
        merged = any(cell[2] > 1 or cell[3] > 1 for cell in cells)
        plain = all(
            len(cell[4]) <= 1
            and all(block["t"] in ("Plain", "Para") for block in cell[4])
            and not any(node["t"] == "LineBreak" or is_display(node) for node in walk_all(cell[4]))
            for cell in cells
        )
        if merged:
            self.counts["tables with merged cells: look at them"] += 1
        if plain and not merged and len(heads) == 1:
            lines = [[_PLAIN, [self.cell(cell) for cell in row[1]]] for row in rows]
            widths = [[column[0], _DEFAULT] for column in columns]
            parts = [[_PLAIN, lines[:1]], [[_PLAIN, 0, [], lines[1:]]], [_PLAIN, []]]
            table = {"t": "Table", "c": [_PLAIN, [None, []], widths, *parts]}
            if not words and label not in self.referred:
                return [table]
            return self.directive("table", words, {"label": label}, [table])
        items = [[bullets([self.blocks(cell) for cell in cells])] for cells in grid(rows)]
        options = {"label": label, "header-rows": str(len(heads) or "")}
        return self.directive("list-table", words, options, [bullets(items)])

    def cell(self, cell: Content) -> Content:
        """Return a cell of a table with its text."""
        return [*cell[:4], self.blocks(cell[4])]

    def div(self, content: Content) -> list[Element]:
        """Return a theorem, a table with its label, or the content of a div."""
        (label, classes, _), inside = content
        if len(inside) == 1 and inside[0]["t"] == "Table":
            return self.table(inside[0]["c"], label)
        if "proof" in classes:
            return self.proof(inside)
        if classes and inside and (theorem := self.theorem(label, inside)):
            return theorem
        if classes and classes[0] not in ("center", "quote", "abstract", "flushleft", "flushright"):
            self.counts[f"`{classes[0]}` is plain text now"] += 1
        return [*self.label(label), *self.blocks(inside)]

    def proof(self, inside: Sequence[Element]) -> list[Element]:
        """Return a proof without the heading and the end sign, which the theme adds."""
        first = inside[0]["c"] if inside and inside[0]["t"] == "Para" else []
        if first and first[0]["t"] == "Emph":
            inside = [{"t": "Para", "c": first[1:]}, *inside[1:]]
        last = inside[-1]["c"] if inside and inside[-1]["t"] == "Para" else []
        if last and plain_text(last[-1:]).strip() in ("◻", "□"):
            inside = [*inside[:-1], {"t": "Para", "c": last[:-1]}]
        return self.directive("prf:proof", [], {}, self.blocks(inside))

    def theorem(self, label: str, inside: Sequence[Element]) -> list[Element]:
        """Return Pandoc's form of a `newtheorem` environment; None for others."""
        first = inside[0].get("c", []) if inside[0]["t"] == "Para" else []
        named = _NUMBERED_TITLE.fullmatch(plain_text(first[:1])) if first else None
        if named is None or first[0]["t"] != "Strong":
            return []
        place = next((n for n, node in enumerate(first) if plain_text([node]).endswith(".")), 0)
        title = in_parentheses(first[1 : place + 1])
        rest = [{"t": "Para", "c": first[place + 1 :]}, *inside[1:]]
        label = label or label_in(rest)
        body = self.blocks([upright(block) for block in rest])
        self.counts["theorems and the like are `{prf:theorem}` ..."] += 1
        if kind := _PROOFS.get(named["word"].lower()):
            return self.directive(f"prf:{kind}", self.inlines(title), {"label": label}, body)
        words = [raw(named["word"] + (": " if title else ""), inline=True), *self.inlines(title)]
        return self.directive("admonition", words, {"label": label}, body)

    def inlines(self, words: Sequence[Element]) -> list[Element]:
        """Return inlines in the form for Pandoc's writer."""
        return [translated for word in words for translated in self.inline(word)]

    def inline(self, word: Element) -> list[Element]:
        """Return one converted inline."""
        if role := _ROLES.get(word["t"]):
            return self.role(role, word["c"])
        if word["t"] in ("Emph", "Strong", "Strikeout"):
            inside = self.inlines(word["c"])
            return [{**word, "c": inside}] if inside else []
        translate = _INLINES.get(word["t"])
        return translate(self, word["c"]) if translate else [word]

    def quoted(self, content: Content) -> list[Element]:
        """Return text in quotation marks."""
        return [{"t": "Quoted", "c": [content[0], self.inlines(content[1])]}]

    def code(self, content: Content) -> list[Element]:
        """Return inline code."""
        return [{"t": "Code", "c": [_PLAIN, content[1]]}]

    def formula(self, content: Content) -> list[Element]:
        """Return an inline formula."""
        return [{"t": "Math", "c": [{"t": "InlineMath"}, content[1].strip()]}]

    def span(self, content: Content) -> list[Element]:
        """Return the text of a span."""
        return self.inlines(content[1])

    def note(self, content: Content) -> list[Element]:
        """Return a footnote."""
        return [{"t": "Note", "c": self.blocks(content)}]

    def image(self, content: Content) -> list[Element]:
        """Return an inline image, by its path in the course."""
        attributes, words, (url, _) = content
        width = page_width(dict(attributes[2]).get("width", ""))
        sized = ["", [], [["width", width]] if width else []]
        return [{"t": "Image", "c": [sized, words, [self.picture(url), ""]]}]

    def role(self, name: str, content: Sequence[Element]) -> list[Element]:
        """Return text in a role; text with markup stays as it is."""
        if any(node["t"] not in ("Str", "Space", "Emph", "Strong") for node in walk_all(content)):
            return self.inlines(content)
        text = plain_text(content).replace("`", "")
        return [raw(f"{{{name}}}`{text}`", inline=True)] if text.strip() else []

    def link(self, content: Content) -> list[Element]:
        """Return a link; one with a missing target becomes plain text."""
        _, words, (url, _) = content
        inside = self.inlines(words)
        if url.startswith("#") and url[1:] not in self.known:
            self.counts["links to places that are not there are plain text"] += 1
            return inside
        return [{"t": "Link", "c": [_PLAIN, inside, [url, ""]]}]

    def raw_inline(self, content: Content) -> list[Element]:
        """Return a reference; other commands are left out and counted."""
        format_, text = content
        if format_ not in ("latex", "tex"):
            return []
        match = _REFERENCE.fullmatch(text.strip())
        if match is None:
            self.left_out(text)
            return []
        labels = [label.strip() for label in match["labels"].split(",")]
        return [raw(", ".join(map(self.reference, labels)), inline=True)]

    def reference(self, label: str) -> str:
        """Return a reference; for numbered elements only the number: its kind is in the text."""
        if label not in self.known:
            self.counts[f"nothing has the label `{label}`"] += 1
            return f"`{label}`"
        words = "" if label in self.headings | self.formulas else "%s"
        return f"[{words}](#{label})"


_BLOCKS: Mapping[str, Callable[[Tree, Content], list[Element]]] = {
    "Para": Tree.paragraph,
    "Plain": Tree.plain,
    "Header": Tree.header,
    "CodeBlock": Tree.code_block,
    "RawBlock": Tree.raw_block,
    "BlockQuote": Tree.quote,
    "BulletList": Tree.bullets,
    "OrderedList": Tree.ordered,
    "DefinitionList": Tree.definitions,
    "LineBlock": Tree.lines,
    "Figure": Tree.figure,
    "Table": Tree.table,
    "Div": Tree.div,
}
_INLINES: Mapping[str, Callable[[Tree, Content], list[Element]]] = {
    "Quoted": Tree.quoted,
    "Code": Tree.code,
    "Math": Tree.formula,
    "RawInline": Tree.raw_inline,
    "Span": Tree.span,
    "Link": Tree.link,
    "Image": Tree.image,
    "Note": Tree.note,
}
_PLAIN: list[Any] = ["", [], []]
_DEFAULT = {"t": "ColWidthDefault"}
