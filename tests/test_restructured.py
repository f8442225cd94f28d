"""reStructuredText -> MyST, block by block."""

import pytest

from neuromatch_site.myst.parser.restructured import as_myst


@pytest.mark.parametrize(
    ("rst", "myst"),
    [
        ("Title\n=====\n\nPart\n----\n\nWords.", "# Title\n\n\n## Part\n\n\nWords."),
        ("====\nBook\n====\n\nPart\n====", "# Book\n\n\n\n## Part\n"),
        ("Words.\n\n----\n\nMore.", "Words.\n\n---\n\nMore."),
        ("#. one\n#. two\n   lines", "1. one\n1. two\n   lines"),
        ("Term\n  Meaning.", "Term\n: Meaning."),
        ("Words.\n\n   A quote.", "Words.\n\n> A quote."),
        ("| one\n| two", "one\\\ntwo"),
        ("==  ==\na   b\n==  ==\n1   2\n    3\n==  ==", "| a | b |\n|---|---|\n| 1 | 2 3 |"),
        ("==  ==\na   b\n==  ==\n1   2\n==  ==", "| a | b |\n|---|---|\n| 1 | 2 |"),
        (
            "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+",
            "| a | b |\n|---|---|\n| 1 | 2 |",
        ),
        ("+---+---+\n| a     |\n+---+---+", "```\n+---+---+\n| a     |\n+---+---+\n```"),
        (">>> 1 + 1\n2", "```python\n>>> 1 + 1\n2\n```"),
        (".. a comment", "% a comment"),
        (".. _Lake: https://x.example\n\nA Lake_.", "[Lake]: https://x.example\n\nA [Lake][]."),
        ("As [1]_ says.\n\n.. [1] Words\n   here.", "As [^1] says.\n\n[^1]: Words here."),
        ("|v| now\n\n.. |v| replace:: two", "two now\n\n"),
        ("Not a name_with_lines_ here, `but Part`_.", None),
        (".. math::\n\n   a *b*", "```{math}\n\na *b*\n```"),
        (".. tip::\n\n   .. note:: in", "::::{tip}\n\n:::{note}\nin\n:::\n::::"),
        ("``a``, ``b`c``, `d`, x\\ y", "`a`, ``b`c``, *d*, xy"),
    ],
)
def test_blocks(rst: str, myst: str | None) -> None:
    wanted = "Not a name_with_lines_ here, [but Part](#but-part)." if myst is None else myst
    assert as_myst(rst) == wanted


@pytest.mark.parametrize("text", ["`" * 40_000, "|a" * 20_000, ".. note::\n" * 4000, ":a:`" * 9000])
def test_marks_without_an_end_are_read_once(text: str) -> None:
    assert as_myst(text)


def test_what_is_nested_too_deep_stays() -> None:
    text = "\n".join(f"{'   ' * depth}.. note::\n" for depth in range(200))
    assert ".. note::" in as_myst(text)
