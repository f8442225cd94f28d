"""Accepted answers of questions: ``20 ± 1 ms``, ``sodium | Na+``, ``/na.*/``."""

import math
import re
from collections.abc import Callable
from string import ascii_uppercase

from neuromatch_site.model.ast.nodes import Blank, Quiz, QuizChoice
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select

Accept = dict[str, object]
"""An accepted answer: ``{"number": 20.0, "tolerance": 1.0}``, ``{"text": "sodium"}`` or
``{"pattern": "na.*"}``.

JSON, because scripts read it, too.
"""

_NUMBER = r"[+\-\u2212]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_QUANTITY = re.compile(
    rf"({_NUMBER})\s*(?:(?:±|\+/?-)\s*({_NUMBER})(\s*%)?)?(?:\s+(\S.*)|([%°‰]\S*))?"
)
_ALTERNATIVE = re.compile(r"(?<!\s)\s++\|\s+")
MAX_PATTERN = 200
"""Characters of a regular expression, which runs in the reader's browser."""


class AnswerError(ValueError):
    """An invalid answer; the text says why."""


def read_number(text: str) -> tuple[Accept, str] | None:
    """Return a number with its tolerance (0 by default) and its unit.

    ``20``, ``20 ± 1 ms``, ``20 +- 5% ms``, ``1.5e-3``; the tolerance is absolute, or in percent of
    the number. None if the text is not a number.
    """
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        return None
    number = _float(match[1])
    tolerance = abs(_float(match[2])) if match[2] else 0.0
    if match[3]:
        tolerance = abs(number) * tolerance / 100
    if not (math.isfinite(number) and math.isfinite(tolerance)):
        return None
    return {"number": number, "tolerance": tolerance}, match[4] or match[5] or ""


def read_tolerance(text: str, number: float) -> float | None:
    """Return a tolerance, ``0.5`` or ``5%`` of the number; None if it is invalid."""
    match = re.fullmatch(rf"({_NUMBER})\s*(%)?", text.strip())
    if match is None or not math.isfinite(_float(match[1])):
        return None
    size = abs(_float(match[1]))
    return abs(number) * size / 100 if match[2] else size


def read_texts(text: str) -> list[Accept]:
    """Return the alternatives of a text: ``sodium | Na+``, or one ``/regular expression/``.

    Raises ``AnswerError`` for an invalid regular expression.
    """
    stripped = text.strip()
    if match := re.fullmatch(r"/(.+)/", stripped):
        return [{"pattern": _pattern(match[1])}]
    return [{"text": part.strip()} for part in _ALTERNATIVE.split(stripped) if part.strip()]


def _pattern(text: str) -> str:
    if len(text) > MAX_PATTERN:
        message = f"the regular expression is longer than {MAX_PATTERN} characters"
        raise AnswerError(message)
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        message = f"`{text}` is not a regular expression: {error}"
        raise AnswerError(message) from error
    if _may_never_end(text):
        message = (
            f"`{text}` may never finish in a browser: it repeats a group that contains a repetition"
        )
        raise AnswerError(message)
    return text


_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!>]|P?<[=!\w]+>?))?|\{\d*,?\d*\}|.", re.DOTALL
)
_MOST_REPEATED = 4
"""Parts without a bound: an answer of n letters takes n to this power of steps at most."""


def _may_never_end(pattern: str) -> bool:
    """Return whether the steps of a pattern may grow faster than a power of the answer's length.

    They do so only where a group repeats that holds repetitions or alternatives: ``(a+)+``. Some
    such groups are harmless; all are refused, since none is needed to tell an answer.
    """
    varies = [False]  # whether the group holds what may be matched in several ways; outermost first
    repeated = 0
    closed = False
    for piece in _PIECE.findall(pattern):
        repeats = piece in ("*", "+") or (piece[0] == "{" and len(piece) > 1)
        if repeats and closed:
            return True
        if repeats or piece in ("?", "|"):
            varies[-1] = True
            repeated += repeats
        closed = False
        if piece[0] == "(":
            varies.append(False)
        elif piece == ")":
            closed = varies.pop()
            varies[-1] = varies[-1] or closed
    return repeated > _MOST_REPEATED


def _float(text: str) -> float:
    return float(text.replace("\u2212", "-"))


TRUTH = ("True", "False")
"""The default choices of a true-false question."""


def letter(index: int) -> str:
    """Return the letter of a choice: ``A`` ... ``Z``, then numbers."""
    return ascii_uppercase[index] if index < len(ascii_uppercase) else str(index + 1)


def right_answer(quiz: Quiz, translate: Callable[[str], str] = str) -> str:
    """Return the answer on one line: ``B``, ``A, C``, ``1: B, 2: A``, ``20 ± 1 ms``, ``True``.

    ``translate`` translates ``TRUTH``. Empty if there is no answer, or if answers are left out.
    """
    choices = [child for child in quiz.children if isinstance(child, QuizChoice)]
    numbered = list(enumerate(choices))
    values: list[str]
    if quiz.kind in ("number", "text"):
        typed = (choice.value for choice in choices if choice.right and choice.value)
        values = [part.strip() for value in typed for part in value.split(" | ")]
    elif quiz.kind == "cloze":
        gaps = (blank for blank in select(quiz, Blank) if blank.value)
        values = [f"{gap.number}: {gap.value.replace(' | ', ' / ')}" for gap in gaps]
    elif quiz.kind == "ordering":
        places = {numbered_choice.place: letter(index) for index, numbered_choice in numbered}
        values = [places[place] for place in range(len(choices)) if place in places]
    elif quiz.kind == "matching":
        placed = ((index, item.place) for index, item in numbered if item.place is not None)
        values = [f"{index + 1}: {letter(place)}" for index, place in placed]
    elif is_plain_truth(quiz):
        values = [translate(text_of(choice)) for choice in choices if choice.right]
    else:
        values = [letter(index) for index, numbered_choice in numbered if numbered_choice.right]
    return ", ".join(values)


def is_plain_truth(quiz: Quiz) -> bool:
    """Return whether the choices are those of ``TRUTH``, which the site translates."""
    choices = [text_of(child) for child in quiz.children if isinstance(child, QuizChoice)]
    return quiz.kind == "true-false" and tuple(choices) == TRUTH
