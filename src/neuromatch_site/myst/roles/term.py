"""``term`` -> ``crossReference`` to a term of a glossary."""

from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import CrossReference, Node, Text
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._target import referred


def run(data: RoleData) -> list[Node]:
    """Return a reference that shows the term, or the text before it."""
    target = referred(data)
    identifier, label = normalize_label(target.target)
    text = target.text or [Text(position=data.value_source.at(), value=label)]
    return [
        CrossReference(
            position=data.position,
            kind="term",
            identifier=f"term-{identifier}",
            label=label,
            classes=data.classes(),
            children=text,
        )
    ]


ROLE = Role(
    name="term",
    doc="Refers to a term of the glossary; `words <term>` shows other text.",
    run=run,
    nodes=(CrossReference,),
)
