"""The command line options of a build."""

from pathlib import Path

from msgspec import Struct


class Options(Struct, frozen=True, kw_only=True):
    """What the command line says about a build."""

    base_url: str = ""
    """Where the site will live: ``/path/`` or ``https://host/path/``; empty: as the course says."""
    solutions: bool = True
    """Solutions of exercises are part of the site."""
    drafts: bool = False
    """Pages that are marked as drafts are part of the site."""
    execute: bool = False
    """The code of pages is run; otherwise pages show what is stored in them."""
    root: Path | None = None
    """A folder around the course whose files pages may name, such as that of the repository."""
    templates: Path | None = None
    """A folder of templates that override the theme's."""
    lite: bool = True
    """The site may have a JupyterLite, where the course wants one."""
    disk: bool = False
    """Pages are read from a disk: there is no server to add names, or to be asked."""
    trust: bool = True
    """A course may publish raw HTML as it is: else a PDF shows what its pages ask a browser for."""
    epoch: int = 0
    """When the course was last changed, in seconds since 1970; 0: unknown."""
    jobs: int = 0
    """Processes to use; 0: as many as help."""
    scheduler: str = ""
    """The address of a Dask scheduler whose workers read and render pages: ``tcp://host:8786``."""
