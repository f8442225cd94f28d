"""The ``project:`` section of ``myst.yml``."""

from collections.abc import Mapping

from msgspec import Struct, field

from neuromatch_site.config.frontmatter import (
    Affiliation,
    Frontmatter,
    License,
    NumberingItem,
    Person,
)
from neuromatch_site.config.markdown_syntax import MarkdownSyntax
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


RELATIONS = ("isDerivedFrom", "isTranslationOf", "isNewVersionOf", "isVariantFormOf")
"""How a course may relate to what it is based on, as DataCite calls it."""


class BasedOn(Struct, frozen=True, kw_only=True):
    """A work of somebody else that the course is based on."""

    title: str
    authors: tuple[Person, ...] = ()
    doi: str = ""
    """Bare."""
    url: str = ""
    date: str = ""
    """``YYYY-MM-DD``."""
    license: License | None = None
    relation: str = "isDerivedFrom"
    """One of ``RELATIONS``: the course is derived from the work, a translation of it ..."""
    position: Position


class Award(Struct, frozen=True, kw_only=True):
    """A grant."""

    number: str = ""
    name: str = ""
    description: str = ""
    url: str = ""
    sources: tuple[Affiliation, ...] = ()
    """The funders; one that is only named may be in the project's affiliations."""
    recipients: tuple[Person, ...] = ()
    investigators: tuple[Person, ...] = ()


class Funding(Struct, frozen=True, kw_only=True):
    """Who paid for the course."""

    statement: str = ""
    open_access: str = ""
    awards: tuple[Award, ...] = ()


class DepositSettings(Struct, frozen=True, kw_only=True):
    """How the course is deposited."""

    access: str = "open"
    """``open`` or ``restricted``: who may read the files."""
    embargo: str = ""
    """``YYYY-MM-DD``: until when the files are restricted; empty for no embargo."""
    communities: tuple[str, ...] = ()
    """Names of communities that are asked to take the record in."""


_AS_MYST = NumberingItem()


class ProjectConfig(Frontmatter, frozen=True, kw_only=True):
    """The course."""

    id: str = ""
    version: str = ""
    concept_doi: str = ""
    """The DOI that leads to the newest version, where it is told apart from ``doi``."""
    venue: str = ""
    based_on: tuple[BasedOn, ...] = ()
    funding: tuple[Funding, ...] = ()
    deposit: DepositSettings = DepositSettings()
    release_tag: str = ""
    """The form of the tags of releases, such as ``v{version}``; empty where it is not said."""
    toc: tuple[TocItem, ...] | None = None
    """None: implied by the folders."""
    only_toc: bool = False
    """Of a Jupyter Book 1: pages that others link to and the toc does not name are not built."""
    exclude: tuple[str, ...] = ()
    bibliography: tuple[str, ...] = ()
    """Paths from the course folder."""
    bibliography_given: bool = False
    """False: every ``.bib`` file in the course folder counts."""
    references: tuple[Reference, ...] = ()
    jupyter_book: bool = False
    """It comes from a ``_config.yml``: pages are written as Jupyter Book 1 reads them."""
    notebooks: bool = False
    """Notebooks of its Markdown pages are published, too: where its buttons lead."""
    syntax: MarkdownSyntax = MarkdownSyntax()
    """What its pages write in Markdown."""
    incomplete: bool = False
    """A configuration that it extends is missing: what is unknown may be known there."""
    static_files: tuple[str, ...] = ()
    """Files and folders that are to be found at the root of the site."""
    execution: CodeExecution = CodeExecution()
    requirements: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def counts_as_sphinx(self) -> bool:
        """Whether things are numbered by Sphinx's rules, as they are in a Jupyter Book 1.

        What has a caption has a number, and of formulas those with a label; numbers go on through
        all pages without a chapter. After an import ``numbering: {sphinx: true}`` says so.
        """
        return self.jupyter_book or self.numbering.items.get("sphinx", _AS_MYST).enabled is True
