"""``{{ name }}`` -> the text of the name; an unknown name is kept as written."""

import re
from collections.abc import Mapping

from markdown_it.token import Token

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.model.ast.nodes import Node, Paragraph, Text
from neuromatch_site.myst.parser.parse_context import ParseContext

MAX_SUBSTITUTED = 400_000
"""Limit on the characters that substitutions add to a page."""
_COST = 100
"""Characters that every substitution counts for, however short its text is."""


_GIVEN = re.compile(r"(?:([\w-]+)\s*+=\s*+)?([\w.-]+)")
_FIELD = re.compile(r"\{([\w-]*)\}")


def stands_for_text(token: Token, context: ParseContext) -> bool:
    """Return whether every name is defined, and none inside its own text."""
    known = context.language.substitutions.keys() - set(context.substituting)
    return known.issuperset(_substituted_names(token)) and context.substituted < MAX_SUBSTITUTED


def _substituted_names(token: Token) -> list[str]:
    """Return the names that stand for texts: one, or those that ``.format()`` is given."""
    if "form" not in token.meta:
        return [str(token.meta["name"])]
    return [name for _, name in _GIVEN.findall(token.meta["names"])]


def _filled_in(token: Token, texts: Mapping[str, str]) -> str:
    """Return the text of a name; of a form, that with its fields filled in: ``{}``, ``{url}``."""
    if "form" not in token.meta:
        return texts[token.meta["name"]]
    named = _GIVEN.findall(token.meta["names"])
    fields = {key or str(place): texts[name] for place, (key, name) in enumerate(named)}
    places = iter(range(len(named)))

    def fill(match: re.Match[str]) -> str:
        return fields.get(match[1] or str(next(places, "")), match[0])

    return _FIELD.sub(fill, str(token.meta["form"]))


def report_unknown(token: Token, position: Position, context: ParseContext) -> None:
    """Report an undefined name, on a page with defined ones: it is probably misspelled."""
    known = context.language.substitutions
    name = next((name for name in _substituted_names(token) if name not in known), "")
    if known and name and not context.substituting:
        hint = context.diagnostics.did_you_mean(name, list(known)) or "add it to `substitutions:`"
        message = f"unknown substitution `{name}`; the braces are shown as written"
        context.diagnostics.report(Rule.SUBSTITUTION_KNOWN, position, message, hint)


def read_substitution(token: Token, position: Position, context: ParseContext) -> list[Node]:
    """Return the text of the name in double braces; other text is kept as written."""
    if not stands_for_text(token, context):
        report_unknown(token, position, context)
        written = Text(position=position, value=token.content)
        return [Paragraph(position=position, children=[written])]
    names, inline = _substituted_names(token), token.type == "substitution_inline"
    text = _filled_in(token, context.language.substitutions)
    path, line, column, cell = position
    source = Source(path, text, line, column, cell, fixed=True)
    context.substituting += names
    context.substituted += len(text) + _COST
    nodes = context.inline(source) if inline else context.blocks(source)
    del context.substituting[-len(names) :]
    return nodes
