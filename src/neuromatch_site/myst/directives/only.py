"""``only`` -> its body, if it is meant for HTML."""

import re

from neuromatch_site.model.ast.nodes import Div, MystComment, Node
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part

_TAGS = frozenset({"html", "builder_html", "format_html"})


def run(data: DirectiveData) -> list[Node]:
    """Return the body if it is for web pages, otherwise a comment.

    Parentheses, which are rare, are not supported. Source: Sphinx, "only".
    """
    plain = re.sub(r"[()]", " ", data.argument)
    choices = re.split(r"\bor\b", plain)
    if any(all(_holds(tag) for tag in re.split(r"\band\b", item)) for item in choices):
        return [Div(position=data.position, children=data.body_nodes)]
    return [MystComment(position=data.position, value=data.body)]


def _holds(tag: str) -> bool:
    words = tag.split()
    return (words[-1:] != [] and words[-1] in _TAGS) != ("not" in words)


DIRECTIVE = Directive(
    name="only",
    doc="Text for some formats: `html` is shown, `latex` is left out.",
    run=run,
    argument=Part(Kind.TEXT, "The formats, with `and`, `or`, `not`.", required=True),
    body=Part(Kind.MYST, "The text."),
    nodes=(Div, MystComment),
)
