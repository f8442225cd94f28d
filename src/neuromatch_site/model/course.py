"""The course in memory: pages, the facts that other pages use, and the toc."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from neuromatch_site.bibliography.style import CitationText
from neuromatch_site.config.announcements import Announcement
from neuromatch_site.config.conference import Conference
from neuromatch_site.config.error_rule_fields import ErrorRule
from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.schedule import Schedule
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.config.team import Team
from neuromatch_site.diagnostics.diagnostic import Diagnostic
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.globs import is_excluded
from neuromatch_site.model.ast.nodes import Node, Nodes, Root
from neuromatch_site.model.conference import ConferenceIndex
from neuromatch_site.model.variants import VariantSet

CellOutputs = Sequence[Sequence[Mapping[str, object]]]
"""For each cell with code, in order: its outputs, as in nbformat."""


class LockedCell(Struct, frozen=True):
    """The stored outputs of one cell or expression."""

    code: str
    """The digest of its code."""
    outputs: list[dict[str, object]] = field(default_factory=list)
    """As in nbformat."""


class LockedOutputs(Struct, frozen=True):
    """The stored outputs of a page."""

    kernel: str = ""
    files: dict[str, str] = field(default_factory=dict)
    """Digests of the files that the code reads: path on the page -> digest."""
    cells: list[LockedCell] = field(default_factory=list)


class PageSource(Struct, frozen=True, kw_only=True):
    """A page before it is parsed: its file and its URL."""

    path: str
    """POSIX path from the course folder: ``week-1/neurons.md``."""
    url: str
    """From the root of the site, with both slashes: ``/neurons/``; ``/`` for the front page."""
    index: int
    """Position in the toc, from 0; hidden pages and those outside the toc come last."""
    title: str = ""
    """The title in the toc, if any."""
    in_toc: bool = True
    language: str = ""
    """The language of an untranslated page among translations."""
    data: str = ""
    """The data file that the page is generated from; empty if it has its own file."""

    @property
    def stem(self) -> str:
        """The first part of the names of files beside the page: ``neurons`` of ``/neurons/``."""
        return self.url.strip("/").removesuffix(".html") or "index"


def alias_url(alias: str) -> str:
    """Return an old URL of a page with both slashes."""
    plain = alias.strip("/")
    return f"/{plain}/" if plain else "/"


class HeadingFact(Struct, kw_only=True):
    """A heading, for outlines and references."""

    depth: int
    text: str
    html_id: str
    enumerator: str | None = None


class TargetFact(Struct, kw_only=True):
    """An element of a page that can be referred to."""

    identifier: str
    label: str
    html_id: str
    kind: str
    """MyST's kind: ``heading``, ``figure``, ``table``, ``equation``, ``code``, ``exercise``,
    ``prf:lemma``, ``term``, ``page``, ``text`` ..."""
    title: Nodes = field(default_factory=Nodes)
    """Its caption, heading or term, for the text of references and previews."""
    counted: int | None = None
    """Index into ``counted`` of the page."""
    implicit: bool = False
    """The identifier was derived from the text of a heading; it is only valid on its page."""
    position: Position | None = None


class CountFact(Struct, kw_only=True):
    """An element of a page that can be numbered, with or without a label."""

    kind: str
    """MyST's kind, like that of a target."""
    depth: int = 0
    """Of a heading."""
    part: bool = False
    """Part of the element before it: a subfigure, an equation of a group."""
    enumerated: bool | None = None
    """Whether it is numbered, if its author sets it."""
    enumerator: str | None = None
    """The number set by its author."""


class LinkFact(Struct, kw_only=True):
    """A link as written, for ``check`` and ``lock``."""

    url: str
    position: Position | None = None


class CiteFact(Struct, kw_only=True):
    """A work that the page cites, with the first position."""

    label: str
    """A key, or a DOI in lower case."""
    linked: bool = False
    """The page only links to the work: nothing is lost if it is unknown."""
    position: Position | None = None


class ImageFact(Struct, kw_only=True):
    """An image or video of the course or of another site."""

    url: str
    """As written."""
    path: str = ""
    """From the course folder; empty for other sites and missing files."""
    alt: str | None = None
    position: Position | None = None


class VideoFact(Struct, kw_only=True):
    """A video on a page."""

    title: str
    providers: list[dict[str, str]]
    html_id: str = ""
    position: Position | None = None


class IndexFact(Struct, kw_only=True):
    """An entry of the index."""

    html_id: str
    entries: list[dict[str, object]] = field(default_factory=list)
    """The fields of mystmd's node: ``entry``, ``subEntry``, ``emphasis``."""


