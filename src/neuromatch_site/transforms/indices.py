"""The index of the course: ``index`` marks places, ``show-index`` lists them alphabetically."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._course_index import CourseIndex
from neuromatch_site.transforms._steps import changes


@changes(nodes.IndexEntries)
def name_index_entries(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Set an ``id`` on each target of the index, unless it has a label."""
    for number, node in enumerate(select(content, nodes.IndexEntries), 1):
        if node.entries and not node.identifier:
            node.html_id = f"_index-{number}"


class _Place(Struct, frozen=True):
    """Where an entry leads."""

    url: str
    title: str
    emphasis: bool = False
    """It is the main entry."""


class _Entry(Struct):
    """A word of the index."""

    places: list[_Place] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """Words that it refers to."""
    below: dict[str, "_Entry"] = field(default_factory=dict)


@changes(nodes.GenIndex)
def fill_indices(content: nodes.Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Put the entries of all pages into each ``genindex``, by letter.

    Source: ``buildIndexTransform`` of myst-transforms.
    """
    for node in select(content, nodes.GenIndex):
        lookup.lookups.add("index:")
        entries = _collected(lookup)
        for letter, words in groupby(sorted(entries, key=_order), _letter):
            node.children.append(
                nodes.Paragraph(children=[nodes.Strong(children=[nodes.Text(value=letter)])])
            )
            node.children.append(_list({word: entries[word] for word in words}))


def _collected(lookup: CourseIndex) -> Mapping[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for page in lookup.project.pages:
        title = page.frontmatter.title or page.facts.title
        for fact in page.facts.index:
            for index_entry in fact.entries:
                entry = entries.setdefault(str(index_entry.get("entry", "")), _Entry())
                place = _Place(
                    f"{page.source.url}#{fact.html_id}", title, bool(index_entry.get("emphasis"))
                )
                _add_mention(entry, index_entry.get("subEntry"), place)
    return entries


def _add_mention(entry: _Entry, sub: object, place: _Place) -> None:
    if not isinstance(sub, dict):
        entry.places.append(place)
    elif sub.get("kind") in ("see", "seealso"):
        entry.others.append(str(sub.get("value", "")))
    else:
        entry.below.setdefault(str(sub.get("value", "")), _Entry()).places.append(place)


def _order(word: str) -> tuple[str, str]:
    return _without_accents(word), word


def _without_accents(word: str) -> str:
    """Return a word without accents, as an alphabet has it."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _letter(word: str) -> str:
    first = _without_accents(word)[:1].upper()
    return first if first.isalpha() else "#"


def _list(entries: Mapping[str, _Entry]) -> nodes.List:
    items: list[nodes.Node] = []
    for word in sorted(entries, key=_order):
        entry = entries[word]
        item = nodes.ListItem(children=[nodes.Paragraph(children=[*_index_line(word, entry)])])
        if entry.below:
            item.children.append(_list(entry.below))
        items.append(item)
    return nodes.List(ordered=False, children=items)


def _index_line(word: str, entry: _Entry) -> Iterator[nodes.Node]:
    """Yield a word, where it stands, and what it sends to."""
    yield nodes.Text(value=word)
    for place in _once(entry.places):
        link: nodes.Node = nodes.Link(
            url=place.url, internal=True, children=[nodes.Text(value=place.title)]
        )
        yield nodes.Text(value=", ")
        yield nodes.Strong(children=[link]) if place.emphasis else link
    for other in dict.fromkeys(entry.others):
        yield nodes.Text(value=" \u2192 ")
        yield nodes.Emphasis(children=[nodes.Text(value=other)])


def _once(places: Sequence[_Place]) -> list[_Place]:
    """Return the places; of those on one page, the main one, or the first."""
    by_key: dict[str, _Place] = {}
    for place in places:
        page = place.url.partition("#")[0]
        if page not in by_key or (place.emphasis and not by_key[page].emphasis):
            by_key[page] = place
    return list(by_key.values())
