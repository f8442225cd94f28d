"""``{{ name }}`` -> the text that the name stands for; a name that stands for none stays."""

from markdown_it.token import Token

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.model.ast.nodes import Node, Paragraph, Text
from neuromatch_site.myst.parser.reading import Reading

MAX_SUBSTITUTED = 400_000
"""Characters that substitutions may bring into one page."""
_COST = 100
"""Characters that every substitution counts for, however short its text is."""


def stands_for_text(token: Token, reading: Reading) -> bool:
    """Return whether there is a text for the name; not for one inside its own text."""
    name = token.meta["name"]
    known = name in reading.language.substitutions and name not in reading.substituting
    return known and reading.substituted < MAX_SUBSTITUTED


def report_unknown(token: Token, position: Position, reading: Reading) -> None:
    """Report a name that stands for no text, on a page where others do: it is spelt wrong."""
    name, known = token.meta["name"], reading.language.substitutions
    if known and name not in known and not reading.substituting:
        hint = reading.diagnostics.did_you_mean(name, list(known)) or "add it to `substitutions:`"
        message = f"unknown substitution `{name}`; the braces are shown as written"
        reading.diagnostics.report(Rule.SUBSTITUTION_KNOWN, position, message, hint)


def read_substitution(token: Token, position: Position, reading: Reading) -> list[Node]:
    """Return what the name in double braces stands for; other text stays as it was typed."""
    if not stands_for_text(token, reading):
        report_unknown(token, position, reading)
        kept = Text(position=position, value=token.content)
        return [Paragraph(position=position, children=[kept])]
    name, inline = str(token.meta["name"]), token.type == "substitution_inline"
    text = reading.language.substitutions[name]
    path, line, column, cell = position
    source = Source(path, text, line, column, cell, fixed=True)
    reading.substituting.append(name)
    reading.substituted += len(text) + _COST
    nodes = reading.inline(source) if inline else reading.blocks(source)
    reading.substituting.pop()
    return nodes
