"""The data of a role: its specification, and one use of it."""

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.model.ast.nodes import Node
from neuromatch_site.myst.parser.directive import Kind


class RoleData(Struct, kw_only=True):
    """One use of a role: the input of ``run``."""

    name: str
    """As written."""
    position: Position
    value: str = ""
    value_source: Source
    """The content, with its position."""
    value_nodes: list[Node] = field(default_factory=list)
    """The content as inline nodes, if it is MyST."""
    options: dict[str, str] = field(default_factory=dict)
    """The options in braces: ``label``, ``class``, ``key=value``."""
    parse_inline: Callable[[Source], list[Node]]
    diagnostics: Diagnostics

    def classes(self) -> list[str] | None:
        """Return the words of ``class``."""
        return self.options.get("class", "").split() or None

    def report(self, rule: Rule, message: str, hint: str = "") -> None:
        """Report a problem at the role."""
        self.diagnostics.report(rule, self.position, message, hint)


class Role(Struct, frozen=True, kw_only=True):
    """The specification of a role: names, options, content, node types."""

    name: str
    doc: str
    run: Callable[[RoleData], list[Node]]
    alias: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    """Further names with a common scheme, which the reference page does not list."""
    body: Kind = Kind.TEXT
    options: Mapping[str, str] = field(default_factory=dict)
    """Its options with their documentation, besides ``label`` and ``class``."""
    nodes: tuple[type[Node], ...] = ()
    """The node types it returns, for the reference page."""
