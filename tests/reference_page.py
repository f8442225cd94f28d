"""The pages of the guide that list every directive and role, each with an example at work."""

from by_example import examples, of_directive, of_role

from neuromatch_site.myst.language import DIRECTIVES, ROLES

_DIRECTIVES = """---
title: Directives
description: Every directive, with its options and a live example.
site:
  transcript: none
  providers: one
---

A directive is a block: it starts with `:::{name}` and ends with `:::`, or is between lines of
backticks. Each source on this page, which is generated from the program, is followed by its result.

"""
_ROLES = """---
title: Roles
description: Every role, with a live example.
---

A role is an inline element: `` {name}`text` ``. Each source on this page, which is generated from
the program, is followed by its result.

"""
_ELSEWHERE = {
    "audio": "The file is in the course: `:::{audio} spike.mp3`, with a transcript in"
    " `transcripts/spike.en.vtt`.",
    "bibliography": ":::{bibliography}\n:::",
    "tab-item": "See `tab-set`.",
    "toc": ":::{toc}\n:depth: 1\n:::",
}
"""What has no example among the cases: a live one, or words."""


def directives() -> str:
    """Return the page of directives in MyST."""
    found = examples("directives") | {name: _live(text) for name, text in _ELSEWHERE.items()}
    items = sorted(DIRECTIVES, key=lambda item: item.name)
    parts = [of_directive(item, found, level=2) for item in items]
    return "".join([_DIRECTIVES, *parts]).rstrip() + "\n"


def roles() -> str:
    """Return the page of roles in MyST."""
    items = sorted(ROLES, key=lambda item: item.name)
    found = examples("roles")
    parts = [of_role(item, found, level=2).replace("` as a role", "`") for item in items]
    return "".join([_ROLES, *parts]).rstrip() + "\n"


def _live(text: str) -> str:
    """Return a directive as source and at work; words as they are."""
    if not text.startswith(":"):
        return f"{text}\n\n"
    return f"`````{{code}} markdown\n{text}\n`````\n\n{text}\n\n"
