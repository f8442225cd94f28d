"""``ref``, ``numref``, ``eq``, ``prf:ref`` -> ``crossReference``."""

from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import CrossReference, Node
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._target import referred


def run(data: RoleData) -> list[Node]:
    """Return a reference to a label; ``%s`` and ``{number}`` in its text become the number."""
    target = referred(data)
    return [
        CrossReference(
            position=data.position,
            kind=data.name,
            identifier=normalize_label(target.target)[0],
            label=target.target,
            classes=data.classes(),
            children=target.text,
        )
    ]


ROLE = Role(
    name="ref",
    alias=("numref", "eq", "any", "prf:ref", "proof:ref"),
    doc=(
        "Refers to a label: `ref` shows its title, `numref` its number, `eq` the number of an "
        "equation, `any` a label or a page; `Figure %s <label>` says how."
    ),
    run=run,
    nodes=(CrossReference,),
)
