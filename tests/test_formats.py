"""The same messages for people, tools, GitHub and code scanning."""

import json
import re

from conftest import ROOT

from neuromatch_site.config.error_rule_fields import ErrorRule
from neuromatch_site.config.error_rules import apply_error_rules
from neuromatch_site.diagnostics.causes import by_cause
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Rule, Severity
from neuromatch_site.diagnostics.formats import as_table, counts_by_rule, render, summary
from neuromatch_site.diagnostics.source import Position

ROLE = Diagnostic(
    Rule.ROLE_KNOWN,
    Severity.ERROR,
    Position("a.md", 3, 7),
    "there is no role `reff`",
    "did you mean `ref`?",
)
CELL = Diagnostic(
    Rule.IMAGE_HAS_ALT_TEXT, Severity.WARNING, Position("n.ipynb", 1, 2, 4), "no text"
)


def test_people_get_place_message_rule_and_hint() -> None:
    assert render([ROLE, CELL], "text", "course/") == (
        "course/a.md:3:7: error: there is no role `reff` [role-known]\n"
        "  hint: did you mean `ref`?\n"
        "course/n.ipynb:cell 4:1:2: warning: no text [image-has-alt-text]"
    )
    assert summary([ROLE, CELL, ROLE]) == "2 errors, 1 warning"
    assert summary([]) == ""


def test_many_messages_are_counted() -> None:
    many = [
        Diagnostic(Rule.ROLE_KNOWN, Severity.ERROR, Position("a.md", n), "x") for n in range(60)
    ]
    shown = render(many, "text", "", 50).splitlines()
    assert len(shown) == 51
    assert shown[-1] == "... and 10 more: `--all` shows them"
    assert len(render(many, "text", "").splitlines()) == 60
    assert counts_by_rule(many) == "60 role-known"
    assert not counts_by_rule(many[:10])


def test_errors_come_first() -> None:
    warning = Diagnostic(Rule.IMAGE_REMOTE, Severity.WARNING, Position("a.md"), "x")
    error = Diagnostic(Rule.ROLE_KNOWN, Severity.ERROR, Position("b.md"), "y")
    assert render([warning, error], "text", "").splitlines()[0].startswith("b.md")


def test_one_cause_is_one_message() -> None:
    places = [Position("a.md", 1), Position("a.md", 9), Position("b.md", 2), Position("c.md", 3)]
    unknown = [Diagnostic(Rule.DIRECTIVE_KNOWN, Severity.ERROR, one, "x") for one in places]
    other = Diagnostic(Rule.DIRECTIVE_KNOWN, Severity.ERROR, Position("a.md", 4), "y")
    first, second = by_cause([unknown[0], other, *unknown[1:]])
    assert first.message == "x (also at a.md:9, b.md:2, c.md:3)"
    assert second == other
    assert by_cause([*unknown, unknown[3]])[0].message.endswith("c.md:3 and 1 more)")
    assert by_cause([CELL, CELL]) == [CELL, CELL]
    cell = Diagnostic(Rule.DIRECTIVE_KNOWN, Severity.ERROR, Position("n.ipynb", 1, 2, 4), "x")
    assert by_cause([unknown[0], cell])[0].message == "x (also at n.ipynb:cell 4)"


def test_a_broken_link_of_several_pages_is_one_message() -> None:
    def link(rule: Rule, path: str, to: str = "x") -> Diagnostic:
        message = f"page or file not found: `{to}`"
        return Diagnostic(rule, Severity.ERROR, Position(path, 1), message)

    label = [link(Rule.REFERENCE_TARGET_RESOLVES, path) for path in ("a.md", "b/c.md")]
    assert [one.message[-18:] for one in by_cause(label)] == ["(also at b/c.md:1)"]
    near = [link(Rule.LINK_RESOLVES, path) for path in ("b/c.md", "b/d.md")]
    assert [one.message[-18:] for one in by_cause(near)] == ["(also at b/d.md:1)"]
    far = [link(Rule.LINK_RESOLVES, path) for path in ("a.md", "b/c.md")]
    assert by_cause(far) == far
    beside = [link(Rule.LINK_RESOLVES, path, "../x") for path in ("b/c.md", "d/e.md")]
    assert [one.message[-18:] for one in by_cause(beside)] == ["(also at d/e.md:1)"]
    pictures = [link(Rule.SVG_ACTIVE_CONTENT, f"b/{name}.md", "x.svg") for name in "cd"]
    assert [one.message[-18:] for one in by_cause(pictures)] == ["(also at b/d.md:1)"]
    ways = (("a.md", "b/x.md"), ("b/c.md", "x#a"), ("b/d.md", "/b/x"), ("e/f.md", "../b/x.ipynb"))
    renamed = [link(Rule.LINK_RESOLVES, path, to) for path, to in ways]
    (only,) = by_cause(renamed)
    assert only.message.endswith("`b/x.md` (also at b/c.md:1, b/d.md:1, e/f.md:1)")
    place = Position("myst.yml", 4)
    listed = Diagnostic(
        Rule.TOC_CONTENTS_EXIST, Severity.ERROR, place, "page not found: `b/x.md`", "`y.md`?"
    )
    (only,) = by_cause([*renamed[:2], listed])
    assert (only.position, only.hint) == (place, "`y.md`?")


