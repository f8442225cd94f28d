"""``octicon``, ``fas`` ... -> nothing: an icon of a font that this site does not load."""

from neuromatch_site.model.ast.nodes import MystComment, Node
from neuromatch_site.myst.parser.role import Role, RoleData


def run(data: RoleData) -> list[Node]:
    """Return a comment: the icon only decorates the text beside it."""
    return [MystComment(position=data.position, value=data.value)]


ROLE = Role(
    name="octicon",
    variants=(
        *("opticon", "fa", "fas", "fab", "far", "fa-solid", "fa-brands", "fa-regular", "icon"),
        *(f"material-{kind}" for kind in ("regular", "outlined", "round", "sharp", "twotone")),
    ),
    doc="An icon of sphinx-design; it is not shown.",
    run=run,
    nodes=(MystComment,),
)
