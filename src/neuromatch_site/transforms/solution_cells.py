"""Neuromatch's marker: a cell that begins with ``# to_remove`` is a solution.

Source: ``process_notebooks.py`` of NeuromatchAcademy/nmaci: the first line, without spaces and in
lower case, contains ``to_remove``; ``to_remove explanation`` starts an answer as text.
"""

import ast
import re

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.nodes import Block, Code, Node, Root, Solution
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes

_MARK = re.compile(r"#.*to_remove|#@titlesolution", re.IGNORECASE)
_PROSE = re.compile(r"(?P<text>(?P<quotes>\"\"\"|''').*?(?P=quotes))\s*;?\s*", re.DOTALL)


@changes(Code)
def fold_solutions(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Wrap every marked cell in a solution."""
    if any(is_marked(code.value) for code in select(content, Code) if code.executable):
        replace(content, Block, lambda block: _solution(block, context, diagnostics))


def is_marked(code: str) -> bool:
    """Return whether a cell is marked as a solution."""
    first = code.lstrip().split("\n", 1)[0].replace(" ", "")
    return _MARK.match(first) is not None


def _solution(
    block: Block, context: TransformContext, diagnostics: Diagnostics
) -> list[Node] | None:
    code = next((node for node in block.children if isinstance(node, Code)), None)
    if block.kind != "notebook-code" or code is None or not is_marked(code.value):
        return None
    code.value = code.value.lstrip().partition("\n")[2].strip("\n")
    if code.position is not None:
        code.position = code.position._replace(line=code.position.line + 1)
    prose = _PROSE.fullmatch(code.value.strip())
    words = _literal_nodes(code, prose["text"], context, diagnostics) if prose else []
    return [Solution(position=block.position, children=words or [block])]


def _literal_nodes(
    code: Code, literal: str, context: TransformContext, diagnostics: Diagnostics
) -> list[Node]:
    """Return an answer in words, which the cell holds as a text in quotes."""
    try:
        text = ast.literal_eval(literal)
    except (ValueError, SyntaxError):
        text = literal.strip("\"'")
    at = code.position
    source = Source(at.path, text, at.line, cell=at.cell) if at else Source("", text)
    return context.parse(source, diagnostics).children