def test_what_one_remedy_mends_is_one_message() -> None:
    def doi(number: int, hint: str = "run") -> Diagnostic:
        place = Position("a.md", number)
        return Diagnostic(Rule.DOI_LINK_VALID, Severity.WARNING, place, f"DOI {number}", hint)

    found = [doi(1), doi(2), doi(3, "else"), doi(4)]
    said = ["DOI 1 (also 2 others: a.md:2, a.md:4)", "DOI 3"]
    assert [one.message for one in by_cause(found)] == said


def test_files_that_the_lock_lacks_are_one_message() -> None:
    def lacking(line: int, hint: str) -> Diagnostic:
        place = Position("myst.yml", line)
        rule, message = Rule.STATIC_FILE_COPIED, f"`https://{line}` is not there"
        return Diagnostic(rule, Severity.WARNING, place, message, hint)

    lock = "run `neuromatch-site lock`, and commit it"
    found = [lacking(1, lock), lacking(2, "paths"), lacking(3, lock), lacking(4, "paths")]
    assert [one.message for one in by_cause(found)] == [
        "`https://1` is not there (also 1 other: myst.yml:3)",
        *(one.message for one in (found[1], found[3])),
    ]


def test_the_files_that_one_output_lists_are_one_message() -> None:
    def missing(name: str, line: int) -> Diagnostic:
        place = Position("n.ipynb", line, 1, 4)
        message = f"file not found: `{name}`"
        return Diagnostic(Rule.STATIC_FILE_COPIED, Severity.WARNING, place, message, "paths")

    found = [missing(name, 1) for name in "abcde"]
    beside = missing("x", 2)
    said = ["file not found: `a` (also `b`, `c`, `d` and 1 more)", beside.message]
    assert [one.message for one in by_cause([*found, beside])] == said


def test_a_job_gets_a_table() -> None:
    error = Diagnostic(Rule.ROLE_KNOWN, Severity.ERROR, Position("b.md"), "y")
    table = as_table([error, error])
    assert table.startswith("### neuromatch-site: 2 errors\n")
    assert f"| 2 | error | `role-known` | {Rule.ROLE_KNOWN.description} |" in table
    assert as_table([]) == "### neuromatch-site: no problems found\n"


def test_tools_get_json() -> None:
    assert json.loads(render([CELL], "json", "course/")) == [
        {
            "rule": "image-has-alt-text",
            "severity": "warning",
            "path": "course/n.ipynb",
            "line": 1,
            "column": 2,
            "cell": 4,
            "message": "no text",
        }
    ]


def test_github_gets_annotations_that_authors_cannot_extend() -> None:
    evil = Diagnostic(
        Rule.ROLE_KNOWN, Severity.ERROR, Position("a,b:c.md", 1), "100%\n::error::x", "y"
    )
    assert render([evil], "github", "") == (
        "::error file=a%2Cb%3Ac.md,line=1,col=1,title=role-known::100%25%0A::error::x%0Ay"
    )
    assert render([CELL], "github", "c/") == (
        "::warning file=c/n.ipynb,line=1,col=2,title=image-has-alt-text::cell 4, line 1: no text"
    )


def test_code_scanning_gets_sarif() -> None:
    run = json.loads(render([ROLE], "sarif", "course/"))["runs"][0]
    rule = {"id": "role-known", "shortDescription": {"text": Rule.ROLE_KNOWN.description}}
    assert run["tool"]["driver"]["rules"] == [rule]
    assert run["results"] == [
        {
            "ruleId": "role-known",
            "level": "error",
            "message": {"text": "there is no role `reff` (did you mean `ref`?)"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "course/a.md"},
                        "region": {"startLine": 3, "startColumn": 7},
                    }
                }
            ],
        }
    ]


def test_error_rules_are_obeyed() -> None:
    rules = [
        ErrorRule(rule="role-known", severity="warn"),
        ErrorRule(rule="image-has-alt-text", severity="ignore"),
    ]
    assert [item.severity for item in apply_error_rules([ROLE, CELL], rules)] == [Severity.WARNING]
    keyed = [ErrorRule(rule="role-known", severity="ignore", keys=("reff",))]
    other = [ErrorRule(rule="role-known", severity="ignore", keys=("other", "ref"))]
    assert apply_error_rules([ROLE], keyed) == []
    assert apply_error_rules([ROLE], other) == [ROLE]


def test_messages_come_in_the_order_of_the_pages_once_each() -> None:
    late = Diagnostic(Rule.ROLE_KNOWN, Severity.ERROR, Position("a.md", 12), "x")
    assert apply_error_rules([CELL, late, ROLE, late], ()) == [ROLE, late, CELL]


def test_the_problem_matcher_of_the_guide_reads_messages() -> None:
    guide = (ROOT / "docs" / "editor.md").read_text(encoding="utf-8")
    tasks = json.loads(guide.split("```json\n")[1].split("```")[0])["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"]
    lines = render([ROLE, CELL], "text", "course/").splitlines()
    found = [match for line in lines if (match := re.match(pattern["regexp"], line))]
    names = ("file", "line", "column", "severity")
    assert [tuple(match[pattern[name]] for name in names) for match in found] == [
        ("course/a.md", "3", "7", "error"),
        ("course/n.ipynb", "1", "2", "warning"),
    ]
