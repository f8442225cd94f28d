"""The facts of every page -> the course as a whole."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.model.ast.identifiers import html_id, normalize_label
from neuromatch_site.model.ast.nodes import CrossReference, Nodes, Root, Text
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import copy_of
from neuromatch_site.model.course import (
    CountFact,
    Embedded,
    Number,
    Page,
    Project,
    Target,
    TargetFact,
    TocEntry,
)
from neuromatch_site.transforms._assign import assign_numbers
from neuromatch_site.transforms._numbers import (
    Counts,
    PageNumbers,
    Scheme,
    number_page,
    uncounted,
    whole_number,
)
from neuromatch_site.transforms._selection import labelled_nodes, without_names
from neuromatch_site.transforms._templates import Words, fill, reference_template, words_of_link


def join_pages(
    config: ProjectConfig,
    site: SiteConfig,
    pages: Sequence[Page],
    toc: Sequence[TocEntry],
    words: Words,
    texts: Sequence[Page] = (),
) -> Project:
    """Return the course: targets with their numbers, terms, embedded content.

    ``words`` are labels of numbered elements in the site's language, by the English word. ``texts``
    are no pages, but have the URL of the one that shows them; without one, they cannot be referred
    to. Nothing in them is numbered, because they can be shown twice. Problems are in
    ``diagnostics``. Uses only the facts of pages; opens no file.
    """
    diagnostics = Diagnostics()
    depths = _depths(toc)
    books = {entry.path: entry for entry in _all_entries(toc) if entry.numbered}
    loose: dict[str, list[int]] | None = {} if config.counts_as_sphinx else None
    numbered = dict(_numbered(pages, depths, books, loose))
    shared = _shared_numbers(pages, numbered)
    names = _Names(diagnostics, words, shared, book=config.counts_as_sphinx)
    for page in pages:
        path = page.source.path
        scheme = Scheme(page.frontmatter.numbering, depths.get(path, 0), books.get(path))
        names.add_page(page, numbered[path], scheme)
    for text in texts:
        numbered[text.source.path] = result = uncounted(text)
        if text.source.url:
            names.add_page(_labelled(text), result, Scheme(text.frontmatter.numbering, 0))
    names.complete()
    project = Project(
        config=config,
        site=site,
        pages=pages,
        toc=toc,
        targets=names.explicit,
        page_targets=names.by_page,
        implicit=names.implicit,
        terms=names.terms,
        numbers={path: result.numbers for path, result in numbered.items()},
        page_enumerators={path: result.title for path, result in numbered.items() if result.title},
        words=words,
        diagnostics=diagnostics.items,
    )
    project.texts = {text.source.path: text for text in texts}
    project.embeds = _embedded(project)
    return project


def _labelled(text: Page) -> Page:
    """Return a text without the headings that nobody labelled: several may be called the same."""
    targets = [target for target in text.facts.targets if not target.implicit]
    return replace(text, facts=replace(text.facts, targets=targets))


def _depths(toc: Sequence[TocEntry]) -> dict[str, int]:
    """Return how deep each page stands in the toc, from 0."""
    depths: dict[str, int] = {}
    stack = [(entry, 0) for entry in toc]
    while stack:
        entry, depth = stack.pop()
        if entry.path:
            depths.setdefault(entry.path, depth)
        stack.extend((child, depth + 1) for child in entry.children)
    return depths


def _all_entries(toc: Sequence[TocEntry]) -> Iterator[TocEntry]:
    """Yield every entry of the toc, in no order."""
    stack = list(toc)
    while stack:
        entry = stack.pop()
        stack += entry.children
        yield entry


def _numbered(
    pages: Sequence[Page],
    depths: Mapping[str, int],
    books: Mapping[str, TocEntry],
    loose: dict[str, list[int]] | None,
) -> Iterator[tuple[str, PageNumbers]]:
    counts: Counts | None = None
    for page in sorted(pages, key=lambda page: page.source.index):
        path = page.source.path
        result = number_page(page, depths.get(path, 0), counts, books.get(path), loose)
        if books and path not in books:  # chapters go on counting behind a page without a number
            headings = counts.headings if counts else [0] * len(result.counts.headings)
            counts = replace(result.counts, headings=headings)
        else:
            counts = result.counts
        yield page.source.path, result


def _shared_numbers(
    pages: Sequence[Page], numbered: Mapping[str, PageNumbers]
) -> frozenset[tuple[str, str]]:
    """Return the kinds and numbers that more than one thing of the course has."""
    counts = Counter(
        (fact.kind, whole_number(number))
        for page in pages
        for fact, number in zip(page.facts.counted, numbered[page.source.path].numbers, strict=True)
    )
    return frozenset(shared for shared, count in counts.items() if shared[1] and count > 1)


def offered_files(project: Project) -> frozenset[str]:
    """Return the files that pages offer; a link to the source of a page leads to the page.

    A page that was left out of the site is not offered either.
    """
    pages = [*project.pages, *project.texts.values()]
    sources = {path for page in pages for path in (page.source.path, page.source.data)}
    linked = {path for page in pages for path in page.facts.linked} - sources
    offered = {path for path in linked if not project.withheld(path)}
    return frozenset(offered.union(*(page.facts.files for page in pages)))


# -- names


EQUATIONS = ("equation", "subequation")


class _Names(Struct):
    """Everything that can be referred to; of two things with one label the first one counts."""

    diagnostics: Diagnostics
    words: Words
    shared: frozenset[tuple[str, str]]
    """Kinds and numbers that several elements have."""
    book: bool = False
    """Labels of equations are separate from others, as in Sphinx."""
    explicit: dict[str, Target] = field(default_factory=dict)
    implicit: dict[str, Target] = field(default_factory=dict)
    by_page: dict[str, dict[str, Target]] = field(default_factory=dict)
    terms: dict[str, Target] = field(default_factory=dict)

    def add_page(self, page: Page, result: PageNumbers, scheme: Scheme) -> None:
        numbers = result.numbers
        own = self.by_page[page.source.path] = {}
        if page.frontmatter.label:
            self._add(_page_target(page, result.title), own)
        for fact in (*page.facts.targets, *page.facts.terms):
            counted = page.facts.counted[fact.counted] if fact.counted is not None else None
            number = numbers[fact.counted] if fact.counted is not None else Number()
            target = _target(fact, counted, number, page, scheme, self.words)
            if counted is not None and (counted.kind, whole_number(number)) in self.shared:
                target = replace(target, shares_number=True)
            self._add(target, own)
        for target in list(own.values()):
            own.setdefault(target.fact.html_id, target)
        own.setdefault(html_id(page.facts.title), _page_target(page, result.title))

    def _add(self, target: Target, own: dict[str, Target]) -> None:
        fact = target.fact
        if fact.kind == "term":
            self.terms.setdefault(normalize_label(text_of(fact.title))[0], target)
        if fact.implicit:
            self.implicit.setdefault(fact.identifier, target)
            own.setdefault(fact.identifier, target)
            return
        if fact.kind in EQUATIONS:  # for `eq`, which asks for nothing else
            self.explicit.setdefault(f"eq {fact.identifier}", target)
        first = self.explicit.setdefault(fact.identifier, target)
        is_alike = (first.fact.kind in EQUATIONS) == (fact.kind in EQUATIONS)
        if first is not target and (is_alike or not self.book):
            self._report(first, target)
        if own.get(fact.identifier, target).fact.implicit or fact.identifier not in own:
            own[fact.identifier] = target

    def complete(self) -> None:
        """Complete titles that contain references, such as those of solutions."""
        for own in self.by_page.values():
            for key, target in own.items():
                if any(isinstance(node, CrossReference) for node in target.fact.title):
                    whole = self._completed(target)
                    own[key] = whole
                    if self.explicit.get(target.fact.identifier) is target:
                        self.explicit[target.fact.identifier] = whole

    def _completed(self, target: Target) -> Target:
        name = words_of_link(target.fact.title, self._text_of_target)
        words = fill([Text(value=target.template)], "", "", name)
        return replace(target, text=text_of(words))

    def _text_of_target(self, identifier: str) -> str:
        target = self.explicit.get(identifier)
        return target.text if target else ""

    def _report(self, first: Target, second: Target) -> None:
        if second.fact.position is None:
            return
        message = f"duplicate label `{second.fact.label}`; {_described(first)} is used"
        hint = "rename one of them"
        self.diagnostics.report(Rule.IDENTIFIER_IS_UNIQUE, second.fact.position, message, hint)


def _described(target: Target) -> str:
    place = target.fact.position
    kind = target.fact.kind.rpartition(":")[2]
    return f"the {kind} at {place.path}:{place.line}" if place else f"the {kind} {target.page}"


def _page_target(page: Page, number: str) -> Target:
    identifier, label = normalize_label(page.frontmatter.label)
    title = page.facts.title
    fact = TargetFact(
        identifier=identifier,
        label=label,
        html_id="",
        kind="page",
        title=page.facts.title_nodes or Nodes([Text(value=title)]),
        implicit=not label,
    )
    return Target(
        fact=fact,
        page=page.source.path,
        url=page.source.url,
        enumerator=number or None,
        text=title,
    )


def _target(
    fact: TargetFact,
    counted: CountFact | None,
    number: Number,
    page: Page,
    scheme: Scheme,
    words: Words,
) -> Target:
    whole = whole_number(number) or None
    template = reference_template(
        counted or CountFact(kind=fact.kind),
        scheme,
        words,
        numbered=whole is not None,
        titled=bool(fact.title),
    )
    text = fill([Text(value=template)], whole or "", number.enumerator or "", fact.title)
    return Target(
        fact=fact,
        page=page.source.path,
        url=page.source.url,
        enumerator=whole,
        part=number.enumerator if number.parent is not None else None,
        template=template,
        text=text_of(text),
    )


# -- embeds


def _embedded(project: Project) -> dict[str, Embedded]:
    """Return copies, with their numbers, of what pages embed."""
    labels = dict.fromkeys(label for page in project.pages for label in page.facts.embeds)
    copies: dict[str, Root] = {}
    embedded: dict[str, Embedded] = {}
    for label in labels:
        identifier = normalize_label(label.rpartition("#")[2])[0]
        target = project.targets.get(identifier) or project.implicit.get(identifier)
        page = project.page(target.page) if target else None
        if target is None or page is None or identifier in embedded:
            continue
        path = page.source.path
        if path not in copies:
            copies[path] = copy_of(page.content)
            assign_numbers(copies[path], project.numbers[path], project)
        whole = target.fact.kind == "page"
        nodes = copies[path].children if whole else labelled_nodes(copies[path], identifier)
        copied = [copy_of(node) for node in nodes]
        embedded[identifier] = Embedded(page=path, nodes=without_names(copied))
    return embedded
