"""Questions: the question, its input fields, the answer."""

import json
from collections.abc import Sequence

from markupsafe import escape

from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select, walk
from neuromatch_site.model.quiz import is_plain_truth, letter, right_answer
from neuromatch_site.render.html import RenderContext, without_links
from neuromatch_site.render.translations import Words

_PARTS = (
    nodes.AdmonitionTitle,
    nodes.QuizChoice,
    nodes.QuizExplanation,
    nodes.QuizHint,
    nodes.QuizMatch,
)
_BLOCKS = (nodes.Code, nodes.Container, nodes.Image, nodes.List, nodes.Math, nodes.Table)
_PLAIN = (nodes.Paragraph, nodes.Text, nodes.QuizMatch)
_FIELD_SIZES = (6, 12, 24)


def quiz(node: nodes.Quiz, context: RenderContext) -> dict[str, object]:
    """Return the question, its fields, its hint, and its answer if there is one."""
    choices = [child for child in node.children if isinstance(child, nodes.QuizChoice)]
    matches = [child for child in node.children if isinstance(child, nodes.QuizMatch)]
    question, prompt = _question(node)
    items = [_choice_view(choice, index, node, context) for index, choice in enumerate(choices)]
    feedback = [item for item in items if item["feedback"]]
    return {
        "kind": node.kind or "",
        "question": context.render(without_links(question)),
        "children": context.render(prompt),
        "choices": items,
        "matches": [
            {"letter": letter(index), "words": context.render(match.children)}
            for index, match in enumerate(matches)
        ],
        "options": [_option(match, index) for index, match in enumerate(matches)]
        or range(1, len(choices) + 1),
        "fields": "checkbox" if node.kind == "multiple-choice" else "radio",
        "answers": json.dumps(_answers(choices), ensure_ascii=False),
        "hint": context.render(_children_of(node, nodes.QuizHint)),
        "answer": right_answer(node, lambda text: _truth(text, context.words)),
        "feedback": feedback,
        "explanation": context.render(_children_of(node, nodes.QuizExplanation)),
    }


def blank(node: nodes.Blank, _context: RenderContext) -> dict[str, object]:
    """Return the input field of a gap, with about the width of its answer."""
    longest = max((len(str(answer.get("text", ""))) for answer in node.accepts or ()), default=0)
    size = next((size for size in _FIELD_SIZES if longest < size), _FIELD_SIZES[-1])
    answers = [{"right": True, "accepts": node.accepts}] if node.accepts else []
    return {"size": size, "answers": json.dumps(answers, ensure_ascii=False) if answers else ""}


def _question(node: nodes.Quiz) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return the words that name the fields, and what stands below them."""
    rest = [child for child in node.children if not isinstance(child, _PARTS)]
    for child in node.children:
        if isinstance(child, nodes.AdmonitionTitle):
            return child.children, rest
    first = rest[0] if rest else None
    if isinstance(first, nodes.Paragraph) and not _holds(first, (nodes.Blank, nodes.Math)):
        return first.children, rest[1:]
    return [], rest


def _holds(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> bool:
    return any(next(select(node, kind), None) for kind in kinds)


def _choice_view(
    choice: nodes.QuizChoice, index: int, node: nodes.Quiz, context: RenderContext
) -> dict[str, object]:
    feedback = [child for child in choice.children if isinstance(child, nodes.QuizFeedback)]
    words = [child for child in choice.children if not isinstance(child, nodes.QuizFeedback)]
    if words and isinstance(words[0], nodes.Paragraph):
        words = [*words[0].children, *words[1:]]
    cut = next((i for i, word in enumerate(words) if isinstance(word, _BLOCKS)), len(words))
    text = context.render(without_links(words[:cut]))
    if is_plain_truth(node):
        text = escape(_truth(text_of(words), context.words))
    return {
        "index": index,
        "letter": letter(index),
        "words": text,
        "blocks": context.render(words[cut:]),
        "right": bool(choice.right),
        "place": choice.place,
        "value": choice.value or "",
        "feedback": context.render(feedback),
    }


def _truth(text: str, words: Words) -> str:
    return words("True") if text == "True" else words("False")


def _option(match: nodes.QuizMatch, index: int) -> str:
    """Return what a field shows of a match: its letter, and its words where they are plain."""
    plain = all(isinstance(inner, _PLAIN) for inner in walk(match))
    return f"{letter(index)}: {text_of(match)}" if plain else letter(index)


def _answers(choices: Sequence[nodes.QuizChoice]) -> list[dict[str, object]]:
    """Return what a script needs to check typed answers."""
    typed = [(index, choice) for index, choice in enumerate(choices) if choice.accepts]
    return [
        {"right": bool(choice.right), "accepts": choice.accepts, "choice": index}
        for index, choice in typed
    ]


def _children_of(
    node: nodes.Quiz, kind: type[nodes.QuizHint | nodes.QuizExplanation]
) -> list[nodes.Node]:
    return [inner for child in node.children if isinstance(child, kind) for inner in child.children]
