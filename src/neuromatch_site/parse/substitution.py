"""``{{ name }}`` -> the text that the name stands for; a name that stands for none stays."""

from markdown_it.token import Token

from neuromatch_site.ast.nodes import Node, Paragraph, Text
from neuromatch_site.parse.reading import Reading
from neuromatch_site.source import Position, Source

MAX_SUBSTITUTED = 1_000_000
"""Characters that substitutions may bring into one page."""


def read_substitution(token: Token, position: Position, reading: Reading) -> list[Node]:
    """Return what the name in double braces stands for; other text stays as it was typed."""
    name, inline = str(token.meta["name"]), token.type == "substitution_inline"
    text = reading.language.substitutions.get(name)
    if text is None or name in reading.substituting or reading.substituted > MAX_SUBSTITUTED:
        kept: list[Node] = [Text(position=position, value=token.content)]
        return kept if inline else [Paragraph(position=position, children=kept)]
    path, line, column, cell = position
    source = Source(path, text, line, column, cell, fixed=True)
    reading.substituting.append(name)
    reading.substituted += len(text) + 1
    nodes = reading.inline(source) if inline else reading.blocks(source)
    reading.substituting.pop()
    return nodes
