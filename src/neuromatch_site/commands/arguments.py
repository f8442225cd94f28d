"""Arguments and options that several commands share."""

from pathlib import Path

import click

from neuromatch_site.diagnostics.diagnostic import did_you_mean
from neuromatch_site.diagnostics.formats import FORMATS
from neuromatch_site.filesystem.course_files import CONFIGURATIONS
from neuromatch_site.urls import base_url_of


def default_course() -> str:
    """Return the current folder if it is a course; else ``course``."""
    here = any(Path(name).is_file() for name in CONFIGURATIONS)
    return "." if here else "course"


COURSE = click.argument("course", default=default_course, type=click.Path(path_type=Path))
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("_site"),
    show_default=True,
    help="The output folder.",
)


def _checked_base_url(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Return the address; anything but a path or an address of the web is wrong usage."""
    base = base_url_of(value)
    if value and not base:
        raise click.BadParameter(f"`{value}` is neither `/path/` nor `https://host/path/`")
    return base


BASE_URL = click.option(
    "--base-url",
    default="",
    callback=_checked_base_url,
    metavar="URL",
    help="The URL where the site will be published: `/path/` or `https://host/path/`.",
)
EXECUTE = click.option(
    "--execute", is_flag=True, help="Run notebooks and code cells; needs neuromatch-site[execute]."
)
NO_SOLUTIONS = click.option(
    "--no-solutions", is_flag=True, help="Build without the solutions of exercises."
)
TEMPLATES = click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of templates that override the theme's.",
)


def checked_root(root: Path | None, course: Path) -> Path | None:
    """Return the folder; a folder that does not contain the course is a usage error."""
    if root and not course.resolve().is_relative_to(root.resolve()):
        message = f"`{root}` is not a folder around `{course}`"
        raise click.BadParameter(message, param_hint="--root")
    return root


ROOT = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="A folder around COURSE, such as its repository: pages may use its files by ../.",
)
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
ALL = click.option("--all", "show_all", is_flag=True, help="Show every message on a terminal.")
MESSAGES = click.option(
    "--message-format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Print messages for people (text), tools (json, sarif) or GitHub annotations (github).",
)
ALLOW_PRIVATE = click.option(
    "--allow-private",
    is_flag=True,
    help="Also connect to this machine and its local network.",
)
QUIET = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")


def _explain(context: click.Context, _option: click.Parameter, value: str) -> None:
    """Print what a rule is about, and end."""
    from neuromatch_site.diagnostics.rules import Rule

    if not value or context.resilient_parsing:
        return
    rule = next((rule for rule in Rule if rule.id == value), None)
    if rule is None:
        hint = did_you_mean(value, [rule.id for rule in Rule])
        raise click.BadParameter(f"unknown rule `{value}`{f'; {hint}' if hint else ''}")
    click.echo(
        f"{rule.id} ({rule.severity})\n\n{rule.description}\n\n"
        f"To ignore it, or to change its severity, in myst.yml:\n\n"
        f"  project:\n    error_rules:\n      - rule: {rule.id}\n        severity: ignore\n"
    )
    context.exit()


EXPLAIN = click.option(
    "--explain",
    metavar="RULE",
    default="",
    callback=_explain,
    is_eager=True,
    expose_value=False,
    help="Explain a rule of the messages, and exit.",
)
