"""Questions at the end of lessons: how many, feedback for every choice, answers that are right."""

import re
from math import exp, floor, log

import pytest
from conftest import ROOT
from test_lessons import LESSONS

_QUIZ = re.compile(r"^:::\{quiz\}(.*?)^:::$", re.DOTALL | re.MULTILINE)
_CHOICE = re.compile(r"^- \[[ x]\] ", re.MULTILINE)
_NUMBER = re.compile(r"^- \[x\] (-?[\d.]+)(?: ± ([\d.]+))?", re.MULTILINE)


def _odds(p: float) -> float:
    return log(p / (1 - p))


ANSWERS: dict[str, list[float]] = {
    "week-0/why-neuroscience": [200 / 5],
    "week-0/history": [2**2 / 0.5**2],
    "week-0/challenges": [20 * 24 / 1000],
    "week-1/neuron-structure": [(4.47 + 2.24) / 2],
    "week-1/neuron-function": [26.7 * log(10)],
    "week-1/abstract-models": [10 * log(2 / (2 - 1))],
    "week-1/biophysical-models": [1 / (0.3 + 0.1)],
    "week-2/synapses-1": [90 / 10],
    "week-2/synapses-2": [100 * 0.5**4],
    "week-2/networks": [2 * 500],
    "week-2/synapse-models": [1 - 0.4],
    "week-2/network-models": [1 * _odds(0.8), (3 * 0 + 1 * 100) / (3 + 1)],
    "week-3/connectome": [(1000 / 10) ** 3],
    "week-3/humans": [100 * 0.6 / (0.6 + 0.2), 1 - 1 / 5],
    "week-4/types-of-learning": [0.5 + 0.2 * (1 - 0.5)],
    "week-4/rate-based-models": [exp(-(3 - 1))],
    "week-4/stdp": [exp(-20 / 20)],
    "week-5/not-differentiable": [1 - 0.9],
    "week-5/limited-gradients": [16 - 1, 1 / 0.5],
    "week-5/surrogate-gradients": [4 / 4, 500 * 2000 * 64 * 4 / 1e6],
    "week-6/observing": [100 * 20_000 * 16 / 8e6],
    "week-6/analysing": [50 / 500, (4 / 400) ** 0.5],
    "week-6/manipulating": [(1 + 0) / 2],
    "week-7/decision-making": [100 / (1 + exp(-2)), _odds(0.75)],
    "week-8/introduction": [100 * 0.5**2, 100 / 10],
    "week-8/computing": [(500 - 1).bit_length()],
    "week-8/sensing-and-applications": [1000 * 1000 * 50 / 1e6, floor(1.03 / 0.2)],
    "week-9/does-neuroscience-work": [2000 * 0.01],
    "week-9/what-are-spikes-for": [100 * 10 * 0.001, 1 + 1000 * 0.01],
}
"""What each question that asks for a number has as its answer, in the order of the page."""


def _questions(lesson: str) -> list[str]:
    return _QUIZ.findall((ROOT / "course" / f"{lesson}.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lesson", [f"{path.parent.name}/{path.stem}" for path in LESSONS])
def test_a_lesson_asks_three_to_five_questions_and_answers_every_choice(lesson: str) -> None:
    questions = _questions(lesson)
    assert 3 <= len(questions) <= 5
    for question in questions:
        for choice in _CHOICE.split(question)[1:]:
            typed = ":kind: number" in question
            assert "\n  - " in choice or typed, question


@pytest.mark.parametrize("lesson", ANSWERS)
def test_numbers_that_are_asked_for_are_what_the_equations_give(lesson: str) -> None:
    said = [
        (float(match[1]), float(match[2] or 0) / 2)
        for question in _questions(lesson)
        if ":kind: number" in question
        for match in _NUMBER.finditer(question)
    ]
    assert [answer for answer, _ in said] == [
        pytest.approx(right, abs=half or 1e-9)
        for right, (_, half) in zip(ANSWERS[lesson], said, strict=True)
    ]
