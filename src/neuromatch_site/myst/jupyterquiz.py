"""Questions of the Python package jupyterquiz -> questions in MyST.

Source: https://github.com/jmshea/jupyterquiz, "Preparing Question Sets".
"""

import ast
import base64
import re
from collections.abc import Iterator, Mapping

from neuromatch_site.filesystem.json_text import load_json

_CALL = "display_quiz"
MAX_QUESTIONS = 200
_LONGEST_ADDRESS = 2_000
"""Characters: what doubles a text again and again ends here."""


def quiz_sources(code: str, before: Mapping[str, object] | None = None) -> list[object] | None:
    """Return the quizzes of a cell: paths, or the questions themselves.

    ``before`` are the values of earlier cells, by name. None if the cell shows none, or has other
    code.
    """
    if _CALL not in code:
        return None
    body = _statements(code)
    values: dict[str, object] = dict(before or {})
    sources: list[object] = []
    for statement in body:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            values[statement.targets[0].id] = _value(statement.value, values)
        elif isinstance(call, ast.Call) and _function_name(call.func) == _CALL and call.args:
            source = _value(call.args[0], values)
            if not isinstance(source, str | list):
                return None
            sources.append(source)
        elif not isinstance(statement, ast.Import | ast.ImportFrom):
            return None
    return sources or None


def named_values(code: str) -> dict[str, object]:
    """Return the lists and texts that the code of a cell assigns to names."""
    assigned = (statement for statement in _statements(code) if isinstance(statement, ast.Assign))
    values = {
        item.targets[0].id: _literal(item.value)
        for item in assigned
        if isinstance(item.targets[0], ast.Name) and isinstance(item.value, ast.List | ast.Constant)
    }
    return {name: value for name, value in values.items() if isinstance(value, str | list)}


def question_names(code: str) -> set[str]:
    """Return the names of questions that a cell only assigns; else none."""
    named = named_questions(code)
    return named if named and len(named) == len(_statements(code)) else set()


def named_questions(code: str) -> set[str]:
    """Return the names of questions that a cell assigns, among other code."""
    return {name for name, value in named_values(code).items() if as_myst(value)}


def _statements(code: str) -> list[ast.stmt]:
    try:
        return ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _function_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _value(node: ast.expr, values: Mapping[str, object]) -> object:
    """Return what an expression means: a literal, a name, an address that is put together."""
    try:
        return _evaluated(node, values)
    except RecursionError:
        return None


def _evaluated(node: ast.expr, values: Mapping[str, object]) -> object:
    if isinstance(node, ast.Name):
        return values.get(node.id)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _evaluated(node.left, values), _evaluated(node.right, values)
        if not (isinstance(left, str) and isinstance(right, str)):
            return None
        return left + right if len(left) + len(right) <= _LONGEST_ADDRESS else None
    return _literal(node)


def _literal(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return None


def read_questions(text: str) -> object:
    """Return questions from JSON, optionally base64-encoded.

    Raises ``ValueError`` for anything else.
    """
    if not text.lstrip().startswith(("[", "{")):
        text = base64.b64decode("".join(text.split()), validate=True).decode()
    return load_json(text)


HIDDEN = re.compile(
    r"""<(span|div|p)\b(?>[^<>]*?\bid\s*=\s*["']?(?P<name>[\w.:-]+))["']?[^<>]*>"""
    r"""(?P<text>(?:(?!</?\1\b).)*+)</\1\s*>""",
    re.DOTALL,
)
"""A hidden element with questions: ``display_quiz("#name")`` shows them."""


def as_myst(questions: object) -> str:
    """Return questions as ``quiz`` directives; empty if they are not questions.

    Also empty for values that no text can contain: lone surrogates, numbers with thousands of
    digits.
    """
    entries = questions if isinstance(questions, list) else []
    entries_read = [entry for entry in entries[:MAX_QUESTIONS] if isinstance(entry, Mapping)]
    try:
        text = "\n\n".join(_question(entry) for entry in entries_read if entry.get("question"))
        text.encode()
    except (ValueError, RecursionError):
        return ""
    return text


def _question(question: Mapping[str, object]) -> str:
    kind = str(question.get("type", ""))
    written_answers = question.get("answers")
    answers = (
        [answer for answer in written_answers if isinstance(answer, Mapping)]
        if isinstance(written_answers, list)
        else []
    )
    lines = [":::::{quiz}", *_options(kind, question, answers), str(question["question"]).strip()]
    if code := question.get("code"):
        lines += ["", *_fenced(str(code))]
    lines.append("")
    for answer in answers:
        lines += _answer(kind, answer)
    return "\n".join([*lines, ":::::"])


def _options(
    kind: str, question: Mapping[str, object], answers: list[Mapping[str, object]]
) -> Iterator[str]:
    named = {"numeric": "number", "string": "text", "many_choice": "multiple-choice"}
    if kind in named:
        yield f":kind: {named[kind]}"
    if kind == "string" and any(answer.get("match_case") for answer in answers):
        yield ":case-sensitive:"
    others = [item for item in answers if item.get("type") == "default" and item.get("feedback")]
    hint = question.get("hint") or (others[0]["feedback"] if others else "")
    if hint:
        yield f":hint: {_in_line(hint)}"


def _answer(kind: str, answer: Mapping[str, object]) -> Iterator[str]:
    if answer.get("type") == "default":
        return
    box = "[x]" if answer.get("correct") else "[ ]"
    text = _number_text(answer) if kind == "numeric" else _in_line(answer.get("answer", ""))
    yield f"- {box} {text}"
    if code := answer.get("code"):
        yield ""
        yield from (f"  {line}" for line in _fenced(str(code)))
        yield ""
    if feedback := answer.get("feedback"):
        yield f"  - {_in_line(feedback)}"


def _number_text(answer: Mapping[str, object]) -> str:
    bounds = answer.get("range")
    if isinstance(bounds, list) and len(bounds) == len(("least", "most")):
        try:
            least, most = float(bounds[0]), float(bounds[1])
        except (TypeError, ValueError, OverflowError):
            return _in_line(bounds)
        return f"{(least + most) / 2:.12g} ± {abs(most - least) / 2:.12g}"
    return _in_line(answer.get("value", answer.get("answer", "")))


def _fenced(code: str) -> list[str]:
    return ["```python", *code.strip("\n").split("\n"), "```"]


def _in_line(value: object) -> str:
    return " ".join(str(value).split())
