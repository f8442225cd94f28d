"""In-text labels of works: names and year, unambiguous among all works cited.

Source: APA 7, sections 8.17 to 8.20: one or two names in full, more as ``et al.``; more names until
they differ; initials if two first authors share a family name; year suffixes if nothing else
differs, in the order of the titles.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from neuromatch_site.bibliography.csl import CslItem, CslName, year_of
from neuromatch_site.bibliography.names import creators, family, initials, is_others
from neuromatch_site.bibliography.terms import Terms
from neuromatch_site.markup.rich_text import plain_of


class Label(Struct, frozen=True):
    """The in-text label of one work."""

    names: str
    """``Hodgkin & Huxley``, for parentheses."""
    names_in_text: str
    """``Hodgkin and Huxley``, for running text."""
    year: str
    """``1952``, ``1952a``, ``n.d.``."""


class _Work(Struct):
    item: CslItem
    names: list[str]
    title: str
    year: str
    others: bool
    name_count: int
    suffix: str = ""


def label_works(items: Sequence[CslItem], terms: Terms) -> dict[str, Label]:
    """Return the label of each item by its ``id``; equal labels are disambiguated."""
    prefixes = _prefixes(items)
    works = [_work(item, prefixes, terms) for item in items]
    for group in _alike(works):
        _show_more_names(group)
    for group in _alike(works):
        _add_letters(group)
    return {work.item["id"]: _label(work, terms) for work in works}


def _work(item: CslItem, prefixes: dict[str, set[str]], terms: Terms) -> _Work:
    people, _ = creators(item)
    named = [name for name in people if not is_others(name)]
    names = [family(name) for name in named]
    if named and len(prefixes.get(names[0], ())) > 1 and (first := _first_initials(named[0])):
        names[0] = f"{first} {names[0]}"
    others = len(named) < len(people)
    few = len(names) <= 2 and not others
    title = item.get("title-short") or item.get("title") or item["id"]
    return _Work(
        item, names, plain_of(title), shown_year(item, terms), others, len(names) if few else 1
    )


def shown_year(item: CslItem, terms: Terms) -> str:
    """Return the year of a work, or ``in press`` for a forthcoming one."""
    status = item.get("status", "").lower()
    return year_of(item) or (terms.in_press if status == "in press" else status) or terms.no_date


def _prefixes(items: Iterable[CslItem]) -> dict[str, set[str]]:
    """Return the initials that go with each family name of a first author."""
    initials_of = defaultdict(set)
    for item in items:
        people, _ = creators(item)
        if people:
            initials_of[family(people[0])].add(_first_initials(people[0]))
    return initials_of


def _first_initials(name: CslName) -> str:
    return initials(name.get("given", "")) if "literal" not in name else ""


def _alike(works: Iterable[_Work]) -> list[list[_Work]]:
    """Return the groups, of two or more works, that would look the same."""
    groups = defaultdict(list)
    for work in works:
        groups[_label_names(work, "&", ""), work.year].append(work)
    return [group for group in groups.values() if len(group) > 1]


def _show_more_names(group: Sequence[_Work]) -> None:
    """Show as many names of each work as tell it from those with other authors."""
    for start in {work.name_count for work in group}:
        needed = _needed({tuple(work.names) for work in group}, start)
        for work in group:
            work.name_count = (
                needed[tuple(work.names)] if work.name_count == start else work.name_count
            )
    for work in group:
        if work.name_count == len(work.names) - 1 and not work.others:
            work.name_count += 1  # "et al." never stands for one person


def _needed(lists: set[tuple[str, ...]], start: int) -> dict[tuple[str, ...], int]:
    """Return how many of its names tell each list from the others; ``start`` at least."""
    count_shown = start
    needed = dict.fromkeys(lists, start)
    alike = lists
    while len(alike) > 1:
        count = Counter(names[:count_shown] for names in alike)
        alike = {
            names for names in alike if count[names[:count_shown]] > 1 and count_shown < len(names)
        }
        count_shown += 1
        needed.update(dict.fromkeys(alike, count_shown))
    return needed


def _add_letters(group: Sequence[_Work]) -> None:
    in_order = sorted(group, key=lambda work: (work.title.casefold(), work.item["id"]))
    for number, work in enumerate(in_order):
        letter = _letters(number)
        work.suffix = letter if work.year[-1:].isdigit() else f"-{letter}"


def _letters(number: int) -> str:
    """Return ``a`` to ``z``, then ``aa``, ``ab`` ..."""
    letters = chr(ord("a") + number % 26)
    return letters if number < 26 else _letters(number // 26 - 1) + letters


def _label(work: _Work, terms: Terms) -> Label:
    names, in_text = (_label_names(work, last, terms.others) for last in ("&", terms.conjunction))
    return Label(names, in_text, work.year + work.suffix)


def _label_names(work: _Work, last: str, others: str) -> str:
    if not work.names:
        return work.title
    first_names = work.names[: work.name_count]
    if work.others or work.name_count < len(work.names):
        return f"{', '.join(first_names)}{',' if len(first_names) > 1 else ''} {others}"
    if len(first_names) <= 2:
        return f" {last} ".join(first_names)
    return f"{', '.join(first_names[:-1])}, {last} {first_names[-1]}"
