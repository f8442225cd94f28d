"""The fields that a page and the project share: title, people, licence, dates, numbering."""

import re
from collections.abc import Mapping

from msgspec import Struct, field

from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.diagnostics.source import Position


class Affiliation(Struct, frozen=True, kw_only=True):
    """An institution, as MyST describes it."""

    id: str
    name: str = ""
    department: str = ""
    institution: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    url: str = ""
    ror: str = ""


class Person(Struct, frozen=True, kw_only=True):
    """A contributor; ``id`` is what pages say to mean them."""

    id: str
    name: str
    """As written: ``Dan F. M. Goodman``."""
    given: str = ""
    family: str = ""
    """Empty where only a literal name is known."""
    suffix: str = ""
    """``Jr.``"""
    orcid: str = ""
    """Bare: ``0000-0003-1007-6474``."""
    email: str = ""
    url: str = ""
    github: str = ""
    accounts: tuple[str, ...] = ()
    """URLs of accounts elsewhere."""
    affiliations: tuple[str, ...] = ()
    """Identifiers of affiliations."""
    roles: tuple[str, ...] = ()
    """CRediT roles and others, as written."""
    corresponding: bool = False
    collaboration: bool = False
    """A group that stands as one author."""
    image: str = ""
    """A picture of them: path from the course folder."""
    bio: MarkdownText | None = None
    pod: str = ""
    """The pod or group that they belong to."""
    timezone: str = ""
    position: Position | None = None


class License(Struct, frozen=True, kw_only=True):
    """A licence by its SPDX identifier."""

    id: str
    name: str = ""
    url: str = ""
    note: str = ""
    """What the author says besides, such as what it does not hold for."""

    @property
    def label(self) -> str:
        """What names it in short."""
        return self.id or self.name or self.url


class Licenses(Struct, frozen=True, kw_only=True):
    """What holds for the text and what for the code."""

    content: License | None = None
    code: License | None = None


class NumberingItem(Struct, frozen=True, kw_only=True):
    """How one kind is numbered; what is None or empty was not said.

    As in MyST, naming a kind with anything but ``enabled: false`` enables it.
    """

    enabled: bool | None = None
    start: int | None = None
    """The number of the first one on each page."""
    enumerator: str = ""
    """A template such as ``A.%s``; empty for the number alone."""
    template: str = ""
    """The text of references, such as ``Fig. %s``; empty for the default of the kind."""
    continues: bool | None = None
    """``continue: true``: goes on from the page before."""


class Numbering(Struct, frozen=True, kw_only=True):
    """``numbering:`` of the project or a page; kinds that are not named keep the default."""

    items: Mapping[str, NumberingItem] = field(default_factory=dict)
    """By MyST's kind, in the singular (``figure``, ``equation``, ``heading_2``, ``prf:lemma``);
    ``headings`` is already spread over ``heading_1`` to ``heading_6``. Beside them ``all``,
    ``title`` (the page's own number, from the first level of headings) and ``enumerator``
    (its template is that of every kind that has none)."""
    offset: int | None = None
    """``title: {offset: ...}``: levels above the page; None: its depth in the toc."""


class Export(Struct, frozen=True, kw_only=True):
    """A file offered beside a page: another format or a download."""

    position: Position

    title: str = ""
    url: str = ""
    id: str = ""
    filename: str = ""
    static: bool = False


class Part(Struct, frozen=True, kw_only=True):
    """A named text in Markdown, such as an abstract."""

    texts: tuple[str, ...]
    """Each a text of its own: the points of ``keypoints``, the lines of an abstract."""
    position: Position


class ErrorRule(Struct, frozen=True, kw_only=True):
    """What ``error_rules:`` says of a rule: ``error``, ``warn`` or ``ignore``."""

    rule: str
    severity: str
    keys: tuple[str, ...] = ()


class Kernel(Struct, frozen=True, kw_only=True):
    """``kernelspec``: what runs the code of a page."""

    name: str = ""
    display_name: str = ""
    language: str = ""


_PLAIN_PACKAGE = re.compile(r"[\w.-]+")


