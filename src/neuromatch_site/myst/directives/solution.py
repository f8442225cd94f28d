"""``solution``, ``solution-start``, ``solution-end`` -> ``solution``."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import AdmonitionTitle, CrossReference, Node, Solution, Text
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a solution; its title refers to the exercise."""
    if data.name == "solution-end":
        return [Solution(position=data.position, gate="end")]
    node = put_common(Solution(position=data.position, hidden=data.flag("hidden")), data)
    node.gate = "start" if data.name == "solution-start" else None
    node.children = [*_solution_title(data), *data.body_nodes]
    return [node]


def _solution_title(data: DirectiveData) -> list[Node]:
    if not data.argument:
        message, hint = f"`{data.name}` needs the label of its exercise", "write it after the name"
        data.report(Rule.DIRECTIVE_ARGUMENT_CORRECT, message, hint)
        return []
    place = data.argument_source.at()
    identifier, label = normalize_label(data.argument.removeprefix("#"))
    reference = CrossReference(position=place, identifier=identifier, label=label)
    text = Text(position=place, value="Solution to ")
    return [AdmonitionTitle(position=place, children=[text, reference])]


DIRECTIVE = Directive(
    name="solution",
    alias=("solution-start", "solution-end"),
    doc=(
        "The solution of an exercise, folded. Everything between `solution-start` and "
        "`solution-end` is one solution, including code cells."
    ),
    run=run,
    argument=Part(Kind.TEXT, "The label of the exercise."),
    options={**UNNUMBERED, "hidden": Option("Leave it out.", Kind.FLAG)},
    body=Part(Kind.MYST, "The solution."),
    nodes=(Solution, AdmonitionTitle, CrossReference),
)
