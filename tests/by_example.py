"""The page "MyST by example": every directive and role, from its description and its test case."""

from collections.abc import Iterable, Mapping

from cases import FOLDER, read_file

from neuromatch_site.myst import DIRECTIVES, ROLES
from neuromatch_site.parse.directive import Directive, Option
from neuromatch_site.parse.role import Role

_HEAD = """---
title: MyST by example
description: Every directive and role of a page, with its source and what it looks like.
authors: site
date: 2026-11-21
site:
  transcript: none
---

This page is made from the descriptions of the directives and roles in the program, and from its
tests: what stands here is what works. A directive is a block, between lines of colons or backticks;
a role is part of a sentence. Both take the options that are listed, some of them by several names.

"""
_UNSHOWN = frozenset({"eval", "anywidget", "bibliography", "toc", "tab-item"})
"""Without an example: they warn, need a page of their own, or stand in another's."""


def page() -> str:
    """Return the page in MyST."""
    parts = [_HEAD, "## Directives\n\n"]
    shown = examples("directives")
    parts += [_directive(item, shown) for item in sorted(DIRECTIVES, key=_name)]
    parts += ["## Roles\n\n"]
    shown = examples("roles")
    parts += [_role(item, shown) for item in sorted(ROLES, key=_name)]
    return "".join(parts).rstrip() + "\n"


def examples(name: str) -> dict[str, str]:
    """Return the example of each construct, from the case file of that name."""
    cases = read_file(FOLDER / "examples" / f"{name}.md")
    found = {case.title: case.blocks[0].text.strip("\n") for case in cases}
    return {title: text for title, text in found.items() if title not in _UNSHOWN}


def _name(item: Directive | Role) -> str:
    return item.name


def _directive(item: Directive, shown: Mapping[str, str]) -> str:
    parts = [f"### `{item.name}`\n\n{item.doc}\n\n", _aliases(item.alias)]
    takes = []
    if item.argument:
        takes.append(("the argument", item.argument.doc, item.argument.required))
    if item.body:
        takes.append(("the body", item.body.doc, item.body.required))
    parts += [f"- {what}{' (required)' * must}: {doc}\n" for what, doc, must in takes if doc]
    parts += ["\n"] * bool(takes)
    parts.append(_options(item.options))
    return "".join(parts) + _example(shown.get(item.name, ""))


def _role(item: Role, shown: Mapping[str, str]) -> str:
    example = _example(shown.get(item.name, ""))
    return f"### `{item.name}` as a role\n\n{item.doc}\n\n{_aliases(item.alias)}{example}"


def _aliases(names: Iterable[str]) -> str:
    written = ", ".join(f"`{name}`" for name in names)
    return f"Also written {written}.\n\n" if written else ""


def _options(options: Mapping[str, Option]) -> str:
    if not options:
        return ""
    rows = [_row(name, option) for name, option in options.items()]
    return "\n".join(["| option | says |", "| --- | --- |", *rows]) + "\n\n"


def _row(name: str, option: Option) -> str:
    names = ", ".join(f"`{word}`" for word in (name, *option.alias))
    choices = ", ".join(f"`{choice}`" for choice in option.choices)
    says = f"{option.doc} One of {choices}." if choices else option.doc
    return f"| {names} | {says.replace('|', chr(92) + '|')} |"


def _example(text: str) -> str:
    if not text:
        return ""
    return f"`````{{code}} markdown\n{text}\n`````\n\n{text}\n\n"
