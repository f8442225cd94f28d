"""Apply ``error_rules:`` to diagnostics."""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from neuromatch_site.config.error_rule_fields import ErrorRule
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Rule, Severity


def apply_error_rules(
    diagnostics: Iterable[Diagnostic],
    rules: Sequence[ErrorRule],
    of_pages: Mapping[str, Sequence[ErrorRule]] | None = None,
) -> list[Diagnostic]:
    """Return the diagnostics after ``error_rules:``, without duplicates, in order of position.

    ``of_pages`` are the rules in the front matter of pages, by path; they take precedence over the
    course's. Notes about permissions of a course cannot be changed.
    """
    own = of_pages or {}
    settled = [
        result
        for item in diagnostics
        if (result := _settled(item, [*own.get(item.position.path, ()), *rules]))
    ]
    unique = dict.fromkeys(settled)
    return sorted(unique, key=lambda item: (*item.position[:1], *_order(item)))


def _order(item: Diagnostic) -> tuple[int, int, int, str]:
    position = item.position
    return position.cell or 0, position.line, position.column, item.rule.id


_FOR_REVIEWERS = (Rule.COURSE_PERMISSIONS, Rule.TEMPLATES_USED)


def _settled(item: Diagnostic, rules: Sequence[ErrorRule]) -> Diagnostic | None:
    for rule in rules if item.rule not in _FOR_REVIEWERS else ():
        if rule.rule == item.rule.id and (not rule.keys or _has_key(item, rule.keys)):
            if rule.severity == "ignore":
                return None
            severity = Severity.ERROR if rule.severity == "error" else Severity.WARNING
            return replace(item, severity=severity)
    return item


def _has_key(item: Diagnostic, keys: Sequence[str]) -> bool:
    """Return whether a message has one of the words, each as a whole."""
    words = (rf"(?<!\w){re.escape(key)}(?!\w)" for key in keys)
    return any(re.search(word, item.message) for word in words)
