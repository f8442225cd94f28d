"""Citations -> footnotes, for note styles."""

from collections.abc import Mapping, Sequence
from html.parser import HTMLParser

from neuromatch_site.bibliography.citation_forms import note_text
from neuromatch_site.bibliography.style import CitationText
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import parents_of, replace, select, walk
from neuromatch_site.transforms.footnotes import number_again


def move_into_notes(content: nodes.Root, texts: Mapping[str, CitationText]) -> None:
    """Move citations into footnotes, unless they are in footnotes of the author.

    ``texts`` are those of the works on the page, by key. The first note of a work is the full
    reference, later ones are short; "ibid." is never used, because it is meaningless in the margin.
    """
    notes = _Notes(content, texts)
    put = {
        id(node): notes.instead_of(node)
        for node in list(select(content, nodes.Cite, nodes.CiteGroup))
    }
    replace(content, (nodes.Cite, nodes.CiteGroup), lambda node: put.get(id(node)))
    _place_marks(content)
    content.children += notes.definitions
    number_again(content)


def _place_marks(content: nodes.Root) -> None:
    """Put the marks of citations behind the point or comma that follows, with no space before."""
    for parent in parents_of(content, nodes.FootnoteReference):
        for before, mark, after in zip(
            parent.children, parent.children[1:], [*parent.children[2:], None], strict=False
        ):
            if not (
                isinstance(mark, nodes.FootnoteReference) and mark.identifier.startswith(_PREFIX)
            ):
                continue
            if not isinstance(before, nodes.Text):
                continue
            before.value = before.value.rstrip()
            if isinstance(after, nodes.Text):
                rest = after.value.lstrip(".,;:!?")
                moved = after.value[: len(after.value) - len(rest)]
                before.value += moved[before.value[-1:] == moved[:1] == "." :]
                after.value = rest


_PREFIX = "cite-note-"


class _Notes:
    """The notes of a page, while its citations are gone through."""

    def __init__(self, content: nodes.Root, texts: Mapping[str, CitationText]) -> None:
        self.definitions: list[nodes.FootnoteDefinition] = []
        self._texts = texts
        self._cited: set[str] = set()
        own = list(select(content, nodes.FootnoteDefinition))
        self._inside = {id(node) for root in own for node in walk(root)}
        groups = select(content, nodes.CiteGroup)
        self._grouped = {id(cite) for group in groups for cite in group.children}

    def instead_of(self, node: nodes.Cite | nodes.CiteGroup) -> list[nodes.Node] | None:
        """Return the text that replaces a citation; nothing if it stays."""
        if isinstance(node, nodes.Cite):
            return None if id(node) in self._grouped else self._named([node], node)
        cites = [child for child in node.children if isinstance(child, nodes.Cite)]
        if node.kind == "narrative" or any(cite.partial == "author" for cite in cites):
            return self._named(cites, node)
        known = [cite for cite in cites if cite.label in self._texts]
        unknown = [cite for cite in cites if cite.label not in self._texts]
        return [*self._noted(known, node), *_apart(unknown)] if known else None

    def _named(self, cites: Sequence[nodes.Cite], node: nodes.Node) -> list[nodes.Node] | None:
        """Return the names, each before its note; years and names alone stay as they are."""
        if any(cite.partial or cite.label not in self._texts for cite in cites):
            return None
        siblings: list[nodes.Node] = []
        for number, cite in enumerate(cites):
            names = self._texts[cite.label].names_in_text
            before = "; " if number else ""
            if id(node) in self._inside:
                siblings += [
                    nodes.Text(position=node.position, value=before),
                    *self._noted([cite], node),
                ]
                continue
            prefix = f"{cite.prefix} " if cite.prefix else ""
            cite.prefix = None
            siblings.append(nodes.Text(position=node.position, value=f"{before}{prefix}{names}"))
            siblings += self._noted([cite], node)
        return siblings

    def _noted(self, cites: Sequence[nodes.Cite], node: nodes.Node) -> list[nodes.Node]:
        """Return the mark of a new note about the works; in a note, the words themselves."""
        in_note = id(node) in self._inside
        words = self._nodes(cites, end=not in_note)
        if in_note:
            return words
        name = f"{_PREFIX}{len(self.definitions) + 1}"
        paragraph = nodes.Paragraph(position=node.position, children=words)
        self.definitions.append(
            nodes.FootnoteDefinition(position=node.position, identifier=name, children=[paragraph])
        )
        return [nodes.FootnoteReference(position=node.position, identifier=name)]

    def _nodes(self, cites: Sequence[nodes.Cite], *, end: bool) -> list[nodes.Node]:
        from neuromatch_site.bibliography.csl_typography import Typography, mend

        forms = self._texts[cites[0].label].forms
        words: list[nodes.Node] = [nodes.Text(value=forms.before)] if forms.before and end else []
        for number, cite in enumerate(cites):
            html = self._html(cite)
            if end and number == 0 and cite.prefix:
                html = html[:1].upper() + html[1:]
            if end and cite is cites[-1]:
                html = mend(html + forms.after, Typography(in_quotes=forms.in_quotes))
            cite.kind, cite.children = "note", nodes_of(html, cite.position)
            words += [nodes.Text(value=forms.between), cite] if number else [cite]
        return words

    def _html(self, cite: nodes.Cite) -> str:
        text = self._texts[cite.label]
        first, later = text.notes[:2], text.notes[2:]
        html = note_text(later if cite.label in self._cited else first, cite.suffix, text.forms)
        self._cited.add(cite.label)
        return f"{cite.prefix} {html}" if cite.prefix else html


def _apart(siblings: Sequence[nodes.Node]) -> list[nodes.Node]:
    return [
        part for node in siblings for part in (nodes.Text(position=node.position, value=" "), node)
    ]


def nodes_of(html: str, position: Position | None) -> list[nodes.Node]:
    """Return clean HTML of a reference as nodes."""
    reader = _Reader(position)
    reader.feed(html)
    reader.close()
    return reader.root.children


_ELEMENTS: Mapping[str, type[nodes.Parent]] = {
    "i": nodes.Emphasis,
    "b": nodes.Strong,
    "sub": nodes.Subscript,
    "sup": nodes.Superscript,
    "u": nodes.Underline,
    "a": nodes.Link,
}


class _Reader(HTMLParser):
    def __init__(self, position: Position | None) -> None:
        super().__init__()
        self.root = nodes.Paragraph(position=position)
        self._position = position
        self._open: list[nodes.Parent] = [self.root]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _ELEMENTS:
            node = _ELEMENTS[tag](position=self._position)
            if isinstance(node, nodes.Link):
                node.url = dict(attrs).get("href") or ""
            self._open[-1].children.append(node)
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in _ELEMENTS and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(nodes.Text(position=self._position, value=data))
