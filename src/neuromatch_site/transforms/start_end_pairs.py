"""``exercise-start`` ... ``exercise-end``: move everything between them into the exercise."""

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Block, Exercise, Node, Root, Solution
from neuromatch_site.model.ast.visit import parents_of, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes

_Gate = Exercise | Solution


@changes(Exercise, Solution)
def join_gates(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Move the content between two gates into the exercise or solution of the first one.

    The gates can be in different blocks of the page, such as cells of a notebook. A gate without
    its counterpart is reported; the content stays where it is. Source: ``joinGatesTransform`` of
    myst-transforms.
    """
    if not any(map(_gate, select(content, Exercise, Solution))):
        return
    for parent in reversed(list(parents_of(content, Exercise, Solution))):
        inner = parent is not content and not isinstance(parent, Block)
        if inner and any(_gate(child) for child in parent.children):
            parent.children = _joined(parent.children, context, diagnostics)
    content.children = _joined(content.children, context, diagnostics)


def _gate(node: Node) -> str:
    return (node.gate or "") if isinstance(node, _Gate) else ""


class _Open(Struct):
    """A gate that waits for its end."""

    node: _Gate
    home: list[Node]
    """The list of children that contains it."""
    inside: list[Node] = field(default_factory=list)
    """The nodes after it."""


def _joined(
    children: list[Node], context: TransformContext, diagnostics: Diagnostics
) -> list[Node]:
    joiner = _Joiner(context, diagnostics)
    for child in children:
        if isinstance(child, Block) and any(_gate(inner) for inner in child.children):
            joiner.enter(child)
        else:
            joiner.add(child, joiner.top)
    joiner.finish()
    return joiner.top


class _Joiner(Struct):
    context: TransformContext
    diagnostics: Diagnostics
    top: list[Node] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def enter(self, block: Block) -> None:
        """Read a block with gates: content outside of exercises stays in it."""
        children, block.children = block.children, []
        for child in children:
            self.add(child, block.children)
        if block.children or not self.open:
            self.top.append(block)

    def add(self, node: Node, home: list[Node]) -> None:
        """Add a node to the open exercise, or to its own list if there is none."""
        gate = _gate(node)
        if gate == "start" and isinstance(node, _Gate):
            self.place(node, home)
            self.open.append(_Open(node, self.open[-1].inside if self.open else home))
        elif gate == "end" and isinstance(node, _Gate):
            self.end(node)
        else:
            self.place(node, home)

    def place(self, node: Node, home: list[Node]) -> None:
        (self.open[-1].inside if self.open else home).append(node)

    def end(self, node: _Gate) -> None:
        opened = self.open[-1].node if self.open else None
        if opened is None or opened.type != node.type:
            message = f"`{node.type}-end` closes nothing here"
            hint = f"begin with `{node.type}-start`"
            if opened is not None:
                hint = f"`{opened.type}-start` of line {self.at(opened).line} must be closed first"
            self.diagnostics.report(Rule.GATED_NODES_JOIN, self.at(node), message, hint)
            return
        opened.children += self.open.pop().inside
        opened.gate = None

    def finish(self) -> None:
        """Report an open exercise, and move its content back."""
        for pair in reversed(self.open):
            message = f"this `{pair.node.type}-start` has no end"
            hint = f"add `{pair.node.type}-end` after it"
            self.diagnostics.report(Rule.GATED_NODES_JOIN, self.at(pair.node), message, hint)
            pair.node.gate = None
            pair.home.extend(node for node in pair.inside if not isinstance(node, Block))
            self.top.extend(node for node in pair.inside if isinstance(node, Block))

    def at(self, node: Node) -> Position:
        return node.position or Position(self.context.source.path)
