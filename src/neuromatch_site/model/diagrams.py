"""Where the lock of a course keeps the picture of a diagram."""

from hashlib import blake2b

from neuromatch_site.model.ast.nodes import Diagram

FOLDER = "lock/diagrams/"


def diagram_file(node: Diagram) -> str:
    """Return the path of a diagram's picture: it tells the language and the words."""
    source = f"{node.type}\0{node.value.strip()}"
    return f"{FOLDER}{blake2b(source.encode(), digest_size=10).hexdigest()}.svg"
