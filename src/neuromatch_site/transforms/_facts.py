"""The facts of a page that other pages, the toc and the exporters need."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.filesystem.page_names import EVERY_PAGE
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.tracks import poster_of, tracks_of
from neuromatch_site.model.ast.visit import select, walk
from neuromatch_site.model.course import (
    CountFact,
    HeadingFact,
    ImageFact,
    IndexFact,
    LinkFact,
    PageFacts,
    PageSource,
    TargetFact,
    VideoFact,
)
from neuromatch_site.transforms._cell_tags import LANDING_BLOCKS
from neuromatch_site.transforms._cited_works import cited_works
from neuromatch_site.transforms._numbered_nodes import Counted, counted_nodes, kind_of, title_of
from neuromatch_site.transforms.katex.alphabets import visible_characters
from neuromatch_site.urls import url_scheme

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""Kana and Han characters."""
_GOALS = frozenset(("goals", "objectives", "learning-objectives", "outcomes"))
"""Classes of admonitions that say what a page teaches."""
_LEAST_OPENING = 6
"""Words of a paragraph that says what a page is about."""
_LONGEST_OPENING = 200
"""Characters; search engines show fewer."""
_Add = Callable[[nodes.Node, PageFacts], None]


def facts_of(
    content: nodes.Root,
    frontmatter: PageFrontmatter,
    source: PageSource,
    title: Sequence[nodes.Node] = (),
) -> PageFacts:
    """Return the facts of a page after its transforms; ``title`` has markup."""
    facts = PageFacts(
        title=frontmatter.title or source.title,
        opening=_opening(content.children),
        title_nodes=nodes.Nodes(title),
        cited=cited_works(content),
    )
    for node, in_group in counted_nodes(content):
        _add_counted(node, facts, in_group=in_group)
    for each in walk(content):
        add = _ADDERS.get(each.type)
        if add is not None:
            add(each, facts)
    whole = nodes.Root(children=[*title, content])
    formulas = {formula.html or "" for formula in select(whole, nodes.Math, nodes.InlineMath)}
    facts.formula_characters = "".join(sorted(set().union(*map(visible_characters, formulas))))
    facts.files = list(dict.fromkeys(facts.files))
    facts.linked = list(dict.fromkeys(facts.linked))
    facts.embeds = list(dict.fromkeys(facts.embeds))
    return facts


def _opening(siblings: Sequence[nodes.Node]) -> str:
    """Return the first paragraph that can be read alone: words, no formulas, no links."""
    for node in siblings:
        words = ""
        if isinstance(node, nodes.Block):
            words = _opening(node.children)
        elif isinstance(node, nodes.Paragraph) and not any(map(_needs_its_page, walk(node))):
            words = " ".join(text_of(node).split())
        if _word_count(words) >= _LEAST_OPENING:
            return _shortened(words)
    return ""


def _needs_its_page(node: nodes.Node) -> bool:
    return isinstance(
        node, nodes.Cite | nodes.CrossReference | nodes.Image | nodes.InlineMath | nodes.Link
    )


def _shortened(words: str) -> str:
    """Return a text of at most some characters, to the end of a sentence or of a word."""
    if len(words) <= _LONGEST_OPENING:
        return words
    start = words[:_LONGEST_OPENING]
    end = max(start.rfind(mark) for mark in (". ", "? ", "! ", "\u3002"))
    return start[: end + 1] if end > 0 else start.rpartition(" ")[0] + "\u2026"


def _add_counted(node: Counted, facts: PageFacts, *, in_group: bool) -> None:
    count = CountFact(
        kind=kind_of(node, in_group=in_group),
        depth=node.depth if isinstance(node, nodes.Heading) else 0,
        part=in_group or (isinstance(node, nodes.Container) and bool(node.subcontainer)),
        enumerated=node.enumerated,
        enumerator=node.enumerator,
    )
    place = len(facts.counted)
    facts.counted.append(count)
    for identifier, label in _identifiers(node):
        fact = TargetFact(
            identifier=identifier,
            label=label,
            html_id=node.html_id or "",
            kind="term" if isinstance(node, nodes.DefinitionTerm) else count.kind,
            title=nodes.Nodes(title_of(node)),
            counted=place,
            implicit=_is_implicit(node),
            position=node.position,
        )
        (facts.terms if isinstance(node, nodes.DefinitionTerm) else facts.targets).append(fact)


def _identifiers(node: Counted) -> Iterator[tuple[str, str]]:
    """Yield the identifiers of a node with their labels: its own, and those set before it."""
    if node.identifier:
        yield node.identifier, node.label or node.identifier
    others = node.data.get("aliases") if node.data else None
    for other in others if isinstance(others, list) else ():
        yield str(other), str(other)


def _is_implicit(node: Counted) -> bool:
    if isinstance(node, nodes.Heading | nodes.Container):
        return bool(node.implicit)
    return (
        isinstance(node, nodes.Code | nodes.Div | nodes.Paragraph | nodes.Span)
        and node.label is None
    )


# -- what single nodes say


def _add_words(node: nodes.Text, facts: PageFacts) -> None:
    facts.words += _word_count(node.value)


