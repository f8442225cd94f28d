"""The page "MyST by example": Markdown, then all that MyST adds, from descriptions and cases."""

import re
from collections.abc import Iterable, Mapping

from cases import FOLDER, Case, read_file

from neuromatch_site.myst.language import DIRECTIVES, ROLES
from neuromatch_site.myst.parser.directive import Directive, Option
from neuromatch_site.myst.parser.role import Role

_HEAD = """---
title: MyST by example
description: Every directive and role of a page, with its source and what it looks like.
authors: site
date: 2026-11-21
site:
  transcript: none
  launch: {colab: false, kaggle: false}
---

This page is generated from the descriptions of directives and roles in the program, and from its
tests. A directive is a block between lines of colons or backticks; a role is an inline element.
Both have options, some with several names.

"""
_MESSAGE = re.compile(r": warning: (.*) \[")
ELSEWHERE = {
    "audio": "The file is in the course: `:::{audio} spike.mp3`, with a transcript in"
    " `transcripts/spike.en.vtt`.",
    "bibliography": "See [the page of all sources](bibliography.md).",
    "tab-item": "See `tab-set`.",
    "toc": "See [the outline of the course](week-0/course-outline.md).",
}
"""Without an example: they need a page of their own, or stand in another's."""


def page() -> str:
    """Return the page in MyST."""
    parts = [_HEAD, "## Markdown\n\n"]
    parts += [f"### {name}\n\n{example}" for name, example in examples("markdown").items()]
    parts += ["## Directives\n\n"]
    shown = examples("directives")
    parts += [of_directive(item, shown) for item in sorted(DIRECTIVES, key=_name)]
    parts += ["## Roles\n\n"]
    shown = examples("roles")
    parts += [of_role(item, shown) for item in sorted(ROLES, key=_name)]
    return "".join(parts).rstrip() + "\n"


def examples(name: str) -> dict[str, str]:
    """Return the example of each construct, from the case file of that name."""
    cases = read_file(FOLDER / "examples" / f"{name}.md")
    return {case.title: _shown(case) for case in cases if case.title not in ELSEWHERE}


def _shown(case: Case) -> str:
    """Return the source of an example and what it looks like, or what is said of it."""
    text = case.blocks[0].text.strip("\n")
    said = next((block.text for block in case.blocks if block.kind == "diagnostics"), "")
    source = f"`````{{code}} markdown\n{text}\n`````\n\n"
    message = _MESSAGE.search(said)
    if message is None:
        return f"{source}{text}\n\n"
    return f"{source}The build reports: {message[1]}.\n\n"


def _name(item: Directive | Role) -> str:
    return item.name


def of_directive(item: Directive, shown: Mapping[str, str], level: int = 3) -> str:
    """Return the section of a directive, with its example."""
    parts = [f"{'#' * level} `{item.name}`\n\n{item.doc}\n\n", _aliases(item.alias)]
    takes = []
    if item.argument:
        takes.append(("the argument", item.argument.doc, item.argument.required))
    if item.body:
        takes.append(("the body", item.body.doc, item.body.required))
    parts += [f"- {what}{' (required)' * must}: {doc}\n" for what, doc, must in takes if doc]
    parts += ["\n"] * bool(takes)
    parts.append(_options(item.options))
    return "".join(parts) + _example(item.name, shown)


def of_role(item: Role, shown: Mapping[str, str], level: int = 3) -> str:
    """Return the section of a role, with its example."""
    example = _example(item.name, shown)
    return f"{'#' * level} `{item.name}` as a role\n\n{item.doc}\n\n{_aliases(item.alias)}{example}"


def _aliases(names: Iterable[str]) -> str:
    written = ", ".join(f"`{name}`" for name in names)
    return f"Alias: {written}.\n\n" if written else ""


def _options(options: Mapping[str, Option]) -> str:
    if not options:
        return ""
    named: dict[Option, list[str]] = {}
    for name, option in options.items():
        named.setdefault(option, []).append(name)
    rows = [_row(names, option) for option, names in named.items()]
    return "\n".join(["| option | meaning |", "| --- | --- |", *rows]) + "\n\n"


def _row(words: Iterable[str], option: Option) -> str:
    names = ", ".join(f"`{word}`" for word in (*words, *option.alias))
    choices = ", ".join(f"`{choice}`" for choice in option.choices)
    says = f"{option.doc} One of {choices}." if choices else option.doc
    says += " No effect in neuromatch-site." if option.unused else ""
    return f"| {names} | {says.replace('|', chr(92) + '|')} |"


def _example(name: str, shown: Mapping[str, str]) -> str:
    if name in ELSEWHERE and name not in shown:
        return f"{ELSEWHERE[name]}\n\n"
    where = "tests/cases/examples/{directives,roles}.md"
    assert name in shown, f"add a section `## {name}` to {where}, then run `pytest --update`"
    return shown[name]
