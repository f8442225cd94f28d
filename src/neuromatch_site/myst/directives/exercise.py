"""``exercise``, ``exercise-start``, ``exercise-end`` -> ``exercise``."""

from neuromatch_site.model.ast.nodes import AdmonitionTitle, Exercise, Node
from neuromatch_site.myst.directives._options import NONUMBER, NUMBERED, put_common
from neuromatch_site.myst.directives._title import titled_body
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return an exercise; a transform joins ``exercise-start`` with what follows."""
    if data.name == "exercise-end":
        return [Exercise(position=data.position, gate="end")]
    node = put_common(Exercise(position=data.position, hidden=data.flag("hidden")), data)
    node.enumerated = node.enumerated is not False and not data.flag("nonumber")
    if (minutes := data.integer("minutes")) is not None:
        node.data = {**(node.data or {}), "minutes": minutes}
    node.gate = "start" if data.name == "exercise-start" else None
    node.children.extend(titled_body(data))
    return [node]


DIRECTIVE = Directive(
    name="exercise",
    alias=("exercise-start", "exercise-end"),
    doc=(
        "An exercise. Everything between `exercise-start` and `exercise-end` is one exercise, "
        "including code cells."
    ),
    run=run,
    argument=Part(Kind.MYST, "The title."),
    options={
        **NUMBERED,
        "nonumber": NONUMBER,
        "hidden": Option("Leave it out.", Kind.FLAG),
        "minutes": Option("The time it takes, in minutes.", Kind.INTEGER),
    },
    body=Part(Kind.MYST, "The task."),
    nodes=(Exercise, AdmonitionTitle),
)
