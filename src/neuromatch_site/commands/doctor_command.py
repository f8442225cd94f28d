"""``neuromatch-site doctor``."""

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from re import split

import click

from neuromatch_site import __version__
from neuromatch_site.commands.arguments import COURSE
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.extras import install_command

_USES = {
    "execute": "`run` and `--execute`",
    "exports": "`export epub`",
    "spelling": "`check`, with `site.options.spelling`",
    "interactive": "figures of Plotly and Vega that act",
    "diagrams": "`run`, for diagrams in Mermaid's words",
    "lite": "`site.options.jupyterlite`",
    "pandoc": "`import` of Word and LaTeX",
    "distributed": "`build --scheduler`",
}
"""What each extra is for."""


@click.command("doctor")
@COURSE
def doctor_command(course: Path) -> None:
    """Show what is installed, what COURSE needs, and what is missing, for bug reports."""
    click.echo(f"neuromatch-site {__version__} on Python {platform.python_version()}")
    click.echo(f"{platform.platform()}; {sys.executable}")
    click.echo()
    for line in (*_extras(), "", _browser(), *_cache(), "", *_needs(course)):
        click.echo(line)


def _extras() -> Iterator[str]:
    yield "Extras:"
    for extra, use in _USES.items():
        missing = sorted(name for name in _distributions(extra) if not _is_installed(name))
        state = "installed" if not missing else f"missing {', '.join(missing)}"
        yield f"  {extra:<12} {state}; for {use}"
        if missing:
            yield f"  {'':<12} {install_command(extra)}"


def _distributions(extra: str) -> Iterator[str]:
    """Yield the names of the distributions that an extra asks for."""
    for line in requires("neuromatch-site") or ():
        requirement, _, marker = line.partition(";")
        if f'extra == "{extra}"' in marker.replace("'", '"'):
            yield split(r"[\[<>=!~ (]", requirement.strip())[0]


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _browser() -> str:
    from neuromatch_site.pipeline.browser import installed_browser

    missing = "no Chromium, Chrome or Edge; for `export pdf` and diagrams"
    return f"Browser: {installed_browser() or missing}"


def _cache() -> Iterator[str]:
    from neuromatch_site.cache.folders import own_folder

    folder = own_folder()
    if folder is None:
        yield "Cache: none; the user's cache folder cannot be written, so builds start anew"
        return
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    yield f"Cache: {folder}, {sum(sizes) / 1e6:.0f} MB in {len(sizes)} files"


def _needs(course: Path) -> Iterator[str]:
    """Yield what a course has, and what a build of it would lack."""
    from neuromatch_site.commands.lock import check_lock
    from neuromatch_site.pipeline.execute.lock_outputs import check_outputs
    from neuromatch_site.pipeline.options import Options
    from neuromatch_site.pipeline.read_course import read_course

    diagnostics = Diagnostics()
    site_map = read_course(course, Options(), None, diagnostics)
    if site_map is None:
        yield f"Course: none at `{course}`; run `neuromatch-site check {course}` to see why"
        return
    pages = len(site_map.toc.sources)
    yield f"Course: {course.resolve()}, {pages} page{'s' * (pages != 1)}"
    lock = Diagnostics()
    check_lock(course, lock)
    missing = sum(item.rule is Rule.LOCK_CURRENT for item in lock)
    yield f"  lock       {_count(missing, 'entry', 'entries', 'neuromatch-site lock')}"
    stale = check_outputs(site_map, Diagnostics())
    yield f"  outputs    {_count(stale, 'page', 'pages', 'neuromatch-site run')}"
    options = site_map.config.site.options
    for is_used, extra in ((options.jupyterlite, "lite"), (bool(options.spelling), "spelling")):
        if is_used and not all(map(_is_installed, _distributions(extra))):
            yield f"  {extra:<10} is asked for and not installed"


def _count(number: int, single: str, several: str, command: str) -> str:
    if not number:
        return "up to date"
    return f"{number} {single if number == 1 else several} missing or stale: run `{command}`"
