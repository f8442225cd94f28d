"""``parsed-literal`` -> ``pre``: lines as typed, with markup; HTML is text."""

from neuromatch_site.model.ast.nodes import Code, Div, Html, HtmlElement, Node, Text
from neuromatch_site.myst.directives._options import COMMON, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the lines; those without markup are code."""
    words: list[Node] = []
    for number, line in enumerate(data.body.split("\n")):
        text = line.lstrip(" ")
        indent = len(line) - len(text)
        place = data.body_source.part(text, number, indent)
        start = "\n" * bool(number) + " " * indent
        words += [Text(position=place.at(), value=start), *data.parse_inline(place)]
    words = [
        Text(position=word.position, value=word.value) if isinstance(word, Html) else word
        for word in words
    ]
    if all(isinstance(word, Text) for word in words):
        return [put_common(Code(position=data.position, value=data.body), data)]
    pre = HtmlElement(position=data.position, name="pre", children=words)
    named = data.text("label") or data.classes()
    return [put_common(Div(position=data.position, children=[pre]), data)] if named else [pre]


DIRECTIVE = Directive(
    name="parsed-literal",
    doc="Lines as typed, in a code font, with inline markup.",
    run=run,
    options=COMMON,
    body=Part(Kind.TEXT, "The lines.", required=True),
    nodes=(Code, Div, HtmlElement),
)
