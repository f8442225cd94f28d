"""``glossary`` -> ``glossary`` of a ``definitionList``."""

import re
from collections.abc import Iterator

from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.nodes import (
    DefinitionDescription,
    DefinitionList,
    DefinitionTerm,
    Glossary,
    Node,
)
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.myst.directives._options import COMMON
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part

_DEFINITION = re.compile(r"^ {0,3}:[ \t]", re.MULTILINE)
"""A line of a Markdown definition list."""


def run(data: DirectiveData) -> list[Node]:
    """Return a glossary, from a definition list or from Sphinx's indented form."""
    node = Glossary(position=data.position, classes=data.classes())
    indented = None if _DEFINITION.search(data.body) else _from_indented(data)
    node.children = [indented] if indented else data.parse_blocks(data.body_source)
    if data.flag("sorted"):
        for terms in select(node, DefinitionList):
            terms.children = _sorted(terms.children)
    return [node]


def _from_indented(data: DirectiveData) -> DefinitionList | None:
    """Return terms at the left edge with indented texts below them; None for any other form."""
    groups = list(_groups(data.body_source.text.split("\n")))
    heads = [_head(lines) for _, lines in groups]
    if not all(0 < head < len(lines) for head, (_, lines) in zip(heads, groups, strict=True)):
        return None
    terms = DefinitionList(position=data.body_source.at())
    for head, (number, lines) in zip(heads, groups, strict=True):
        for offset, line in enumerate(lines[:head]):
            source = data.body_source.part(line.rstrip(), number + offset)
            words = data.parse_inline(source)
            terms.children.append(DefinitionTerm(position=source.at(), children=words))
        text = _dedented(data.body_source, lines[head:], number + head)
        blocks = data.parse_blocks(text)
        terms.children.append(DefinitionDescription(position=text.at(), children=blocks))
    return terms


def _head(lines: list[str]) -> int:
    """Return how many lines stand at the left edge before the first indented one."""
    return next((i for i, line in enumerate(lines) if line[:1].isspace()), len(lines))


def _groups(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the terms with the lines below them, and the number of the first line of each."""
    start = 0
    for number in range(1, len(lines) + 1):
        ends = number == len(lines) or (
            lines[number] and not lines[number][0].isspace() and _is_below(lines[number - 1])
        )
        if ends:
            yield start, lines[start:number]
            start = number


def _is_below(line: str) -> bool:
    return not line or line[0].isspace()


def _dedented(source: Source, lines: list[str], number: int) -> Source:
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return source.part("\n".join(line[indent:] for line in lines), number, indent)


def _sorted(children: list[Node]) -> list[Node]:
    entries: list[list[Node]] = []
    for child in children:
        begins = isinstance(child, DefinitionTerm)
        if not entries or (begins and not isinstance(entries[-1][-1], DefinitionTerm)):
            entries.append([])
        entries[-1].append(child)
    entries.sort(key=lambda entry: text_of(entry[0]).casefold())
    return [node for entry in entries for node in entry]


DIRECTIVE = Directive(
    name="glossary",
    doc="Terms with definitions; `{term}` refers to them.",
    run=run,
    options={
        "class": COMMON["class"],
        "sorted": Option("Sort the terms alphabetically.", Kind.FLAG),
    },
    body=Part(
        Kind.TEXT,
        ("A definition list: a term, and below it `: ` and its definition."),
        required=True,
    ),
    nodes=(Glossary, DefinitionList),
)
