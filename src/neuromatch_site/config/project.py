"""The ``project:`` section of ``myst.yml``."""

from collections.abc import Mapping

from msgspec import Struct, field

from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.diagnostics.source import Position


class TocItem(Struct, frozen=True, kw_only=True):
    """An entry of the toc: one of ``file``, ``url``, ``pattern``, or a ``title`` with children."""

    file: str = ""
    url: str = ""
    pattern: str = ""
    title: str = ""
    hidden: bool = False
    descending: bool = False
    """What a pattern matches comes in the reverse order."""
    numbered: int = 0
    """How many levels of headings have numbers, as Jupyter Book 1 counts them; 0: none."""
    level: int = 0
    """Numbered pages that it is below, of a numbered page."""
    children: tuple["TocItem", ...] = ()
    position: Position


class Reference(Struct, frozen=True, kw_only=True):
    """Another project whose labels can be referred to: ``references:``."""

    key: str
    url: str
    kind: str = ""
    """``myst`` or ``intersphinx``; empty for whichever the site has."""
    position: Position


class CodeExecution(Struct, frozen=True, kw_only=True):
    """``jupyter: execute:``: which code is run, and how, where the command line asks for it."""

    include: tuple[str, ...] = ()
    """Patterns of pages; empty: every page with code."""
    exclude: tuple[str, ...] = ()
    kernel: str = ""
    """For pages that name none."""
    timeout: int = 0
    """Seconds for each cell; 0: what the site says."""
    page_timeout: int = 0
    """Seconds for all cells of a page."""
    allow_errors: bool | None = None


class ProjectConfig(Frontmatter, frozen=True, kw_only=True):
    """The course."""

    id: str = ""
    version: str = ""
    concept_doi: str = ""
    """The DOI that leads to the newest version, where it is told apart from ``doi``."""
    venue: str = ""
    funding: tuple[Mapping[str, object], ...] = ()
    toc: tuple[TocItem, ...] | None = None
    """None: implied by the folders."""
    exclude: tuple[str, ...] = ()
    bibliography: tuple[str, ...] = ()
    """Paths from the course folder."""
    bibliography_given: bool = False
    """False: every ``.bib`` file in the course folder counts."""
    references: tuple[Reference, ...] = ()
    jupyter_book: bool = False
    """It comes from a ``_config.yml``: pages are written as Jupyter Book 1 reads them."""
    incomplete: bool = False
    """A configuration that it extends is missing: what is unknown may be known there."""
    resources: tuple[str, ...] = ()
    jupyter: Mapping[str, object] = field(default_factory=dict)
    execution: CodeExecution = CodeExecution()
    requirements: tuple[str, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
