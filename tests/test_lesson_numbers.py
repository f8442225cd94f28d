"""The numbers that lessons calculate: each is computed here and looked up in the lesson's text.

Numbers that lessons quote from papers are not here; the text cites where they come from.
"""

import lesson_numbers_learning
import lesson_numbers_structure
import lesson_numbers_theory
import pytest
from conftest import ROOT
from lesson_words import words_of

pytestmark = pytest.mark.slow

LESSONS = {
    **lesson_numbers_structure.LESSONS,
    **lesson_numbers_learning.LESSONS,
    **lesson_numbers_theory.LESSONS,
}


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_says_the_numbers_that_its_equations_give(lesson: str) -> None:
    text = " ".join((ROOT / "course" / f"{lesson}.md").read_text(encoding="utf-8").split())
    assert [words for words in map(words_of, LESSONS[lesson]()) if words not in text] == []
