"""The page of rules in the guide, from the rules themselves."""

from neuromatch_site.diagnostics.rules import Rule

_HEAD = """---
title: Rules
description: Every rule that a message can be about.
---

Every message ends with the name of its rule. This page is made from the program.

| rule | severity | what it asks |
| --- | --- | --- |
"""


def page() -> str:
    """Return the page in MyST."""
    rules = sorted(Rule, key=lambda rule: rule.id)
    rows = [f"| `{rule.id}` | {rule.severity} | {_cell(rule.description)} |" for rule in rules]
    return _HEAD + "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
