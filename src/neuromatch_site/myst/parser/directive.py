"""The data of a directive: its specification, and one use of it."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.model.ast.nodes import Node


class Kind(StrEnum):
    """The type of an argument, a body or an option."""

    TEXT = "text"
    """Text, unchanged."""
    MYST = "myst"
    """MyST Markdown: inline in an argument or option, blocks in a body."""
    FLAG = "flag"
    """Present or absent."""
    INTEGER = "integer"
    NUMBER = "number"
    LENGTH = "length"
    """``80%``, ``300px``, ``20em``, or a bare number of pixels."""
    LINES = "lines"
    """Line numbers: ``1,3-5``."""
    LIST = "list"
    """Words, separated by commas."""


class Part(Struct, frozen=True):
    """The specification of a directive's argument or body."""

    kind: Kind = Kind.TEXT
    doc: str = ""
    required: bool = False


class Option(Struct, frozen=True):
    """The specification of an option."""

    doc: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    least: int | None = None
    """The minimum of a whole number."""
    default: str = ""
    """The value of an option written without one."""
    unused: bool = False
    """An option of other programs without an effect here: a warning reports it."""


OptionValue = str | int | float | bool | list[int] | list[str] | list[Node]


class DirectiveData(Struct, kw_only=True):
    """One use of a directive, parsed and checked: the input of ``run``."""

    name: str
    """As written, such as ``warning`` for the directive ``admonition``."""
    position: Position
    argument: str = ""
    argument_source: Source
    argument_nodes: list[Node] = field(default_factory=list)
    """The argument as inline nodes, if it is MyST."""
    options: dict[str, OptionValue] = field(default_factory=dict)
    """By the option's own name, even if an alias was written."""
    places: dict[str, Position] = field(default_factory=dict)
    """Positions of the values of options."""
    unknown: list[str] = field(default_factory=list)
    """Unknown options."""
    body: str = ""
    body_nodes: list[Node] = field(default_factory=list)
    """The body as blocks, if it is MyST."""
    body_source: Source
    parent: str = ""
    """The directive around it, by its own name; empty if there is none."""
    parse_blocks: Callable[[Source], list[Node]]
    """Parses MyST blocks, for directives that split their body themselves."""
    parse_inline: Callable[[Source], list[Node]]
    diagnostics: Diagnostics

    def text(self, name: str) -> str | None:
        """Return the option as text; None if it is missing."""
        value = self.options.get(name)
        return value if isinstance(value, str) else None

    def flag(self, name: str) -> bool | None:
        """Return True if the flag is set (and not ``false``), else None."""
        return True if self.options.get(name) is True else None

    def choice(self, name: str) -> bool | None:
        """Return the flag as True or False; None if it is missing."""
        value = self.options.get(name)
        return value if isinstance(value, bool) else None

    def integer(self, name: str) -> int | None:
        """Return the option as a whole number; None if it is missing."""
        value = self.options.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def numbers(self, name: str) -> list[int] | None:
        """Return the option as line numbers; None if it is missing."""
        value = self.options.get(name)
        integers = (
            [item for item in value if isinstance(item, int)] if isinstance(value, list) else []
        )
        return integers or None

    def nodes(self, name: str) -> list[Node] | None:
        """Return the option as inline nodes; None if it is missing."""
        value = self.options.get(name)
        children = [n for n in value if isinstance(n, Node)] if isinstance(value, list) else []
        return children or None

    def words(self, name: str) -> list[str] | None:
        """Return the option as words; None if it is missing."""
        value = self.options.get(name)
        texts = [w for w in value if isinstance(w, str)] if isinstance(value, list) else []
        return texts or None

    def classes(self) -> list[str] | None:
        """Return the words of ``class``."""
        return (self.text("class") or "").split() or None

    def report(self, rule: Rule, message: str, hint: str = "", *, option: str = "") -> None:
        """Report a problem at the directive, or at one of its options."""
        self.diagnostics.report(rule, self.places.get(option, self.position), message, hint)


class Directive(Struct, frozen=True, kw_only=True):
    """The specification of a directive: names, argument, options, body, node types."""

    name: str
    doc: str
    run: Callable[[DirectiveData], list[Node]]
    alias: tuple[str, ...] = ()
    argument: Part | None = None
    options: Mapping[str, Option] = field(default_factory=dict)
    body: Part | None = None
    parents: tuple[str, ...] = ()
    """The only directives that can contain it; empty: anywhere."""
    option_rule: Rule = Rule.DIRECTIVE_OPTIONS_CORRECT
    """The rule for unknown options."""
    nodes: tuple[type[Node], ...] = ()
    """The node types it returns, for the reference page."""
