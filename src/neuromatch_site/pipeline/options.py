"""The command line options of a build."""

from pathlib import Path

from msgspec import Struct


class Options(Struct, frozen=True, kw_only=True):
    """The command line options of a build."""

    base_url: str = ""
    """The URL of the site: ``/path/`` or ``https://host/path/``; empty: that of the course."""
    solutions: bool = True
    """Solutions of exercises are part of the site."""
    drafts: bool = False
    """Drafts are part of the site."""
    execute: bool = False
    """Run the code of pages; otherwise pages show stored outputs."""
    root: Path | None = None
    """A folder around the course whose files pages can use, such as its repository."""
    templates: Path | None = None
    """A folder of templates that override the theme's."""
    lite: bool = True
    """The site gets a JupyterLite if the course asks for one."""
    disk: bool = False
    """The site is opened from a disk, without a server."""
    trust: bool = True
    """Raw HTML of trusted courses is published; off for PDFs, because a browser prints them."""
    epoch: int = 0
    """The date of the last change of the course, in seconds since 1970; 0: unknown."""
    jobs: int = 0
    """Number of processes; 0: automatic."""
    scheduler: str = ""
    """The URL of a Dask scheduler whose workers read and render pages: ``tcp://host:8786``."""
