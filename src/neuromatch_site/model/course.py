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
"""For each cell with code, in the order of the page: its outputs, as nbformat has them."""


class LockedCell(Struct, frozen=True):
    """What one cell or expression put out."""

    code: str
    """The digest of its code."""
    outputs: list[dict[str, object]] = field(default_factory=list)
    """As nbformat has them."""


class LockedOutputs(Struct, frozen=True):
    """What a page put out."""

    kernel: str = ""
    files: dict[str, str] = field(default_factory=dict)
    """The digest of each file that the code is said to read: path on the page -> digest."""
    cells: list[LockedCell] = field(default_factory=list)


class PageSource(Struct, frozen=True, kw_only=True):
    """A page before it is read: which file, at which address."""

    path: str
    """POSIX path from the course folder: ``week-1/neurons.md``."""
    url: str
    """From the root of the site, with both slashes: ``/neurons/``; ``/`` for the front page."""
    index: int
    """Place in the order of the toc, from 0; hidden pages and those outside the toc come last."""
    title: str = ""
    """The title that the toc gives, if any."""
    in_toc: bool = True
    language: str = ""
    """What it is written in, where it stands untranslated among translations."""
    data: str = ""
    """The data file that the page is made from; empty where it has a file of its own."""

    @property
    def stem(self) -> str:
        """What the files beside the page begin with: ``neurons`` of ``/neurons/``."""
        return self.url.strip("/").removesuffix(".html") or "index"


def alias_url(alias: str) -> str:
    """Return an old address, as a page says it, with both slashes."""
    plain = alias.strip("/")
    return f"/{plain}/" if plain else "/"


class HeadingFact(Struct, kw_only=True):
    """A heading, for outlines and references."""

    depth: int
    text: str
    html_id: str
    enumerator: str | None = None


class TargetFact(Struct, kw_only=True):
    """Something on a page that can be referred to."""

    identifier: str
    label: str
    html_id: str
    kind: str
    """MyST's kind: ``heading``, ``figure``, ``table``, ``equation``, ``code``, ``exercise``,
    ``prf:lemma``, ``term``, ``page``, ``text`` ..."""
    title: Nodes = field(default_factory=Nodes)
    """Its caption, heading or term, for the text of references and previews."""
    counted: int | None = None
    """Which of the page's ``counted`` it is."""
    implicit: bool = False
    """The identifier was made from the text of a heading; it is known on its page only."""
    position: Position | None = None


class CountFact(Struct, kw_only=True):
    """Something on a page that may get a number, whether it has a label or not."""

    kind: str
    """MyST's kind, as of a target."""
    depth: int = 0
    """Of a heading."""
    part: bool = False
    """A part of what stands before it: a subfigure, an equation of a group."""
    enumerated: bool | None = None
    """Whether it is numbered, where its author says so."""
    enumerator: str | None = None
    """The number that its author gave."""


class LinkFact(Struct, kw_only=True):
    """A link as the page gives it, for ``check`` and ``lock``."""

    url: str
    position: Position | None = None


class CiteFact(Struct, kw_only=True):
    """A work that the page cites, and where it does so first."""

    label: str
    """A key, or a DOI in lower case."""
    linked: bool = False
    """The page only links to it, in words or by its address: nothing is lost without the work."""
    position: Position | None = None


class ImageFact(Struct, kw_only=True):
    """A picture or video that the page shows from the course folder, or from elsewhere."""

    url: str
    """As written."""
    path: str = ""
    """From the course folder; empty for what lies elsewhere or does not exist."""
    alt: str | None = None
    position: Position | None = None


class VideoFact(Struct, kw_only=True):
    """A video on a page."""

    title: str
    providers: list[dict[str, str]]
    html_id: str = ""
    position: Position | None = None


class IndexFact(Struct, kw_only=True):
    """A place that the index of the course leads to."""

    html_id: str
    entries: list[dict[str, object]] = field(default_factory=list)
    """As mystmd's node has them: ``entry``, ``subEntry``, ``emphasis``."""


