"""``glue``, ``glue:figure`` ... -> ``outputs`` that a transform fills from a cell of the page."""

from neuromatch_site.model.ast.nodes import Caption, Container, Div, Math, Node, Outputs
from neuromatch_site.myst.directives._options import ALIGN, HEIGHT, NUMBERED, WIDTH, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a placeholder for a value; for a figure with its caption and label."""
    fields: dict[str, object] = {"key": data.argument.strip()}
    if data.name == "glue:math":
        node = put_common(Math(position=data.position, value=""), data)
        node.data = {"glue": fields}
        return [node]
    sizes = {name: data.text(name) for name in ("width", "height", "alt", "align", "doc")}
    fields |= {name: value for name, value in sizes.items() if value}
    place = Outputs(position=data.position, data={"glue": fields})
    if data.name != "glue:figure":
        return [put_common(Div(position=data.position, children=[place]), data)]
    figure = Container(position=data.position, kind="figure", children=[place])
    if data.body_nodes:
        at = data.body_nodes[0].position
        figure.children.append(Caption(position=at, children=data.body_nodes))
    return [put_common(figure, data)]


DIRECTIVE = Directive(
    name="glue",
    alias=("glue:", "glue:any", "glue:figure", "glue:math", "glue:md"),
    doc="A value that a cell of the page stored with MyST-NB's `glue(key, value)`.",
    run=run,
    argument=Part(Kind.TEXT, "The key.", required=True),
    options={
        **NUMBERED,
        "width": WIDTH,
        "height": HEIGHT,
        "align": ALIGN,
        "alt": Option("Alternative text of an image."),
        "figwidth": Option("Accepted as in docutils.", unused=True),
        "doc": Option("The page that stores it, if it is another one.", alias=("docname",)),
        "format": Option("Accepted as in MyST-NB.", unused=True),
    },
    body=Part(Kind.MYST, "The caption of a `glue:figure`."),
    nodes=(Outputs, Div, Container, Caption, Math),
)
