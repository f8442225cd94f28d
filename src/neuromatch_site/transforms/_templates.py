"""The text of references: ``Figure %s``, ``{name}``, and how it is filled in."""

import re
from collections.abc import Callable, Mapping, Sequence

from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import copy_of, replace
from neuromatch_site.model.course import CountFact
from neuromatch_site.transforms._numbers import Scheme

_DEFAULT = {"equation": "(%s)", "subequation": "(%s)"}
_NAMED = frozenset({"proof", "exercise"})
_CALLED = {"code": "program", "subfigure": "figure", "quiz": "question"}
OF_PAGE = "{reference} of {page}"
Words = Mapping[str, str]


def numbered_template(kind: str, words: Words) -> str:
    """Return the template of a numbered kind: ``Figure %s``, with a no-break space.

    ``words`` are those of the site's language, by the English ones.
    """
    if kind in _DEFAULT:
        return _DEFAULT[kind]
    return f"{_word(kind, words)}\u00a0%s"


def reference_template(
    fact: CountFact, scheme: Scheme, words: Words, *, numbered: bool, titled: bool
) -> str:
    """Return the template of references to an element on the page with this numbering.

    Source: ``getReferenceTemplate`` of myst-transforms.
    """
    kind = fact.kind
    if numbered:
        own = f"heading_{scheme.level(fact.depth)}" if kind == "heading" else kind
        if fact.part and kind != "subequation":
            own = "subfigure"
            return scheme.item(own).template or (
                numbered_template(own if kind == "figure" else kind, words)
            )
        return scheme.item(own).template or numbered_template(own, words)
    if kind in _NAMED:
        return f"{_word(kind, words)} ({{name}})" if titled else _word(kind, words)
    return "{name}" if titled else _word(kind, words)


def _word(kind: str, words: Words) -> str:
    """Return the kind as a word: ``prf:lemma`` -> ``Lemma``."""
    called = _CALLED.get(kind, kind)
    domain = "section" if kind.startswith("heading") else called.rpartition(":")[2]
    english = domain[:1].upper() + domain[1:]
    return words.get(english) or english


def of_page(
    reference: Sequence[nodes.Node], title: Sequence[nodes.Node], words: Words
) -> list[nodes.Node]:
    """Return ``Table 1 of *Neurons*``: a reference with its page, in the language's order."""
    parts: dict[str, list[nodes.Node]] = {
        "reference": [*reference],
        "page": [nodes.Emphasis(children=[*title])],
    }
    pieces = re.split(r"\{(reference|page)\}", words.get(OF_PAGE) or OF_PAGE)
    return [
        node for piece in pieces if piece for node in parts.get(piece) or [nodes.Text(value=piece)]
    ]


_PLACE = re.compile(r"%s|\{number\}|\{name\}|\{subEnumerator\}")


def fill(
    content: Sequence[nodes.Node], number: str, part: str, name: Sequence[nodes.Node]
) -> list[nodes.Node]:
    """Return the nodes with number and name in place of the placeholders."""
    result: list[nodes.Node] = []
    for node in content:
        if isinstance(node, nodes.Text) and _PLACE.search(node.value):
            result.extend(_filled(node, number, part, name))
            continue
        if isinstance(node, nodes.Parent):
            node.children = fill(node.children, number, part, name)
        result.append(node)
    return result


def asks_for_number(content: Sequence[nodes.Node]) -> bool:
    """Return whether the text has a placeholder for the number."""
    return any(place != "{name}" for place in _PLACE.findall(text_of(content)))


def _filled(
    node: nodes.Text, number: str, part: str, name: Sequence[nodes.Node]
) -> list[nodes.Node]:
    parts: list[nodes.Node] = []
    words = ""
    end = 0
    for match in _PLACE.finditer(node.value):
        words += node.value[end : match.start()]
        end = match.end()
        if match[0] == "{name}":
            if words:
                parts.append(nodes.Text(position=node.position, value=words))
            parts.extend(copy_of(node) for node in name)
            words = ""
        else:
            words += part if match[0] == "{subEnumerator}" else number
    words += node.value[end:]
    if words:
        parts.append(nodes.Text(position=node.position, value=words))
    return parts


def words_of_link(
    content: Sequence[nodes.Node], text_for: Callable[[str], str] = lambda _: ""
) -> list[nodes.Node]:
    """Return copies of the nodes for a link, without links, marks and labels.

    ``said`` gives the text of a reference without text to an identifier.
    """

    def without_link(node: nodes.Node) -> list[nodes.Node] | None:
        if isinstance(node, nodes.CrossReference) and not node.children:
            return [nodes.Text(position=node.position, value=text_for(node.identifier))]
        return _without_link(node)

    holder = nodes.CrossReference(children=[copy_of(node) for node in content])
    replace(holder, nodes.Node, without_link)
    return holder.children


def _without_link(node: nodes.Node) -> list[nodes.Node] | None:
    if isinstance(node, nodes.Link | nodes.CrossReference | nodes.Cite | nodes.CiteGroup):
        return node.children
    if isinstance(node, nodes.FootnoteReference):
        return []
    if getattr(node, "identifier", None):
        for name in ("identifier", "label", "html_id"):
            setattr(node, name, None)
    return None
