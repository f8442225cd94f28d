"""Which works a tree cites: by roles, by ``@key``, by links to DOIs."""

from collections.abc import Iterator

from neuromatch_site.model.ast.nodes import Cite, Link, Node
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import CiteFact
from neuromatch_site.urls import bare_doi


def cited_works(content: Node) -> list[CiteFact]:
    """Return the works that the tree cites, once each, in the order of the text."""
    works: dict[str, CiteFact] = {}
    for node in citing_nodes(content):
        label = label_of(node)
        linked = isinstance(node, Link) and bool(text_of(node).strip())
        if label not in works or (works[label].linked and not linked):
            works[label] = CiteFact(label=label, linked=linked, position=node.position)
    return list(works.values())


def citing_nodes(content: Node) -> Iterator[Cite | Link]:
    """Yield every citation, and every link that is one because it leads to a DOI."""
    for node in select(content, Cite, Link):
        if isinstance(node, Cite) or leads_to_doi(node):
            yield node


def leads_to_doi(link: Link) -> bool:
    """Return whether the link names a DOI: ``doi:...``, ``https://doi.org/...``.

    Source: mystmd, which leaves other hosts alone unless it is told to infer DOIs.
    """
    url = link.url[:4].lower()
    return url == "doi:" or (url.startswith(("http", "10.")) and bool(bare_doi(link.url)))


def label_of(node: Cite | Link) -> str:
    """Return the DOI that a node names, in lower case, or its key as written."""
    written = node.label if isinstance(node, Cite) else node.url
    return bare_doi(written).lower() or written
