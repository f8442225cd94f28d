"""What stands deeper than anybody reads is shown as text, so that nothing runs out of stack."""

from collections.abc import Callable, Mapping

from courses import Course

Make = Callable[[Mapping[str, str | bytes]], Course]


def page(levels: int) -> str:
    """Return a page with notes in lists in notes, so many deep."""
    fences = (f"{'  ' * n}- {':' * (levels + 5 - n)}{{note}}\n" for n in range(levels))
    return f"# Deep\n\n{''.join(fences)}{'  ' * levels}deep words\n"


def test_what_stands_too_deep_is_shown_as_text(course: Make) -> None:
    built = course({"index.md": page(45)}).build()
    assert "nesting-too-deep" in {one.rule.id for one in built.diagnostics}
    assert "deep words" in built.file("index.html")


def test_what_people_write_is_not_too_deep(course: Make) -> None:
    built = course({"index.md": page(12)}).build()
    assert "nesting-too-deep" not in {one.rule.id for one in built.diagnostics}