class Execution(Struct, frozen=True, kw_only=True):
    """``execute:``: how the code of a page is run, where that is asked for."""

    skip: bool = False
    timeout: int = 0
    """Seconds for each cell; 0: what the site says."""
    allow_errors: bool | None = None
    """Errors are part of what the page shows; None: what the site says."""
    files: tuple[str, ...] = ()
    """Files that the code reads: when one changes, it is run again."""
    packages: tuple[str, ...] = ()
    """What a notebook of the page installs first."""

    @property
    def install(self) -> str:
        """What follows ``%pip install``: the packages, in quotes that each shell reads."""
        return " ".join(
            item if _PLAIN_PACKAGE.fullmatch(item) else '"{}"'.format(item.replace('"', "'"))
            for item in self.packages
        )


class Frontmatter(Struct, frozen=True, kw_only=True):
    """What a page or the project says about itself. Empty means: not said."""

    title: str = ""
    short_title: str = ""
    subtitle: str = ""
    description: str = ""
    label: str = ""
    authors: tuple[Person, ...] = ()
    no_authors: bool = False
    """``authors: []``: the page has none, whatever the project says."""
    editors: tuple[Person, ...] = ()
    reviewers: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    licenses: Licenses = Licenses()
    copyright: str = ""
    doi: str = ""
    """Bare, lower case as registered: ``10.5281/zenodo.10366802``."""
    date: str = ""
    """``YYYY-MM-DD``."""
    keywords: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    subject: str = ""
    language: str = ""
    """BCP 47; empty for the site's."""
    direction: str = ""
    """``ltr`` or ``rtl``; empty for what the language has."""
    github: str = ""
    """``https://github.com/owner/name``."""
    thumbnail: str = ""
    thumbnail_alt: str = ""
    banner: str = ""
    numbering: Numbering = Numbering()
    math: Mapping[str, str] = field(default_factory=dict)
    """TeX macros: ``\\name`` to its expansion."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    substitutions: Mapping[str, str] = field(default_factory=dict)
    downloads: tuple[Export, ...] = ()
    exports: tuple[Export, ...] = ()
    """Files that mystmd makes of the text; shown where they are in the course."""
    edit_url: str | None = None
    """None: made from ``github``; empty: no link."""
    error_rules: tuple[ErrorRule, ...] = ()
    """Rules that count for more or less on this page, or in the course."""
    parts: Mapping[str, Part] = field(default_factory=dict)
    """Named texts in Markdown, such as ``abstract``."""


class Hero(Struct, frozen=True, kw_only=True):
    """``site: {hero: ...}``: what the front page says of the course before all else."""

    lede: str = ""
    """What the course is; the description of the page where it is not said."""
    audience: str = ""
    outcomes: tuple[str, ...] = ()
    """What learners can do afterwards."""
    level: str = ""
    prerequisites: str = ""
    action: str = ""
    """The words of the button that starts the course."""


class PageFrontmatter(Frontmatter, frozen=True, kw_only=True):
    """What only a page can say."""

    kernel: Kernel | None = None
    execution: Execution = Execution()
    aliases: tuple[str, ...] = ()
    """Old addresses that lead to this page."""
    template: str = ""
    """``site: {template: conference}``: the layout, where it is not the usual one."""
    hero: Hero = Hero()
    hide_outline: bool = False
    hide_title: bool = False
    hide_toc: bool = False
    minutes: int = 0
    """``site: {duration: 50 min}``: how long the lesson takes; 0 where the page is silent."""
    launch: Mapping[str, str] = field(default_factory=dict)
    """``site: {launch: {colab: URL}}``: where the notebook of this page is opened, by service."""
    outline_depth: int | None = None
    """Levels of headings that the outline of the page shows; None: as the site says."""
    nosearch: bool = False
    """The page is not found by the search."""
    html_meta: Mapping[str, str] = field(default_factory=dict)
    """More for the head of the page, as myst-parser has it: ``keywords``, ``property=og:type``."""
    draft: bool = False
    site: Mapping[str, object] = field(default_factory=dict)
    """The rest of ``site:``, as data."""
    written_title: str = ""
    """The title with its formulas and other marks; empty where it has none."""
    content_includes_title: bool = False
    """The first heading gave the title, and stays in the text."""
