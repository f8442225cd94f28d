"""Look up other pages of the course in a project transform."""

from collections.abc import Iterable

from msgspec import Struct

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import Node, Span, Text
from neuromatch_site.model.ast.visit import copy_of
from neuromatch_site.model.course import Embedded, Page, Project, Target

_CANDIDATES = 5_000


class CourseIndex(Struct, frozen=True):
    """Lookups in the course from one page; records each of them."""

    project: Project
    page: Page
    lookups: set[str]

    def target(self, identifier: str, path: str) -> Target | None:
        """Return the target of the identifier on a page, whose own targets take precedence."""
        own = self.project.page_targets.get(path, {})
        target = own.get(identifier)
        if path != self.page.source.path:
            self.lookups.add(f"target:{path}#{identifier}")
        if target is not None and not target.fact.implicit:
            return target
        self.lookups.add(f"target:{identifier}")
        elsewhere = self.project.targets.get(identifier)
        return elsewhere or target or self.project.implicit.get(identifier)

    def target_on(self, identifier: str, path: str) -> Target | None:
        """Return the target of the identifier or ``id`` on that page only."""
        self.lookups.add(f"target:{path}#{identifier}")
        return self.project.page_targets.get(path, {}).get(identifier)

    def title_of(self, page: Page, node: Node) -> list[Node]:
        """Return the nodes of a page's title, with their language if it differs."""
        title = page.frontmatter.title or page.facts.title
        marked_up = [copy_of(node) for node in page.facts.title_nodes]
        words = marked_up or [Text(position=node.position, value=title)]
        return self.in_its_language(words, page.source.path)

    def in_its_language(self, words: list[Node], path: str) -> list[Node]:
        """Return text of another page, with its language if it differs."""
        page, usual = self.project.page(path), self.project.site.options.language
        if not words or page is None or page is self.page:
            return words
        self.lookups.add(f"language:{path}")
        language, own = (which.frontmatter.language or usual for which in (page, self.page))
        marks: dict[str, object] = {"lang": language, "dir": "auto"}
        return words if language == own else [Span(children=words, data=marks)]

    def withheld(self, path: str) -> str:
        """Return why a page of the course folder is not part of the site."""
        self.lookups.add(f"withheld:{path}")
        return self.project.withheld(path)

    def term(self, term: str) -> Target | None:
        """Return the glossary entry of a normalised term."""
        self.lookups.add(f"term:{term}")
        return self.project.terms.get(term)

    def page_of(self, path: str) -> Page | None:
        """Return the page of a source file."""
        self.lookups.add(f"page:{path}")
        return self.project.page(path)

    def page_at(self, url: str) -> Page | None:
        """Return the page at a URL from the root of the site."""
        folder = url if url.endswith("/") else f"{url}/"
        self.lookups.add(f"page:{folder}")
        return self.project.page_at(folder)

    def embedded(self, identifier: str) -> Embedded | None:
        """Return the content of an identifier."""
        self.lookups.add(f"embed:{identifier}")
        return self.project.embeds.get(identifier)

    def unknown(self, identifier: str, label: str, diagnostics: Diagnostics) -> tuple[str, str]:
        """Return the message and the hint for an unknown label."""
        if not identifier:
            return "the reference has no label", "write the label, as in `[](#label)`"
        message = f"no target is labelled `{label}`"
        self.lookups.add(f"labels:{self.page.source.path}")
        own = self.project.page_targets.get(self.page.source.path, {})
        near = diagnostics.closest(identifier, [*own, *self._candidates(identifier)])
        if not near:
            return message, ""
        target = own.get(near) or self.project.targets.get(near)
        place = target.fact.position if target else None
        where = f" ({place.path}:{place.line})" if place else ""
        return message, f"did you mean `{near}`{where}?"

    def _candidates(self, identifier: str) -> Iterable[str]:
        """Return labels that begin like this one, not more than a search can bear."""
        first = identifier[:1]
        known_targets = [known for known in self.project.targets if known.startswith(first)]
        return known_targets[:_CANDIDATES]