class PageFacts(Struct, kw_only=True):
    """The facts of a page that other pages, the toc and the exporters need."""

    title: str = ""
    """In plain text."""
    opening: str = ""
    """Its first paragraph in plain text, for pages without a description."""
    title_nodes: Nodes = field(default_factory=Nodes)
    """With markup; empty without."""
    headings: list[HeadingFact] = field(default_factory=list)
    counted: list[CountFact] = field(default_factory=list)
    """Elements that can be numbered, in document order."""
    targets: list[TargetFact] = field(default_factory=list)
    terms: list[TargetFact] = field(default_factory=list)
    cited: list[CiteFact] = field(default_factory=list)
    """In document order, without repetition, including links to DOIs."""
    embeds: list[str] = field(default_factory=list)
    """Identifiers of embedded content."""
    images: list[ImageFact] = field(default_factory=list)
    posters: list[str] = field(default_factory=list)  # paths; before videos play
    files: list[str] = field(default_factory=list)
    """Files offered for download: paths from the course folder."""
    linked: list[str] = field(default_factory=list)
    """Sources that the page links to: pages, or files for download."""
    links: list[LinkFact] = field(default_factory=list)
    videos: list[VideoFact] = field(default_factory=list)
    index: list[IndexFact] = field(default_factory=list)
    words: int = 0
    """Two characters of Chinese and Japanese count as one word."""
    formulas: int = 0
    """Number of displayed formulas."""
    formula_characters: str = ""
    """Characters that the font of formulas needs, without repetition, sorted."""
    code_lines: int = 0
    exercises: int = 0
    timed_exercises: int = 0
    """Exercises that give their duration, and the sum of these durations:"""
    exercise_minutes: int = 0
    exercise_words: int = 0
    """Words of exercises and their solutions."""
    quiz_questions: int = 0
    landing: bool = False
    """It is laid out as a landing page: its blocks replace the header."""
    interactive: list[str] = field(default_factory=list)
    """The kinds of its interactive figures."""
    outcomes: list[str] = field(default_factory=list)
    """Learning goals: the points of an admonition of the class ``goals``."""
    executable: bool = False
    """It has cells to run: a notebook, or a page with ``{code-cell}``."""


class Page(Struct, kw_only=True):
    """A parsed page: its tree, its front matter, its facts."""

    source: PageSource
    frontmatter: PageFrontmatter
    content: Root
    facts: PageFacts
    diagnostics: list[Diagnostic] = field(default_factory=list)
    dependencies: dict[str, str] = field(default_factory=dict)
    """Other files that were read: path from the course folder -> digest of the content."""
    text: str = ""
    """The source text."""
    media: dict[str, str] = field(default_factory=dict)
    """Files embedded in a notebook: name -> base64; images refer to ``media:<name>``."""


class TocEntry(Struct, frozen=True, kw_only=True):
    """An entry of the resolved toc."""

    title: str
    url: str = ""
    """Of a page (from the root of the site) or another site; empty for a group."""
    path: str = ""
    """The page's source; empty for a group or an external link."""
    children: tuple["TocEntry", ...] = ()
    external: bool = False
    numbered: int = 0
    """Numbered levels of headings, by ``numbered:`` of Jupyter Book 1; 0: none."""
    level: int = 0
    """Nesting level among numbered pages."""


class Target(Struct, frozen=True, kw_only=True):
    """A target in the whole course."""

    fact: TargetFact
    page: str
    """Path of the page."""
    url: str
    """Address of the page."""
    enumerator: str | None = None
    """The number; for a subfigure with that of its figure: ``2a``."""
    part: str | None = None
    """The letter of a subfigure."""
    shares_number: bool = False  # with something of its kind on another page
    template: str = ""
    """The text of a reference: ``Figure %s``, ``{name}``."""
    text: str = ""
    """The text of a reference without text: ``Figure 1``, ``Section 2``, or the title."""


class Number(Struct, frozen=True, kw_only=True):
    """The number of an element; empty if it has none."""

    enumerator: str | None = None
    """For a subfigure, its letter."""
    parent: str | None = None
    """For a subfigure, the number of its figure."""


class Embedded(Struct, frozen=True, kw_only=True):
    """Content of a page that other pages embed."""

    page: str
    """Path of its page."""
    nodes: list[Node]


class CourseData(Struct, frozen=True, kw_only=True):
    """The contents of ``data/*.yml``."""

    conference: Conference = field(default_factory=Conference)
    schedule: Schedule = field(default_factory=Schedule)
    announcements: tuple[Announcement, ...] = ()
    """The newest first."""
    teams: tuple[Team, ...] = ()

    @property
    def pictures(self) -> list[str]:
        """Their images: paths from the course folder."""
        conference, editions = self.conference, self.conference.editions
        panels = [panel for edition in editions for panel in edition.panels]
        paths = [figure.path for panel in (*conference.panels, *panels) for figure in panel.figures]
        paths += [sponsor.logo for edition in editions for sponsor in edition.sponsors]
        paths += [edition.image for edition in editions]
        paths += [person.image for team in self.teams for person in team.people]
        return [path for path in paths if path and "://" not in path]


