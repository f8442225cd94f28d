"""``chem`` -> ``chemicalFormula``."""

from neuromatch_site.model.ast.nodes import ChemicalFormula, Node
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return the formula as written."""
    return [put_common(ChemicalFormula(position=data.position, value=data.value.strip()), data)]


ROLE = Role(
    name="chem",
    alias=("chemicalFormula",),
    doc="A chemical formula: `` {chem}`H2O` ``.",
    run=run,
    nodes=(ChemicalFormula,),
)