def _word_count(text: str) -> int:
    if text.isascii():
        return len(text.split())
    packed = len(_UNSPACED.findall(text))
    return (
        len(_UNSPACED.sub(" ", text).split()) + (packed + 1) // 2 if packed else len(text.split())
    )


def _math(_: nodes.Math, facts: PageFacts) -> None:
    facts.formulas += 1


def _exercise(node: nodes.Exercise, facts: PageFacts) -> None:
    facts.exercises += 1
    minutes = node.data.get("minutes") if node.data else None
    if isinstance(minutes, int):
        facts.timed_exercises += 1
        facts.exercise_minutes += minutes
    _solution(node, facts)


def _quiz(node: nodes.Quiz, facts: PageFacts) -> None:
    facts.quiz_questions += 1
    _solution(node, facts)


def _solution(node: nodes.Exercise | nodes.Solution | nodes.Quiz, facts: PageFacts) -> None:
    facts.exercise_words += sum(
        _word_count(t.value) for t in walk(node) if isinstance(t, nodes.Text)
    )


def _heading(node: nodes.Heading, facts: PageFacts) -> None:
    if node.html_id:  # those of demos have none
        heading = HeadingFact(depth=node.depth, text=text_of(node), html_id=node.html_id)
        facts.headings.append(heading)


def _image(node: nodes.Image, facts: PageFacts) -> None:
    path = node.url[1:] if node.url.startswith("/") else ""
    url = node.urlSource or node.url
    facts.images.append(ImageFact(url=url, path=path, alt=node.alt, position=node.position))
    facts.files += [str(track["path"]) for track in tracks_of(node)]
    if (poster := poster_of(node)).startswith("/"):
        facts.posters.append(poster[1:])


def _link_fact(node: nodes.Link, facts: PageFacts) -> None:
    if node.protocol == "file":
        path = node.url[1:].partition("#")[0]
        may_be_page = path.endswith(EVERY_PAGE) and not node.static
        (facts.linked if may_be_page else facts.files).append(path)
    elif url_scheme(node.url) in ("http", "https"):
        facts.links.append(LinkFact(url=node.url, position=node.position))


def _admonition(node: nodes.Admonition, facts: PageFacts) -> None:
    if not _GOALS.isdisjoint(node.classes or ()):
        points = (text_of(item) for item in walk(node) if isinstance(item, nodes.ListItem))
        facts.outcomes += [
            words.rstrip(".;,") for point in points if (words := " ".join(point.split()))
        ]


def _embed(node: nodes.Embed, facts: PageFacts) -> None:
    label = (node.source or {}).get("label")
    if isinstance(label, str):
        facts.embeds.append(label)


def _video(node: nodes.Video, facts: PageFacts) -> None:
    if node.poster and node.poster.startswith("/"):
        facts.posters.append(node.poster[1:])
    facts.videos.append(
        VideoFact(
            title=node.title,
            providers=node.providers or [],
            html_id=node.html_id or "",
            position=node.position,
        )
    )


def _outputs(node: nodes.Outputs, facts: PageFacts) -> None:
    if not node.identifier:
        return
    facts.targets.append(
        TargetFact(
            identifier=node.identifier,
            label=node.label or node.identifier,
            html_id=node.html_id or "",
            kind="outputs",
            implicit=node.label is None,
            position=node.position,
        )
    )


def _block(node: nodes.Block, facts: PageFacts) -> None:
    facts.executable |= node.kind == "notebook-code"
    facts.landing |= node.kind in LANDING_BLOCKS


def _index_entries(node: nodes.IndexEntries, facts: PageFacts) -> None:
    if node.entries:
        facts.index.append(IndexFact(html_id=node.html_id or "", entries=node.entries))


def _interactive(node: nodes.Interactive, facts: PageFacts) -> None:
    if node.kind not in facts.interactive:
        facts.interactive.append(node.kind)


def _code_fact(node: nodes.Code, facts: PageFacts) -> None:
    facts.executable |= bool(node.executable)
    if node.visibility not in ("hide", "remove"):  # helpers of a lesson may have 2,000 lines
        facts.code_lines += len(node.value.splitlines())


N = TypeVar("N", bound=nodes.Node)


def _for_kind(kind: type[N], add: Callable[[N, PageFacts], None]) -> tuple[str, _Add]:
    def checked(node: nodes.Node, facts: PageFacts) -> None:
        if isinstance(node, kind):
            add(node, facts)

    return kind.type, checked


_ADDERS: dict[str, _Add] = dict(
    [
        _for_kind(nodes.Admonition, _admonition),
        _for_kind(nodes.Text, _add_words),
        _for_kind(nodes.Heading, _heading),
        _for_kind(nodes.Image, _image),
        _for_kind(nodes.Link, _link_fact),
        _for_kind(nodes.Embed, _embed),
        _for_kind(nodes.Video, _video),
        _for_kind(nodes.Outputs, _outputs),
        _for_kind(nodes.Block, _block),
        _for_kind(nodes.Code, _code_fact),
        _for_kind(nodes.Interactive, _interactive),
        _for_kind(nodes.IndexEntries, _index_entries),
        _for_kind(nodes.Math, _math),
        _for_kind(nodes.Exercise, _exercise),
        _for_kind(nodes.Solution, _solution),
        _for_kind(nodes.Quiz, _quiz),
    ]
)
