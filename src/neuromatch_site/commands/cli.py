"""The command line: every command, each in a module that is imported when it is called."""

from importlib import import_module

import click

from neuromatch_site import __version__

_COMMANDS = {
    "build": "build_command",
    "check": "check_command",
    "cite": "cite_command",
    "clean": "clean_command",
    "doctor": "doctor_command",
    "export": "export_group",
    "import": "import_command",
    "lock": "lock_command",
    "new": "new_group",
    "run": "run_command",
    "schema": "schema_command",
    "serve": "serve_command",
}
"""The function of each command, in ``commands/<name>_command.py``."""


class _Commands(click.Group):
    """Loads a command when it is asked for; prints an error of the system as one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"neuromatch_site.commands.{cmd_name}_command")
        command: click.Command = getattr(module, _COMMANDS[cmd_name])
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # `| head` has read enough: Click ends without a word
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(_printed(f"{where}{error.strerror or error}")) from error
        except click.UsageError:
            raise
        except click.ClickException as error:
            raise click.ClickException(_printed(error.message)) from error


def _printed(message: str) -> str:
    """Return a message that is no command to a workflow: it may quote the names of files."""
    from neuromatch_site.diagnostics.diagnostic import without_commands  # only once it is needed

    return without_commands(message)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="neuromatch-site")
def main() -> None:
    """Build a static site from a course of MyST Markdown pages and notebooks."""
