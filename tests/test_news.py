"""What a preview says after each save."""

from neuromatch_site.commands.preview.new_messages import News
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Rule, Severity
from neuromatch_site.diagnostics.source import Position


def _of(line: int, message: str) -> Diagnostic:
    return Diagnostic(Rule.ROLE_KNOWN, Severity.ERROR, Position("a.md", line), message)


def test_only_what_is_new_is_said_again() -> None:
    news = News()
    first = news.tell([_of(1, "x"), _of(2, "x")], "", 0.1)
    assert first.splitlines() == [
        "a.md:1:1: error: x [role-known]",
        "a.md:2:1: error: x [role-known]",
        "built in 0.10 s, 2 errors",
    ]
    moved = news.tell([_of(4, "x"), _of(5, "x"), _of(9, "y")], "", 0.2)
    assert moved.splitlines() == [
        "a.md:9:1: error: y [role-known]",
        "built in 0.20 s, 3 errors, 1 new",
    ]
    assert news.tell([_of(4, "x")], "", 0.1) == "built in 0.10 s, 1 error, 2 solved"
    assert news.tell([], "", 0.1) == "built in 0.10 s, 1 solved"
