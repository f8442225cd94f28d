"""The page of the guide that lists every directive, role and command, from the program itself."""

from collections.abc import Iterator

import click

from neuromatch_site.commands.cli import main
from neuromatch_site.myst.language import DIRECTIVES, ROLES
from neuromatch_site.myst.parser.directive import Directive

_HEAD = """---
title: Reference
description: Every directive, role and command, with what it takes.
---

This page is made from the program. The page "MyST by example" of the course in this repository \
shows each directive and role at work.

"""


def page() -> str:
    """Return the page in MyST."""
    parts = [_HEAD, "## Directives\n\n"]
    parts += [_directive(item) for item in sorted(DIRECTIVES, key=lambda item: item.name)]
    parts += ["## Roles\n\n", "| role | also | |\n| --- | --- | --- |\n"]
    parts += [
        f"| `{item.name}` | {_names(item.alias)} | {_cell(item.doc)} |\n"
        for item in sorted(ROLES, key=lambda item: item.name)
    ]
    parts += ["\n## Commands\n\n", *_commands(main, "neuromatch-site")]
    return "".join(parts).rstrip() + "\n"


def _directive(item: Directive) -> str:
    parts = [f"### `{item.name}`\n\n{item.doc}\n\n"]
    if item.alias:
        parts.append(f"Also written {_names(item.alias)}.\n\n")
    takes = (("argument", item.argument), ("body", item.body))
    parts += [
        f"- {what}{' (required)' * part.required}: {part.doc}\n"
        for what, part in takes
        if part and part.doc
    ]
    if item.options:
        names = (f"`{name}`" for name in item.options)
        parts.append(f"- options: {', '.join(names)}\n")
    return "".join(parts).rstrip() + "\n\n"


def _commands(group: click.Group, name: str) -> Iterator[str]:
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{name} {word}")
        elif command is not None:
            yield _command(command, f"{name} {word}")


def _command(command: click.Command, name: str) -> str:
    arguments = [p.name.upper() for p in command.params if isinstance(p, click.Argument) if p.name]
    options = [param for param in command.params if isinstance(param, click.Option)]
    rows = [
        f"| `{'`, `'.join((*one.opts, *one.secondary_opts))}` | {_cell(one.help or '')} |\n"
        for one in options
    ]
    table = ["| option | |\n| --- | --- |\n", *rows, "\n"] if rows else []
    words = " ".join((command.help or "").split("\b")[0].split())
    return f"### `{' '.join([name, *arguments])}`\n\n{words}\n\n{''.join(table)}"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
