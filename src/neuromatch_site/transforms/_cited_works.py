"""Which works a tree cites: by roles, by ``@key``, by links to DOIs."""

from collections.abc import Iterator

from neuromatch_site.model.ast.nodes import Cite, Link, Node
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import CiteFact
from neuromatch_site.urls import bare_doi


def cited_works(content: Node) -> list[CiteFact]:
    """Return the cited works of the tree without repetition, in document order."""
    works: dict[str, CiteFact] = {}
    for node in citing_nodes(content):
        label = label_of(node)
        linked = isinstance(node, Link) and bool(text_of(node).strip())
        if label not in works or (works[label].linked and not linked):
            works[label] = CiteFact(label=label, linked=linked, position=node.position)
    return list(works.values())


def citing_nodes(content: Node) -> Iterator[Cite | Link]:
    """Yield all citations, including links to DOIs."""
    for node in select(content, Cite, Link):
        if isinstance(node, Cite) or leads_to_doi(node):
            yield node


def leads_to_doi(link: Link) -> bool:
    """Return whether the link is a DOI: ``doi:...``, ``https://doi.org/...``.

    Source: mystmd, which does not infer DOIs from other hosts by default.
    """
    url = link.url[:4].lower()
    return url == "doi:" or (url.startswith(("http", "10.")) and bool(bare_doi(link.url)))


def label_of(node: Cite | Link) -> str:
    """Return the DOI of a node in lower case, or its key as written."""
    written = node.label if isinstance(node, Cite) else node.url
    return bare_doi(written).lower() or written
