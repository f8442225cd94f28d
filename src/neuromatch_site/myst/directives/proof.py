"""``proof``, ``prf:theorem``, ``prf:lemma`` ... -> ``proof``."""

from neuromatch_site.model.ast.nodes import AdmonitionTitle, Node, Proof
from neuromatch_site.myst.directives._options import NONUMBER, NUMBERED, put_common
from neuromatch_site.myst.directives._title import titled_body
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part

KINDS = (
    "proof",
    "theorem",
    "axiom",
    "lemma",
    "definition",
    "criterion",
    "remark",
    "conjecture",
    "corollary",
    "algorithm",
    "example",
    "property",
    "observation",
    "proposition",
    "assumption",
)


def run(data: DirectiveData) -> list[Node]:
    """Return the statement with its kind and title; it is numbered by default."""
    kind = data.name.rpartition(":")[2] if ":" in data.name else None
    node = put_common(Proof(position=data.position, kind=kind), data)
    node.enumerated = node.enumerated is not False and not data.flag("nonumber")
    node.children.extend(titled_body(data))
    return [node]


DIRECTIVE = Directive(
    name="proof",
    alias=tuple(f"{prefix}:{kind}" for kind in KINDS for prefix in ("prf", "proof")),
    doc="A proof, theorem, lemma, definition ...; its name is the kind.",
    run=run,
    argument=Part(Kind.MYST, "The title."),
    options={**NUMBERED, "nonumber": NONUMBER},
    body=Part(Kind.MYST, "The text.", required=True),
    nodes=(Proof, AdmonitionTitle),
)
