"""The path of a rendered diagram in the lock of a course."""

from hashlib import blake2b

from neuromatch_site.model.ast.nodes import Diagram

FOLDER = "lock/diagrams/"


def diagram_file(node: Diagram) -> str:
    """Return the path of a diagram's picture, derived from its language and source."""
    source = f"{node.type}\0{node.value.strip()}"
    return f"{FOLDER}{blake2b(source.encode(), digest_size=10).hexdigest()}.svg"