class PageFacts(Struct, kw_only=True):
    """Everything that other pages, the toc and the exports may need to know of a page."""

    title: str = ""
    """In plain text."""
    opening: str = ""
    """Its first paragraph in plain text, for pages that do not describe themselves."""
    title_nodes: Nodes = field(default_factory=Nodes)
    """With its mark-up; nothing where it has none."""
    headings: list[HeadingFact] = field(default_factory=list)
    counted: list[CountFact] = field(default_factory=list)
    """What may get a number, in the order of the text."""
    targets: list[TargetFact] = field(default_factory=list)
    terms: list[TargetFact] = field(default_factory=list)
    cited: list[CiteFact] = field(default_factory=list)
    """In the order of the text, once each; links to DOIs count."""
    embeds: list[str] = field(default_factory=list)
    """Identifiers that the page embeds from anywhere in the course."""
    images: list[ImageFact] = field(default_factory=list)
    posters: list[str] = field(default_factory=list)  # paths; before videos play
    files: list[str] = field(default_factory=list)
    """Files offered for download: paths from the course folder."""
    linked: list[str] = field(default_factory=list)
    """Sources that the page links to: they lead to pages, or are offered where they are none."""
    links: list[LinkFact] = field(default_factory=list)
    videos: list[VideoFact] = field(default_factory=list)
    index: list[IndexFact] = field(default_factory=list)
    words: int = 0
    """Chinese and Japanese, which put no spaces between words, count two characters as one."""
    formulas: int = 0
    """Displayed ones."""
    formula_characters: str = ""
    """What the font of formulas must have for all of them, each once, in order."""
    code_lines: int = 0
    exercises: int = 0
    timed_exercises: int = 0
    """Those that say how long they take, and how long that is together:"""
    exercise_minutes: int = 0
    exercise_words: int = 0
    """Of exercises and their solutions."""
    quiz_questions: int = 0
    landing: bool = False
    """Is laid out as a landing page: its blocks are its head."""
    interactive: list[str] = field(default_factory=list)
    """The kinds of interactive figures that it holds."""
    outcomes: list[str] = field(default_factory=list)
    """What learners can do afterwards: the points of an admonition of the class ``goals``."""
    executable: bool = False
    """Has cells to run: a notebook, or a page with ``{code-cell}``."""


class Page(Struct, kw_only=True):
    """A page that has been read: its tree, what it says of itself, what others may know of it."""

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
    """Files that a notebook carries in itself: name -> base64; images say ``media:<name>``."""


class TocEntry(Struct, frozen=True, kw_only=True):
    """An entry of the resolved toc."""

    title: str
    url: str = ""
    """Of a page (from the root of the site) or elsewhere; empty for a group."""
    path: str = ""
    """The page's source; empty for a group or an external link."""
    children: tuple["TocEntry", ...] = ()
    external: bool = False
    numbered: int = 0
    """How many levels of headings have numbers, by ``numbered:`` of Jupyter Book 1; 0: none."""
    level: int = 0
    """Numbered pages that it is below, of a numbered page."""


class Target(Struct, frozen=True, kw_only=True):
    """A target as the whole course sees it."""

    fact: TargetFact
    page: str
    """Path of the page."""
    url: str
    """Address of the page."""
    enumerator: str | None = None
    """The number, project-wide rules applied; with that of the figure, of a subfigure: ``2a``."""
    part: str | None = None
    """Of a subfigure, its letter alone."""
    shares_number: bool = False  # with something of its kind on another page
    template: str = ""
    """The text of a reference: ``Figure %s``, ``{name}``."""
    text: str = ""
    """What a bare reference shows: ``Figure 1``, ``Section 2``, or the title."""


class Number(Struct, frozen=True, kw_only=True):
    """The number of something that is counted; empty where it gets none."""

    enumerator: str | None = None
    """Of a subfigure, its letter."""
    parent: str | None = None
    """Of a subfigure: the number of its figure."""


class Embedded(Struct, frozen=True, kw_only=True):
    """Content of one page that others embed."""

    page: str
    """Path of the page that it stands on."""
    nodes: list[Node]


class CourseData(Struct, frozen=True, kw_only=True):
    """What ``data/*.yml`` says."""

    conference: Conference = field(default_factory=Conference)
    schedule: Schedule = field(default_factory=Schedule)
    announcements: tuple[Announcement, ...] = ()
    """The newest first."""
    teams: tuple[Team, ...] = ()

    @property
    def pictures(self) -> list[str]:
        """The pictures that they show: paths from the course folder."""
        conference, editions = self.conference, self.conference.editions
        panels = [panel for edition in editions for panel in edition.panels]
        paths = [figure.path for panel in (*conference.panels, *panels) for figure in panel.figures]
        paths += [sponsor.logo for edition in editions for sponsor in edition.sponsors]
        paths += [edition.image for edition in editions]
        paths += [person.image for team in self.teams for person in team.people]
        return [path for path in paths if path and "://" not in path]


