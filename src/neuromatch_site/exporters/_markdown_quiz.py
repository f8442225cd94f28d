"""Markdown of a question: the question, lettered choices, a folded answer."""

from neuromatch_site.exporters._markdown import Markdown, escaped, indented
from neuromatch_site.model.ast import nodes as n
from neuromatch_site.model.quiz import letter, right_answer

_PARTS = (n.AdmonitionTitle, n.QuizChoice, n.QuizExplanation, n.QuizHint, n.QuizMatch)


def quiz(md: Markdown, node: n.Node) -> str:
    """Return a question; typed answers are only in the answer, not among the choices."""
    if not isinstance(node, n.Quiz):
        return ""
    name = f"Question {node.enumerator}" if node.enumerator else "Question"
    titles = [child for child in node.children if isinstance(child, n.AdmonitionTitle)]
    content = [child for child in node.children if not isinstance(child, _PARTS)]
    choices = [child for child in node.children if isinstance(child, n.QuizChoice)]
    matches = [child for child in node.children if isinstance(child, n.QuizMatch)]
    visible = [child for child in choices if child.value is None]
    names = str if matches else lambda index: letter(index - 1)
    parts = [
        f"**{name}** {md.inline(titles).strip()}".strip(),
        md.flow(content),
        "\n".join(_quiz_item(md, names(index), choice) for index, choice in enumerate(visible, 1)),
        "\n".join(_quiz_item(md, letter(index), match) for index, match in enumerate(matches)),
        _folded("Hint", md.flow(_inside(node, n.QuizHint))),
        _folded("Answer", _answer(md, node, choices)),
    ]
    return "\n\n".join(part for part in parts if part)


def _quiz_item(md: Markdown, name: str, item: n.QuizChoice | n.QuizMatch) -> str:
    words = [child for child in item.children if not isinstance(child, n.QuizFeedback)]
    return indented("- ", f"**{name}** {md.flow(words)}")


def _answer(md: Markdown, node: n.Quiz, choices: list[n.QuizChoice]) -> str:
    answer = right_answer(node)
    if not answer:
        return ""
    answers = [
        indented("- ", f"**{escaped(choice.value or letter(index))}** {md.flow(feedback)}")
        for index, choice in enumerate(choices)
        if (feedback := [child for child in choice.children if isinstance(child, n.QuizFeedback)])
    ]
    explanation = md.flow(_inside(node, n.QuizExplanation))
    parts = [escaped(answer), "\n".join(answers), explanation]
    return "\n\n".join(part for part in parts if part)


def _inside(node: n.Quiz, kind: type[n.QuizHint | n.QuizExplanation]) -> list[n.Node]:
    return [inner for child in node.children if isinstance(child, kind) for inner in child.children]


def _folded(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>" if text else ""
