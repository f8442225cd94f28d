"""``anywidget`` -> ``code``: widgets are programs, and a page cannot run programs."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Code, Node
from neuromatch_site.myst.directives._options import COMMON, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the data of the widget as code; it is reported that nothing runs."""
    message = f"the widget `{data.argument}` is code and is not run; its data is shown"
    data.report(Rule.OUTPUT_SHOWN, message, "describe what it shows in text or in a picture")
    code = Code(position=data.position, lang="json", filename=data.argument, value=data.body)
    return [put_common(code, data)]


DIRECTIVE = Directive(
    name="anywidget",
    doc="A widget of mystmd. It is a program, which pages cannot run: its data is shown.",
    run=run,
    argument=Part(Kind.TEXT, "The URL of the program.", required=True),
    options={**COMMON, "css": Option("A style sheet.", unused=True)},
    body=Part(Kind.TEXT, "The data, as JSON."),
    nodes=(Code,),
)
