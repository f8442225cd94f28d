"""A resolved tree -> Markdown for any notebook program: CommonMark, tables, ``$`` math.

Nodes without a Markdown form are written as their text; numbers and references are those of the
page.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from neuromatch_site.model.ast import nodes as n

_SPECIAL = re.compile(r"([\\`*_\[\]<>$])")
_LINE_START = re.compile(r"^([^\S\n]*+)([#>+-]|\d+[.)])(?=\s|$)", re.MULTILINE)
RUNS = re.compile(r"`+")


class Markdown(Struct, frozen=True, kw_only=True):
    """Writes the nodes of one page."""

    address: Callable[[str], str]
    """Returns the path of a URL of the site, or of a fragment of the page, from a notebook."""
    block_writers: Mapping[type[n.Node], "Writer"]
    word_writers: Mapping[type[n.Node], "Writer"]
    inline_types: tuple[type[n.Node], ...]
    """Inline node types; all others are blocks."""

    def flow(self, nodes: Sequence[n.Node]) -> str:
        """Return blocks separated by blank lines; inline nodes among them are paragraphs."""
        parts: list[str] = []
        run: list[n.Node] = []
        for node in [*nodes, None]:
            if node is not None and isinstance(node, self.inline_types):
                run.append(node)
                continue
            if run:
                parts.append(self.paragraph(run))
                run = []
            if node is not None:
                parts.append(self.block(node))
        return "\n\n".join(part for part in parts if part)

    def block(self, node: n.Node) -> str:
        """Return one block without a line end."""
        write = self.block_writers.get(type(node))
        if write is not None:
            return write(self, node)
        if isinstance(node, n.Parent):
            return self.flow(node.children)
        return node.value.strip("\n") if isinstance(node, n.Literal) else ""

    def paragraph(self, nodes: Sequence[n.Node]) -> str:
        """Return inline nodes as a paragraph."""
        return _LINE_START.sub(r"\1\\\2", self.inline(nodes).strip())

    def inline(self, nodes: Sequence[n.Node]) -> str:
        """Return inline nodes."""
        return "".join(self.words(node) for node in nodes)

    def words(self, node: n.Node) -> str:
        """Return one inline node."""
        write = self.word_writers.get(type(node))
        if write is not None:
            return write(self, node)
        if isinstance(node, n.Parent):
            return self.inline(node.children)
        return escaped(node.value) if isinstance(node, n.Literal) else ""

    def titled(self, title: str, nodes: Sequence[n.Node]) -> str:
        """Return blocks below a title in bold."""
        rest = self.flow(nodes)
        return f"**{title}**\n\n{rest}" if rest else f"**{title}**"

    def link(self, url: str, words: str) -> str:
        """Return a link, or only its text if it leads nowhere."""
        address = self.address(url) if url else ""
        return f"[{words}]({target(address)})" if address else words


Writer = Callable[[Markdown, n.Node], str]


def escaped(text: str) -> str:
    """Return text with Markdown characters escaped."""
    return _SPECIAL.sub(r"\\\1", text)


def target(address: str) -> str:
    """Return a URL escaped for the parentheses of a link."""
    plain = re.search(r"[\s()<>]", address) is None
    return address if plain else "<" + address.replace("<", "%3C").replace(">", "%3E") + ">"


def fence(text: str) -> str:
    """Return a fence that is longer than any in the text."""
    return "`" * max(3, *(len(run) + 1 for run in RUNS.findall(text)), 3)


def indented(mark: str, text: str) -> str:
    """Return a text after a list marker, with its other lines indented."""
    first, *rest = text.split("\n")
    pad = " " * len(mark)
    return "\n".join([mark + first, *(pad + line if line else "" for line in rest)])


def quoted(text: str) -> str:
    """Return a text as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
