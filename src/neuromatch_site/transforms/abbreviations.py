"""Mark the abbreviations of page and project in the text."""

import re
from collections.abc import Mapping

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext

_LEFT_ALONE = (nodes.Link, nodes.CrossReference, nodes.Cite, nodes.Abbreviation)


def mark_abbreviations(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Replace every abbreviation in a text by a node with its long form.

    Longer ones take precedence; one without a long form hides shorter ones inside it. Text of
    links, references and citations is skipped. As in mystmd, abbreviations are also found inside
    words, so that ``ANNs`` is marked. Source: ``abbreviationTransform`` of myst-transforms.
    """
    meanings = {**context.project.abbreviations, **context.frontmatter.abbreviations}
    if not meanings:
        return
    for node in select(content, nodes.Abbreviation):
        node.title = node.title or meanings.get(text_of(node)) or None
    known = sorted(
        (word for word in meanings if len(word) > 1), key=lambda word: (-len(word), word)
    )
    if not known:
        return
    pattern = re.compile("|".join(map(re.escape, known)))
    stack: list[nodes.Parent] = [content]
    while stack:
        parent = stack.pop()
        if any(
            isinstance(child, nodes.Text) and pattern.search(child.value)
            for child in parent.children
        ):
            parent.children = _marked(parent.children, pattern, meanings)
        stack.extend(
            child
            for child in parent.children
            if isinstance(child, nodes.Parent) and not isinstance(child, _LEFT_ALONE)
        )


def _marked(
    children: list[nodes.Node], pattern: re.Pattern[str], meanings: Mapping[str, str]
) -> list[nodes.Node]:
    result: list[nodes.Node] = []
    for child in children:
        if isinstance(child, nodes.Text):
            result.extend(_with_abbreviations(child, pattern, meanings))
        else:
            result.append(child)
    return result


def _with_abbreviations(
    node: nodes.Text, pattern: re.Pattern[str], meanings: Mapping[str, str]
) -> list[nodes.Node]:
    parts: list[nodes.Node] = []
    end = 0
    for match in pattern.finditer(node.value):
        meaning = meanings[match[0]]
        if not meaning:
            continue
        if match.start() > end:
            parts.append(nodes.Text(position=node.position, value=node.value[end : match.start()]))
        words: list[nodes.Node] = [nodes.Text(position=node.position, value=match[0])]
        parts.append(nodes.Abbreviation(position=node.position, title=meaning, children=words))
        end = match.end()
    if end < len(node.value) or not parts:
        parts.append(nodes.Text(position=node.position, value=node.value[end:]))
    return parts
