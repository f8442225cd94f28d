"""The data of a directive: its specification, and one use of it."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.model.ast.nodes import Node


class Kind(StrEnum):
    """What an argument, a body or an option is made of."""

    TEXT = "text"
    """Text, taken as it is."""
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
    """Words between commas."""


class Part(Struct, frozen=True):
    """The argument or the body of a directive: what it is and whether it must be there."""

    kind: Kind = Kind.TEXT
    doc: str = ""
    required: bool = False


class Option(Struct, frozen=True):
    """One option of a directive."""

    doc: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    least: int | None = None
    """The smallest whole number that it may be."""
    default: str = ""
    """What it is when it is written without a value."""
    unused: bool = False
    """Known to other programs, without an effect here: a warning says so."""


OptionValue = str | int | float | bool | list[int] | list[str] | list[Node]


class DirectiveData(Struct, kw_only=True):
    """One use of a directive, read and checked: what ``run`` gets."""

    name: str
    """As the author wrote it, such as ``warning`` for the directive ``admonition``."""
    position: Position
    argument: str = ""
    argument_source: Source
    argument_nodes: list[Node] = field(default_factory=list)
    """The argument as inline nodes, where the directive takes MyST."""
    options: dict[str, OptionValue] = field(default_factory=dict)
    """By the option's own name, whatever alias was written."""
    places: dict[str, Position] = field(default_factory=dict)
    """Where the value of each option stands."""
    unknown: list[str] = field(default_factory=list)
    """Options that were written and do not exist."""
    body: str = ""
    body_nodes: list[Node] = field(default_factory=list)
    """The body as blocks, where the directive takes MyST."""
    body_source: Source
    parent: str = ""
    """The directive around it, by its own name; empty where there is none."""
    parse_blocks: Callable[[Source], list[Node]]
    """Reads MyST blocks; for directives that take their body apart themselves."""
    parse_inline: Callable[[Source], list[Node]]
    diagnostics: Diagnostics

    def text(self, name: str) -> str | None:
        """Return the option as text; None where it is not given."""
        value = self.options.get(name)
        return value if isinstance(value, str) else None

    def flag(self, name: str) -> bool | None:
        """Return True where the flag is given (and not ``false``), else None."""
        return True if self.options.get(name) is True else None

    def choice(self, name: str) -> bool | None:
        """Return what the flag says, True or False; None where it is not given."""
        value = self.options.get(name)
        return value if isinstance(value, bool) else None

    def integer(self, name: str) -> int | None:
        """Return the option as a whole number; None where it is not given."""
        value = self.options.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def numbers(self, name: str) -> list[int] | None:
        """Return the option as line numbers; None where it is not given."""
        value = self.options.get(name)
        integers = (
            [item for item in value if isinstance(item, int)] if isinstance(value, list) else []
        )
        return integers or None

    def nodes(self, name: str) -> list[Node] | None:
        """Return the option as inline nodes; None where it is not given."""
        value = self.options.get(name)
        children = [n for n in value if isinstance(n, Node)] if isinstance(value, list) else []
        return children or None

    def words(self, name: str) -> list[str] | None:
        """Return the option as words; None where it is not given."""
        value = self.options.get(name)
        texts = [w for w in value if isinstance(w, str)] if isinstance(value, list) else []
        return texts or None

    def classes(self) -> list[str] | None:
        """Return the words of ``class``."""
        return (self.text("class") or "").split() or None

    def report(self, rule: Rule, message: str, hint: str = "", *, option: str = "") -> None:
        """Report a mistake at the directive, or at one of its options."""
        self.diagnostics.report(rule, self.places.get(option, self.position), message, hint)


class Directive(Struct, frozen=True, kw_only=True):
    """A directive: its names, what it takes, what it makes."""

    name: str
    doc: str
    run: Callable[[DirectiveData], list[Node]]
    alias: tuple[str, ...] = ()
    argument: Part | None = None
    options: Mapping[str, Option] = field(default_factory=dict)
    body: Part | None = None
    parents: tuple[str, ...] = ()
    """The directives in which alone it may stand; empty: anywhere."""
    option_rule: Rule = Rule.DIRECTIVE_OPTIONS_CORRECT
    """The rule by which an option that does not exist is reported."""
    nodes: tuple[type[Node], ...] = ()
    """The node types it makes, for the reference page."""
