"""Diagnostics as text, JSON, GitHub annotations or SARIF."""

import json
from collections import Counter
from collections.abc import Sequence
from posixpath import normpath
from urllib.parse import quote

from msgspec.structs import replace

from neuromatch_site import __version__
from neuromatch_site.diagnostics.diagnostic import (
    Diagnostic,
    Severity,
    without_commands,
    without_controls,
)

FORMATS = ("text", "json", "github", "sarif")
MAX_SHOWN = 50
"""Diagnostics shown on a terminal; the rest are counted."""
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_FEW = 10
"""Diagnostics that are not counted by rule: they are seen at once."""


def render(
    diagnostics: Sequence[Diagnostic], message_format: str, prefix: str, limit: int | None = None
) -> str:
    """Return the diagnostics in the format; ``prefix`` is the path to the course folder.

    Text for people has errors first, and at most ``limit`` diagnostics.
    """
    return _render([_beside(item, prefix) for item in diagnostics], message_format, limit)


def _beside(item: Diagnostic, prefix: str) -> Diagnostic:
    """Return the diagnostic at its path from here, which may lie beside the course folder."""
    path = prefix + item.position.path
    path = normpath(path) if "../" in item.position.path else path
    return replace(item, position=item.position._replace(path=path))


def _render(diagnostics: Sequence[Diagnostic], message_format: str, limit: int | None) -> str:
    if message_format == "json":
        return _json([_as_json(item) for item in diagnostics])
    if message_format == "sarif":
        return _json(_as_sarif(diagnostics))
    if message_format == "github":
        return "\n".join(_as_annotation(item) for item in diagnostics)
    ordered = sorted(diagnostics, key=lambda item: _ORDER.index(item.severity))
    lines = [_as_text(item) for item in ordered[:limit]]
    if limit is not None and len(diagnostics) > limit:
        lines.append(f"... and {len(diagnostics) - limit} more: `--all` shows them")
    return "\n".join(lines)


def _json(data: object) -> str:
    """Return JSON that a workflow reads as no command where it is printed to its log."""
    return json.dumps(data, indent=2).replace("##", "#\\u0023")


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return ``2 errors, 1 warning``, or nothing; notes are not counted."""
    count = Counter(item.severity for item in diagnostics)
    counts = ((count[Severity.ERROR], "error"), (count[Severity.WARNING], "warning"))
    return ", ".join(f"{n} {word}{'s' * (n != 1)}" for n, word in counts if n)


def counts_by_rule(diagnostics: Sequence[Diagnostic]) -> str:
    """Return ``12 link-resolves, 3 image-exists``; nothing if there are few diagnostics."""
    if len(diagnostics) <= _FEW:
        return ""
    count = Counter(item.rule.id for item in diagnostics if item.severity is not Severity.NOTE)
    return ", ".join(f"{number} {name}" for name, number in count.most_common())


def as_table(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a Markdown summary for a workflow job: the number of diagnostics per rule."""
    count = Counter((item.severity, item.rule) for item in diagnostics)
    order = sorted(count, key=lambda key: (_ORDER.index(key[0]), -count[key], key[1].id))
    rows = [
        f"| {count[severity, rule]} | {severity} | `{rule.id}` | {rule.description} |"
        for severity, rule in order
    ]
    head = f"### neuromatch-site: {summary(diagnostics) or 'no problems found'}\n"
    if not rows:
        return head
    return "\n".join(
        [head, "| | severity | rule | what it asks |", "| --- | --- | --- | --- |", *rows, ""]
    )


def _as_text(item: Diagnostic) -> str:
    place = without_controls(str(item.position))
    line = without_commands(f"{place}: {item.severity}: {item.message} [{item.rule.id}]")
    return f"{line}\n  hint: {item.hint}" if item.hint else line


def _as_json(item: Diagnostic) -> dict[str, object]:
    place = item.position
    result: dict[str, object] = {
        "rule": item.rule.id,
        "severity": str(item.severity),
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "message": item.message,
    }
    if place.cell is not None:
        result["cell"] = place.cell
    if item.hint:
        result["hint"] = item.hint
    return result


def _as_annotation(item: Diagnostic) -> str:
    """Return a workflow command; what authors wrote cannot become another one.

    Source: the toolkit's ``command.ts``: ``%``, CR, LF; in properties ``:`` and ``,`` too.
    """
    place = item.position
    line = place.line if place.cell is None else 1
    where = "" if place.cell is None else f"cell {place.cell}, line {place.line}: "
    text = where + item.message + (f"\n{item.hint}" if item.hint else "")
    properties = {
        "file": without_controls(place.path),
        "line": str(line),
        "col": str(place.column),
        "title": item.rule.id,
    }
    fields = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    command = "notice" if item.severity is Severity.NOTE else item.severity
    return f"::{command} {fields}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _as_sarif(diagnostics: Sequence[Diagnostic]) -> dict[str, object]:
    used = sorted({item.rule for item in diagnostics}, key=lambda rule: rule.id)
    driver = {
        "name": "neuromatch-site",
        "version": __version__,
        "rules": [{"id": rule.id, "shortDescription": {"text": rule.description}} for rule in used],
    }
    results = [_sarif_result(item) for item in diagnostics]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _sarif_result(item: Diagnostic) -> dict[str, object]:
    place = item.position
    text = f"{item.message} ({item.hint})" if item.hint else item.message
    region = {"startLine": place.line, "startColumn": place.column}
    uri = quote(place.path, safe="/", errors="surrogateescape")
    location = {"artifactLocation": {"uri": uri}, "region": region}
    return {
        "ruleId": item.rule.id,
        "level": str(item.severity),
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
    }
