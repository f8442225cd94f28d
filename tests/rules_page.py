"""The page of rules in the guide, from the rules themselves."""

from neuromatch_site.diagnostics.rules import Rule

_HEAD = """---
title: Rules
description: All rules that messages report, with their severity.
---

Every message ends with the name of its rule. This page is generated from the program.

| rule | severity | description |
| --- | --- | --- |
"""


def page() -> str:
    """Return the page in MyST."""
    rules = sorted(Rule, key=lambda rule: rule.id)
    rows = [f"| `{rule.id}` | {rule.severity} | {_cell(rule.description)} |" for rule in rules]
    return _HEAD + "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
