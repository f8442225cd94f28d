"""Numbers of figures, equations, headings ... through all pages, as mystmd counts."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.numbering import Numbering, NumberingItem
from neuromatch_site.model.course import CountFact, Number, Page, TocEntry

NUMBERED_KINDS = frozenset({"equation", "subequation", "figure", "subfigure", "table", "code"})
"""Kinds that are numbered by default."""
_DEPTHS = range(1, 7)
_NOTHING = NumberingItem()


class Counts(Struct):
    """The counters at the end of a page."""

    headings: list[int | None]
    """By level, from the first; None for a level that is not counted."""
    kinds: dict[str, list[int]] = field(default_factory=dict)
    """By kind: the number of elements, and of parts of the last one."""


class PageNumbers(Struct, frozen=True):
    """The numbers of one page."""

    title: str
    """The number of the page itself, if titles are numbered."""
    numbers: Sequence[Number]
    counts: Counts
    """The counters from which the next page continues."""


def number_page(
    page: Page,
    depth: int,
    before: Counts | None,
    book: TocEntry | None = None,
    loose: dict[str, list[int]] | None = None,
) -> PageNumbers:
    """Return the numbers of all elements of the page.

    ``depth`` is that of the page in the toc, from 0; ``before`` has the counters of the page
    before; ``book`` is its entry if Jupyter Book 1 numbers it; ``loose`` are the common counters of
    pages without a chapter, as in Sphinx, which are changed if the page is one. Source:
    ``ReferenceState`` of myst-transforms.
    """
    scheme = Scheme(page.frontmatter.numbering, depth, book)
    counts, kinds_before = _start(scheme, before), before.kinds if before else {}
    is_loose = loose is not None and book is None and not scheme.form
    if loose is not None and is_loose:
        counts.kinds = loose
    title = ""
    if not page.frontmatter.content_includes_title and scheme.counts_titles():
        _count_heading(counts, scheme.offset + 1)
        title = _heading_number(counts, scheme.item("title").enumerator or scheme.form)
        if book is not None and not scheme.form:  # figure 3.1 of chapter 3, as Sphinx has it
            scheme.form = f"{title.partition('.')[0]}.%s"
    numbers = [_counted_number(fact, scheme, counts) for fact in page.facts.counted]
    if is_loose:  # a chapter goes on where its last page ended
        counts.kinds = dict(kinds_before)
    return PageNumbers(title, numbers, counts)


def whole_number(number: Number) -> str:
    """Return a number as shown in references: ``2a`` for a subfigure; empty if there is none."""
    return f"{number.parent or ''}{number.enumerator}" if number.enumerator else ""


def uncounted(page: Page) -> PageNumbers:
    """Return empty numbers for all elements of the page."""
    return PageNumbers("", [Number()] * len(page.facts.counted), Counts([]))


class Scheme:
    """The numbering of one page, with defaults."""

    __slots__ = ("book", "form", "items", "offset", "titles")

    def __init__(self, numbering: Numbering, depth: int, book: TocEntry | None = None) -> None:
        self.items: Mapping[str, NumberingItem] = numbering.items
        self.offset = depth if numbering.offset is None else numbering.offset
        self.titles = bool(self.item("title").enabled)
        self.form = self.item("enumerator").enumerator
        self.book = book
        if book is not None:
            levels = {
                f"heading_{level}": NumberingItem(enabled=level <= book.numbered)
                for level in _DEPTHS
            }
            written = {
                kind: replace(item, enabled=levels[kind].enabled)
                if kind in levels and item.enabled is None
                else item
                for kind, item in numbering.items.items()
            }
            self.items = {**levels, **written}
            self.offset, self.titles = book.level, True

    def item(self, kind: str) -> NumberingItem:
        """Return the settings of a kind; theorems can have the name of their directive."""
        item = self.items.get(kind)
        if item is None and kind.startswith("proof:"):
            item = self.items.get(f"prf:{kind[6:]}")
        return item or _NOTHING

    def level(self, depth: int) -> int:
        """Return the level, from 1, of a heading of this depth."""
        return depth - (0 if self.titles else 1) + self.offset

    def enabled(self, kind: str) -> bool:
        """Return whether a kind is numbered by default."""
        own, every = self.item(kind).enabled, self.item("all").enabled
        if own is not None:
            return own
        return kind in NUMBERED_KINDS if every is None else every

    def goes_on(self, kind: str) -> bool:
        """Return whether a kind continues counting from the previous page."""
        own = self.item(kind).continues
        return bool(self.item("all").continues if own is None else own)

    def counts_titles(self) -> bool:
        """Return whether the page itself has a number."""
        level = self.item(f"heading_{self.offset + 1}").enabled
        return bool(self.titles or self.item("all").enabled) and level is not False

    def is_numbered(self, fact: CountFact) -> bool:
        """Return whether an element is numbered."""
        if fact.enumerated is not None:
            return fact.enumerated
        if fact.kind == "heading":
            return self.enabled(f"heading_{self.level(fact.depth)}")
        return self.enabled("subfigure" if fact.part and fact.kind != "subequation" else fact.kind)


def _start(scheme: Scheme, before: Counts | None) -> Counts:
    """Return the counts that a page begins with."""
    counts = Counts([_first_heading(scheme, depth, before) for depth in _DEPTHS])
    in_chapter = scheme.book is not None and scheme.book.level > 0  # figure 3.2 follows 3.1
    for kind, numbers in (before.kinds if before else {}).items():
        if in_chapter or scheme.goes_on(kind):
            counts.kinds[kind] = list(numbers)
    for kind, item in scheme.items.items():
        if not kind.startswith("heading_") and item.start:
            counts.kinds[kind] = [item.start - 1, 0]
    return counts


def _first_heading(scheme: Scheme, depth: int, before: Counts | None) -> int | None:
    kind = f"heading_{depth}"
    item, every = scheme.item(kind), scheme.item("all").enabled
    enabled = item.enabled if item.enabled is not None else every is not False
    if not enabled:
        return None
    if item.start:
        return item.start - 1
    last = before.headings[depth - 1] if before else None
    if before is not None and scheme.goes_on(kind):
        return last
    if scheme.titles and depth - 1 <= scheme.offset and last is not None:
        return last
    return None if not scheme.titles and depth <= scheme.offset else 0


def _counted_number(fact: CountFact, scheme: Scheme, counts: Counts) -> Number:
    if not scheme.is_numbered(fact):
        return Number(enumerator=fact.enumerator)
    if fact.enumerator:
        return Number(enumerator=fact.enumerator)
    if fact.kind == "heading":
        level = scheme.level(fact.depth)
        _count_heading(counts, level)
        form = scheme.item(f"heading_{level}").enumerator
        form = form or ("" if scheme.book else scheme.form)
        return Number(enumerator=_heading_number(counts, form))
    kind = "equation" if fact.kind == "subequation" else fact.kind
    count = counts.kinds.setdefault(kind, [0, 0])
    form = scheme.item(kind).enumerator or scheme.form
    if not fact.part:
        count[0] += 1
        count[1] = 0
        return Number(enumerator=_formed(str(count[0]), form))
    count[1] += 1
    letter = chr(ord("a") + (count[1] - 1) % 26)
    if fact.kind == "subequation":
        return Number(enumerator=_formed(f"{count[0]}{letter}", form))
    return Number(enumerator=letter, parent=_formed(str(count[0]), form))


def _formed(number: str, form: str) -> str:
    return form.replace("%s", number) if form else number


def _count_heading(counts: Counts, level: int) -> None:
    for index, count in enumerate(counts.headings):
        if count is not None and index >= level - 1:
            counts.headings[index] = count + 1 if index == level - 1 else 0


def _heading_number(counts: Counts, form: str) -> str:
    numbers = [count for count in counts.headings if count is not None]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return _formed(".".join(map(str, numbers)), form)