class LockedVideo(Struct, frozen=True, kw_only=True):
    """The data of a video in the lock."""

    title: str = ""
    author: str = ""
    duration: float = 0.0
    """Seconds; 0: unknown."""
    upload_date: str = ""
    """``YYYY-MM-DD``."""
    thumbnail: str = ""
    """Path from the course folder."""


class Project(Struct, kw_only=True):
    """The course as a whole: what pages can look up in each other."""

    config: ProjectConfig
    site: SiteConfig
    pages: Sequence[Page]
    """In the order of the toc."""
    toc: Sequence[TocEntry]
    targets: Mapping[str, Target] = field(default_factory=dict)
    """By identifier, in the whole course."""
    page_targets: Mapping[str, Mapping[str, Target]] = field(default_factory=dict)
    """By page path, then identifier or html_id, including implicit headings."""
    implicit: Mapping[str, Target] = field(default_factory=dict)
    """Implicit identifiers of headings and cells, unless a label is the same."""
    numbers: Mapping[str, Sequence[Number]] = field(default_factory=dict)
    """By page path: the numbers of its ``counted``."""
    page_enumerators: Mapping[str, str] = field(default_factory=dict)
    """By page path: the number of its title, if titles are numbered."""
    terms: Mapping[str, Target] = field(default_factory=dict)
    """Glossary terms, by normalised term."""
    citations: Mapping[str, CitationText] = field(default_factory=dict)
    """The works that the course cites, by key and by DOI in lower case."""
    embeds: Mapping[str, Embedded] = field(default_factory=dict)
    """Embedded content, by identifier."""
    drafts: frozenset[str] = frozenset()
    """Drafts, which are not part of the site: paths from the course folder."""
    downloads: frozenset[str] = frozenset()
    """Files of the course that pages offer for download: paths from the course folder."""
    videos: Mapping[str, LockedVideo] = field(default_factory=dict)
    """Videos in the lock, by ``provider:id``."""
    inventories: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    """Other projects: key -> name -> (URL, title)."""
    data: CourseData = CourseData()
    session_minutes: Mapping[str, int] = field(default_factory=dict)
    """Total length of the sessions of a page in the schedule, by its path."""
    conference: ConferenceIndex = ConferenceIndex()
    """Which pages show which part of the conference."""
    is_gathering: bool = False
    """The site is about a conference and has no lessons."""
    texts: Mapping[str, Page] = field(default_factory=dict)
    """The Markdown of data files and of ``site_parts``, as pages, by ``MarkdownText.key``.

    They have the URL of the page that shows them, if it is one.
    """
    site_parts: Mapping[str, Page] = field(default_factory=dict)
    """The parts around every page, by name: ``footer``, ``banner`` ..."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Labels of numbered elements in the site's language, by the English word."""
    variants: VariantSet | None = None
    """The other sites of this course, if there are several."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _by_path: dict[str, Page] = field(default_factory=dict)
    _by_url: dict[str, Page] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the pages."""
        self._by_path = {page.source.path: page for page in self.pages}
        self._by_url = {page.source.url: page for page in self.pages}
        for page in self.pages:
            for alias in page.frontmatter.aliases:
                self._by_url.setdefault(alias_url(alias), page)

    @property
    def error_rules(self) -> Mapping[str, Sequence[ErrorRule]]:
        """``error_rules:`` of pages, by path."""
        matters = ((page.source.path, page.frontmatter.error_rules) for page in self.pages)
        return {path: rules for path, rules in matters if rules}

    def withheld(self, path: str) -> str:
        """Return why a page is not part of the site: ``a draft``, ``excluded``; empty otherwise."""
        if path in self.drafts:
            return "a draft"
        if path.endswith((".md", ".ipynb")) and is_excluded(path, self.config.exclude):
            return "excluded"
        return ""

    def page(self, path: str) -> Page | None:
        """Return the page of a source file."""
        return self._by_path.get(path)

    def listed(self) -> Iterator[Page]:
        """Yield the listed pages in the order of the toc, without drafts."""
        return (page for page in self.pages if page.source.in_toc and not page.frontmatter.draft)

    def page_at(self, url: str) -> Page | None:
        """Return the page at a URL with both slashes, which can be an alias."""
        return self._by_url.get(url)
