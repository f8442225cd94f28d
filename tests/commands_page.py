"""The page of the guide that lists every command, from the program itself."""

from collections.abc import Iterator

import click

from neuromatch_site.commands.cli import main

_HEAD = """---
title: Commands
description: Every command and option of neuromatch-site.
---

`neuromatch-site COMMAND --help` prints the same. Without COURSE, a command uses the current
folder if it is a course, or else `course`.

"""


def page() -> str:
    """Return the page in MyST."""
    return "".join([_HEAD, *_commands(main, "neuromatch-site")]).rstrip() + "\n"


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
    return f"## `{' '.join([name, *arguments])}`\n\n{words}\n\n{''.join(table)}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
