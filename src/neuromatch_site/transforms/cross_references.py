"""References and links -> their targets and their text. Labels are resolved here."""

import posixpath
from urllib.parse import unquote

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.page_names import EVERY_PAGE
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import html_id, normalize_label
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.course import Page, Target
from neuromatch_site.transforms._course_index import CourseIndex
from neuromatch_site.transforms._dead_links import NO_FILE, near_page
from neuromatch_site.transforms._inventories import FOREIGN, LABEL, foreign_link
from neuromatch_site.transforms._templates import asks_for_number, fill, of_page, words_of_link
from neuromatch_site.urls import missing_scheme, url_scheme


def resolve_references(content: nodes.Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Set URL and text of every reference, and of every link to a page.

    A link to a label becomes a ``crossReference``; one without a target is reported and keeps its
    text. Source: ``resolveReferencesTransform`` of myst-transforms.
    """
    resolver = _Resolver(lookup, diagnostics)
    stack: list[tuple[nodes.Parent, str, bool]] = [(content, lookup.page.source.path, False)]
    while stack:
        parent, path, put_out = stack.pop()
        put_out = resolver.in_output = put_out or isinstance(parent, nodes.Output)
        if isinstance(parent, nodes.Embed):
            source = (parent.source or {}).get("path")
            path = source if isinstance(source, str) else path
        in_solution = isinstance(parent, nodes.Solution)
        for index, child in enumerate(parent.children):
            if isinstance(child, nodes.Link | nodes.CrossReference | nodes.Card | nodes.Button):
                parent.children[index] = resolver.resolved(child, path)
            elif in_solution and isinstance(child, nodes.AdmonitionTitle):
                resolver.resolve_solution(child, path)
        below = (child for child in parent.children if isinstance(child, nodes.Parent))
        stack.extend((child, path, put_out) for child in below)


_SEARCHED = 5_000
"""Pages among which the one is sought that an author may have meant."""


class _Resolver:
    """Resolves what stands on one page."""

    def __init__(self, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
        self.lookup = lookup
        self.diagnostics = diagnostics
        self.in_output = False
        """Whether the current node is in an output of a program, whose URLs can be outdated."""

    def report(self, node: nodes.Node, rule: Rule, message: str, hint: str = "") -> None:
        place = node.position or Position(self.lookup.page.source.path)
        self.diagnostics.report(rule, place, message, hint)

    def resolved(
        self, node: nodes.Link | nodes.CrossReference | nodes.Card | nodes.Button, path: str
    ) -> nodes.Node:
        """Return the node that replaces this one."""
        if isinstance(node, nodes.CrossReference):
            return node if node.resolved is not None else self.reference(node, path)
        if isinstance(node, nodes.Link):
            return self.link(node, path)
        self.address(node, path)
        return node

    def resolve_solution(self, title: nodes.AdmonitionTitle, path: str) -> None:
        """Resolve the reference of a solution to its exercise, which has its own rule."""
        for node in title.children:
            if not isinstance(node, nodes.CrossReference) or node.resolved is not None:
                continue
            if self.lookup.target(node.identifier, path) is None:
                message = f"no exercise is labelled `{node.label}`"
                hint = self.unknown(node)[1]
                self.report(node, Rule.SOLUTION_HAS_EXERCISE, message, hint)
                node.resolved = False
                node.children = node.children or [nodes.Text(value=node.label or node.identifier)]

    def unknown(self, node: nodes.CrossReference) -> tuple[str, str]:
        """Return the message and the hint for a reference without a target."""
        label = node.label or node.identifier
        return self.lookup.unknown(node.identifier, label, self.diagnostics)

    # -- references to labels

    def reference(self, node: nodes.CrossReference, path: str) -> nodes.Node:
        """Resolve a reference to a label."""
        equation = f"eq {node.identifier}" if node.kind == "eq" else ""
        target = self.lookup.target(equation, path) if equation else None
        target = target or self.lookup.target(node.identifier, path)
        if target is None and node.kind == "term":
            target = self.lookup.term(node.identifier.removeprefix("term-"))
        if target is None and node.kind == "any":
            page = self.find_page(node.label or node.identifier, path)[0]
            if page is not None:
                words = node.children or self.lookup.title_of(page, node)
                return _page_link(node, page.source.url, words)
        if target is None and (foreign := self.foreign(node.label or "", node)) is not None:
            return foreign
        if target is None:
            message, hint = self.unknown(node)
            self.report(node, Rule.REFERENCE_TARGET_RESOLVES, message, hint)
            node.resolved = False
            name: list[nodes.Node] = [nodes.Text(value=node.label or node.identifier)]
            number = node.label or node.identifier  # in the place of a number that there is not
            node.children = fill(node.children, number, number, name) or name
            return node
        return self.pointed(node, target)

    def pointed(self, node: nodes.CrossReference, target: Target) -> nodes.Node:
        """Return the reference with the URL and the text of its target."""
        fact = target.fact
        named = self.lookup.in_its_language(words_of_link(fact.title, self.words), target.page)
        name = named or [nodes.Text(value=node.label or node.identifier)]
        words = node.children or [
            nodes.Text(position=node.position, value=self.template(node, target))
        ]
        if target.enumerator is None and asks_for_number(words):
            message = f"`{node.label or node.identifier}` has no number; its title is shown"
            hint = "write the link text yourself"
            self.report(node, Rule.REFERENCE_TEMPLATE_FILLS, message, hint)
            words = [nodes.Text(position=node.position, value="{name}")]
        number = target.enumerator or ""
        names_page = not node.children and target.shares_number and asks_for_number(words)
        node.children = fill(words, number, target.part or number, name)
        page = self.lookup.page_of(target.page) if names_page else None
        if page is not None and target.url != self.lookup.page.source.url:
            title = words_of_link(self.lookup.title_of(page, node), self.words)
            node.children = of_page(node.children, title, self.lookup.project.words)
        if fact.kind == "page":
            return _page_link(node, target.url, node.children)
        node.kind = "definitionTerm" if fact.kind == "term" else fact.kind
        node.template = target.template
        node.identifier, node.html_id = fact.identifier, fact.html_id
        node.enumerator, node.resolved = target.enumerator, True
        if target.page != self.lookup.page.source.path:
            node.url, node.remote = target.url, True
        return node

    def template(self, node: nodes.CrossReference, target: Target) -> str:
        """Return the template of a reference without text.

        In a Jupyter Book 1, imported or not, only `numref` shows the number of a chapter or
        section.
        """
        kind, chapter = target.fact.kind, target.fact.kind in ("heading", "page")
        book = self.lookup.project.config.counts_as_sphinx
        if chapter and node.kind == "numref" and target.enumerator:
            return target.template or "Section\u00a0%s"
        if kind == "page" or (chapter and book):
            return "{name}"
        return target.template

    def words(self, identifier: str) -> str:
        """Return the text of a reference inside a title."""
        target = self.lookup.target(identifier, self.lookup.page.source.path)
        return target.text if target else ""

    # -- links

    def link(self, node: nodes.Link, path: str) -> nodes.Node:
        """Resolve a link: to a label, a page, a file, another project; others stay."""
        scheme = url_scheme(node.url)
        if scheme in ("project", "path"):
            node.url = unquote(node.url.partition(":")[2])
            if text_of(node) in (node.url, f"{scheme}:{node.url}"):
                node.children = []
            scheme = ""
            if not node.url.startswith("#"):
                return self.to_page(node, path)
        if scheme in FOREIGN:
            self.lookup.lookups.add("inventories:")
            problem = foreign_link(node, self.lookup.project, self.diagnostics)
            if problem:
                self.report(node, *problem)
            return node
        if scheme or not node.url:
            return self.to_named(node, path) if node.protocol == LABEL else node
        if node.url.startswith("#"):
            return self.to_label(node, node.url[1:], path)
        if node.protocol == "file" or node.url.startswith("/"):
            return self.to_page(node, path)
        return self.to_bare(node, path)

    def to_label(self, node: nodes.Link, label: str, path: str) -> nodes.Node:
        """Resolve ``#label``: a label, or the ``id`` of a heading."""
        identifier, tidy = normalize_label(unquote(label))
        target = self.lookup.target(identifier, path) or self.lookup.target_on(
            html_id(identifier), path
        )
        reference = nodes.CrossReference(
            position=node.position,
            classes=node.classes,
            identifier=identifier,
            label=tidy,
            children=[] if text_of(node) == node.url else node.children,
        )
        return (
            self.reference(reference, path) if target is None else self.pointed(reference, target)
        )

    def to_named(self, node: nodes.Link, path: str) -> nodes.Node:
        """Resolve a label with a colon: of the course, or of another project (``lakes:depth``)."""
        identifier, tidy = normalize_label(unquote(node.url))
        if self.lookup.target(identifier, path) is not None:
            self.report_label_mark(node, tidy)
            return self.to_label(node, node.url, path)
        if (foreign := self.foreign(node.url, node)) is not None:
            return foreign
        message = f"`{node.url}` is neither a label of this course nor a URL that is allowed"
        hint = self.lookup.unknown(identifier, tidy, self.diagnostics)[1]
        hint = hint or "labels are written `(label)=`; URLs start with `https:`"
        self.report(node, Rule.REFERENCE_TARGET_RESOLVES, message, hint)
        return nodes.CrossReference(
            position=node.position,
            classes=node.classes,
            identifier=identifier,
            label=tidy,
            resolved=False,
            children=node.children or [nodes.Text(position=node.position, value=node.url)],
        )

    def foreign(self, label: str, node: nodes.Link | nodes.CrossReference) -> nodes.Link | None:
        """Return the link to a label of another project, if ``key:name`` is one."""
        key, _, name = label.strip().partition(":")
        if not name or all(key != item.key for item in self.lookup.project.config.references):
            return None
        link = nodes.Link(
            position=node.position,
            classes=node.classes,
            url=f"xref:{key}#{name}",
            children=node.children,
        )
        self.lookup.lookups.add("inventories:")
        if problem := foreign_link(link, self.lookup.project, self.diagnostics):
            self.report(node, *problem)
        return link

    def report_label_mark(self, node: nodes.Link, label: str) -> None:
        """Report a link to a label without ``#``, except in Jupyter Book 1, which has no ``#``."""
        if not self.lookup.project.config.jupyter_book:
            message = f"`{node.url}` is a label: write links to it with `#`"
            self.report(node, Rule.LABEL_HAS_MARK, message, f"write `[...](#{label})`")

    def to_bare(self, node: nodes.Link, path: str) -> nodes.Node:
        """Resolve a URL without ``#``: a label that lacks it, or nothing."""
        written = unquote(node.url)
        for label in dict.fromkeys((written, written.removeprefix("@").removesuffix("="))):
            identifier, tidy = normalize_label(label)
            if self.lookup.target(identifier, path) is not None:
                self.report_label_mark(node, tidy)
                return self.to_label(node, label, path)
        if written.endswith("/") and (page := self.find_page(written.rstrip("/"), path)[0]):
            children = node.children or self.lookup.title_of(page, node)
            return _page_link(node, page.source.url, children)
        return self.broken(node, path)

    def to_page(self, node: nodes.Link, path: str) -> nodes.Node:
        """Resolve the path of a source file, or the URL of a page."""
        page, label = self.find_page(node.url, path)
        if page is None:
            if node.protocol != "file":
                return self.broken(node, path)
            why = "" if node.static else self.lookup.withheld(node.url[1:].partition("#")[0])
            if why:
                return self.withheld(node, why)
            self.report_unlisted(node)
            return _download(node)
        if node.static:
            return _download(node)
        if not label:
            children = node.children or self.lookup.title_of(page, node)
            return _page_link(node, page.source.url, children)
        return self.to_place(node, page, label)

    def withheld(self, node: nodes.Link, why: str) -> nodes.Node:
        """Report a link to a page that was left out of the site; it keeps its text."""
        path = node.url[1:].partition("#")[0]
        message = f"`{path}` is {why}: it is not published, and the link leads nowhere"
        hint = "remove the link until the page is published"
        if why == "excluded":
            hint = "write {download}`...` to offer the file itself, or remove the link"
        place = node.position or Position(self.lookup.page.source.path)
        self.diagnostics.warn(Rule.LINK_RESOLVES, place, message, hint)
        return _only_words(node, node.url[1:])

    def report_unlisted(self, node: nodes.Link) -> None:
        """Report a link to Markdown that is not a page of the course.

        A notebook is meant as a download, except in Jupyter Book 1, which makes pages of all files.
        """
        path = node.url[1:].partition("#")[0]
        book = self.lookup.project.config.jupyter_book
        if not node.static and path.endswith((".md", ".ipynb") if book else ".md"):
            message = f"`{path}` is not in the table of contents: the link offers the file itself"
            hint = "list it there to make a page of it, or write {download}`...`"
            place = node.position or Position(self.lookup.page.source.path)
            self.diagnostics.warn(Rule.LINK_RESOLVES, place, message, hint)

    def to_place(self, node: nodes.Link, page: Page, label: str) -> nodes.Node:
        """Resolve a label on a page."""
        identifier, tidy = normalize_label(unquote(label))
        where = page.source.path
        target = self.lookup.target_on(identifier, where) or self.lookup.target_on(
            html_id(identifier), where
        )
        if target is None:
            self.lookup.lookups.add(f"labels:{where}")
            known = list(self.lookup.project.page_targets.get(where, {}))
            message = f"no target on `{where}` is labelled `{label}`"
            hint = self.diagnostics.did_you_mean(identifier, known)
            self.report(node, Rule.REFERENCE_TARGET_RESOLVES, message, hint)
            children = node.children or [nodes.Text(position=node.position, value=label)]
            return _page_link(node, page.source.url, children)
        reference = nodes.CrossReference(
            position=node.position,
            classes=node.classes,
            identifier=identifier,
            label=tidy,
            children=node.children,
        )
        return self.pointed(reference, target)

    def find_page(self, url: str, path: str) -> tuple[Page | None, str]:
        """Return the page of a path or a URL, and the label on it."""
        written, _, label = url.partition("#")
        plain, folder = unquote(written), path.rpartition("/")[0]
        below = posixpath.normpath(posixpath.join(folder, plain)) if plain else ""
        for stem in dict.fromkeys((written.lstrip("/"), plain.lstrip("/"), below)):
            for ending in ("", *EVERY_PAGE):
                page = self.lookup.page_of(stem + ending)
                if page is not None:
                    return page, label
        return (self.lookup.page_at(plain) if plain.startswith("/") else None), label

    def broken(self, node: nodes.Link, path: str) -> nodes.Node:
        """Report a link without a target; it keeps its text, marked."""
        self.lookup.lookups.add("labels:")
        pages = self.lookup.project.pages[:_SEARCHED]
        plain = node.url.partition("#")[0].lstrip("/")
        paths = [page.source.path for page in pages]
        hint = missing_scheme(node.url) or near_page(plain, paths, path, self.diagnostics)
        place = node.position or Position(path)
        hint = hint or f"paths are relative to the folder of `{place.path}`"
        if node.data and NO_FILE in node.data:
            message, hint = f"file not found: `{unquote(node.url)}`", str(node.data[NO_FILE])
            self.diagnostics.report(Rule.STATIC_FILE_COPIED, place, message, hint)
        elif self.in_output:
            message = f"an output links to `{node.url}`, which does not exist; its text is shown"
            self.diagnostics.warn(Rule.LINK_RESOLVES, place, message)
        else:
            self.report(node, Rule.LINK_RESOLVES, f"page or file not found: `{node.url}`", hint)
        return _only_words(node, node.url)

    # -- cards and buttons

    def address(self, node: nodes.Card | nodes.Button, path: str) -> None:
        """Set the URL of a card or a button like that of a link."""
        if not node.url or url_scheme(node.url):
            return
        link = self.link(nodes.Link(position=node.position, url=node.url), path)
        if isinstance(link, nodes.Link):
            node.url = link.url
        elif isinstance(link, nodes.CrossReference) and link.resolved:
            node.url = f"{link.url or ''}#{link.html_id}"


def _page_link(
    node: nodes.Link | nodes.CrossReference, url: str, children: list[nodes.Node]
) -> nodes.Link:
    return nodes.Link(
        position=node.position, classes=node.classes, url=url, internal=True, children=children
    )


def _only_words(node: nodes.Link, words: str) -> nodes.Link:
    """Return a link to nowhere, with its own words or with these."""
    children = node.children or [nodes.Text(position=node.position, value=words)]
    return nodes.Link(position=node.position, classes=node.classes, children=children)


def _download(node: nodes.Link) -> nodes.Link:
    node.static = True
    node.url = node.url.partition("#")[0]
    name = node.url.rpartition("/")[2]
    node.children = node.children or [nodes.Text(position=node.position, value=name)]
    return node