class LockedVideo(Struct, frozen=True, kw_only=True):
    """What the lock knows of a video."""

    title: str = ""
    author: str = ""
    duration: float = 0.0
    """Seconds; 0: unknown."""
    upload_date: str = ""
    """``YYYY-MM-DD``."""
    thumbnail: str = ""
    """Path from the course folder."""


class Project(Struct, kw_only=True):
    """The course, joined: what one page may know of the others."""

    config: ProjectConfig
    site: SiteConfig
    pages: Sequence[Page]
    """In the order of the toc."""
    toc: Sequence[TocEntry]
    targets: Mapping[str, Target] = field(default_factory=dict)
    """By identifier, the whole course."""
    page_targets: Mapping[str, Mapping[str, Target]] = field(default_factory=dict)
    """By page path, then identifier or html_id: implicit headings too."""
    implicit: Mapping[str, Target] = field(default_factory=dict)
    """Headings and cells that nobody labelled, by identifier, where no label is the same."""
    numbers: Mapping[str, Sequence[Number]] = field(default_factory=dict)
    """By page path: the number of each of its ``counted``."""
    page_enumerators: Mapping[str, str] = field(default_factory=dict)
    """By page path: the number of its title, where titles are numbered."""
    terms: Mapping[str, Target] = field(default_factory=dict)
    """Glossary terms, by normalised term."""
    citations: Mapping[str, CitationText] = field(default_factory=dict)
    """The works that the course cites, by key and by DOI in lower case."""
    embeds: Mapping[str, Embedded] = field(default_factory=dict)
    """Content that some page embeds, by identifier."""
    drafts: frozenset[str] = frozenset()
    """Pages that are no part of the site because they are drafts: paths from the course folder."""
    downloads: frozenset[str] = frozenset()
    """Files of the course that pages offer: paths from the course folder."""
    videos: Mapping[str, LockedVideo] = field(default_factory=dict)
    """Videos that the lock knows, by ``provider:id``."""
    inventories: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    """Other projects: key -> name -> (URL, title)."""
    data: CourseData = CourseData()
    session_minutes: Mapping[str, int] = field(default_factory=dict)
    """How long the sessions of the schedule for a page take together, by its path."""
    conference: ConferenceIndex = ConferenceIndex()
    """Which pages show which part of the conference."""
    is_gathering: bool = False
    """Tells of a conference and teaches nothing: none of its pages is a lesson."""
    texts: Mapping[str, Page] = field(default_factory=dict)
    """The Markdown of data files and of ``site_parts``, as pages, by ``MarkdownText.key``.

    They have the address of the page that shows them, where it is one."""
    site_parts: Mapping[str, Page] = field(default_factory=dict)
    """Those that are around every page, by name: ``footer``, ``banner`` ..."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What numbered things are called in the site's language, by the English word."""
    variants: VariantSet | None = None
    """Among the sites of this course, where there are several."""
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
        """What pages say under ``error_rules:``, by their paths."""
        matters = ((page.source.path, page.frontmatter.error_rules) for page in self.pages)
        return {path: rules for path, rules in matters if rules}

    def withheld(self, path: str) -> str:
        """Return why a page is no part of the site: ``a draft``, ``excluded``; empty else."""
        if path in self.drafts:
            return "a draft"
        if path.endswith((".md", ".ipynb")) and is_excluded(path, self.config.exclude):
            return "excluded"
        return ""

    def page(self, path: str) -> Page | None:
        """Return the page of a source file."""
        return self._by_path.get(path)

    def listed(self) -> Iterator[Page]:
        """Yield the pages that readers are led to, in the order of the toc: no drafts."""
        return (page for page in self.pages if page.source.in_toc and not page.frontmatter.draft)

    def page_at(self, url: str) -> Page | None:
        """Return the page at an address with both slashes, which may be an old one of it."""
        return self._by_url.get(url)
