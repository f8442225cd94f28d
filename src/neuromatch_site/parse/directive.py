"""What a directive is, as data; check one use of it and run it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from neuromatch_site.ast.nodes import MystDirective, Node
from neuromatch_site.diagnostics import Diagnostics, Rule, did_you_mean
from neuromatch_site.parse.options import WrittenOption
from neuromatch_site.source import Position, Source


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


@dataclass(frozen=True, slots=True)
class Part:
    """The argument or the body of a directive: what it is and whether it must be there."""

    kind: Kind = Kind.TEXT
    doc: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a directive."""

    doc: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()


OptionValue = str | int | float | bool | list[int] | list[str] | list[Node]


@dataclass(slots=True, kw_only=True)
class DirectiveData:
    """One use of a directive, read and checked: what ``run`` gets."""

    name: str
    """As the author wrote it, such as ``warning`` for the directive ``admonition``."""
    position: Position
    argument: str = ""
    argument_nodes: list[Node] = field(default_factory=list)
    """The argument as inline nodes, where the directive takes MyST."""
    options: dict[str, OptionValue] = field(default_factory=dict)
    """By the option's own name, whatever alias was written."""
    places: dict[str, Position] = field(default_factory=dict)
    """Where each option stands."""
    body: str = ""
    body_nodes: list[Node] = field(default_factory=list)
    """The body as blocks, where the directive takes MyST."""
    body_source: Source
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

    def integer(self, name: str) -> int | None:
        """Return the option as a whole number; None where it is not given."""
        value = self.options.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def numbers(self, name: str) -> list[int] | None:
        """Return the option as line numbers; None where it is not given."""
        value = self.options.get(name)
        found = [item for item in value if isinstance(item, int)] if isinstance(value, list) else []
        return found or None

    def nodes(self, name: str) -> list[Node] | None:
        """Return the option as inline nodes; None where it is not given."""
        value = self.options.get(name)
        found = [n for n in value if isinstance(n, Node)] if isinstance(value, list) else []
        return found or None

    def words(self, name: str) -> list[str] | None:
        """Return the option as words; None where it is not given."""
        value = self.options.get(name)
        found = [w for w in value if isinstance(w, str)] if isinstance(value, list) else []
        return found or None

    def classes(self) -> list[str] | None:
        """Return the words of ``class``."""
        return (self.text("class") or "").split() or None

    def report(self, rule: Rule, message: str, hint: str = "", *, option: str = "") -> None:
        """Report a mistake at the directive, or at one of its options."""
        self.diagnostics.report(rule, self.places.get(option, self.position), message, hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """A directive: its names, what it takes, what it makes."""

    name: str
    doc: str
    run: Callable[[DirectiveData], list[Node]]
    alias: tuple[str, ...] = ()
    argument: Part | None = None
    options: Mapping[str, Option] = field(default_factory=dict)
    body: Part | None = None
    nodes: tuple[type[Node], ...] = ()
    """The node types it makes, for the reference page."""


_LENGTH = re.compile(r"\d+(?:\.\d+)?\s*(?:%|px|em|rem|ex|ch|cm|mm|in|pt|pc|vw|vh)?$")
_TRUE, _FALSE = ("", "true", "yes", "on", "1"), ("false", "no", "off", "0")


def check_options(
    directive: Directive, written: list[WrittenOption], data: DirectiveData
) -> list[WrittenOption]:
    """Put the checked values of the written options into ``data``.

    Returns the options that are MyST, for the parser to read. What is unknown or
    cannot be is reported and left out.
    """
    by_name = {
        name: (own, option)
        for own, option in directive.options.items()
        for name in (own, *option.alias)
    }
    myst = []
    for item in written:
        found = by_name.get(item.key)
        if found is None:
            _report_unknown(item, directive, data)
            continue
        own, option = found
        data.places[own] = item.position
        if option.kind is Kind.MYST:
            myst.append(WrittenOption(own, item.value, item.position))
            continue
        value = _value(item, option, data)
        if value is not None:
            data.options[own] = value
    return myst


def _report_unknown(item: WrittenOption, directive: Directive, data: DirectiveData) -> None:
    known = sorted(directive.options)
    takes = ", ".join(f"`{name}`" for name in known) or "no options"
    hint = did_you_mean(item.key, known)
    data.diagnostics.report(
        Rule.DIRECTIVE_OPTIONS_CORRECT,
        item.position,
        f"`{data.name}` has no option `{item.key}`",
        f"{hint + ' ' if hint else ''}`{data.name}` takes {takes}",
    )


def _value(item: WrittenOption, option: Option, data: DirectiveData) -> OptionValue | None:
    text = item.value or ""
    value, expected = _convert(text, option)
    if value is None:
        data.diagnostics.report(
            Rule.DIRECTIVE_OPTIONS_CORRECT,
            item.position,
            f"`{item.key}` cannot be `{text}`" if text else f"`{item.key}` needs a value",
            f"write {expected}",
        )
    return value


def _convert(text: str, option: Option) -> tuple[OptionValue | None, str]:
    """Return the value, or None, and what was expected."""
    if option.kind is Kind.FLAG:
        low = text.lower()
        value = True if low in _TRUE else False if low in _FALSE else None
        return value, "the flag alone, `true` or `false`"
    if option.choices:
        named = ", ".join(f"`{choice}`" for choice in option.choices)
        return (text if text in option.choices else None), f"one of {named}"
    return _READERS[option.kind](text)


def _text(text: str) -> tuple[OptionValue | None, str]:
    return text, "a text"


def _integer(text: str) -> tuple[OptionValue | None, str]:
    return (int(text) if re.fullmatch(r"-?\d{1,9}", text) else None), "a whole number"


def _number(text: str) -> tuple[OptionValue | None, str]:
    plain = re.fullmatch(r"-?\d{1,9}(?:\.\d{1,9})?", text)
    return (float(text) if plain else None), "a number"


def _length(text: str) -> tuple[OptionValue | None, str]:
    return (text if _LENGTH.match(text) else None), "a length such as `80%` or `300px`"


def _words(text: str) -> tuple[OptionValue | None, str]:
    return [word.strip() for word in text.split(",") if word.strip()], "words between commas"


def _lines(text: str) -> tuple[OptionValue | None, str]:
    expected = "line numbers such as `1,3-5`"
    numbers: list[int] = []
    for word in text.split(","):
        match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", word.strip())
        if match is None:
            return None, expected
        first = int(match[1])
        numbers.extend(range(first, min(int(match[2] or first), first + 10_000) + 1))
    return numbers, expected


_READERS: Mapping[Kind, Callable[[str], tuple[OptionValue | None, str]]] = {
    Kind.TEXT: _text,
    Kind.MYST: _text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.LENGTH: _length,
    Kind.LIST: _words,
    Kind.LINES: _lines,
}


def check_parts(directive: Directive, data: DirectiveData) -> None:
    """Report an argument or a body that is missing, or that the directive does not take."""
    if directive.argument is None and data.argument:
        data.report(
            Rule.DIRECTIVE_ARGUMENT_CORRECT,
            f"`{data.name}` takes no argument, but has `{data.argument}`",
        )
    if directive.argument and directive.argument.required and not data.argument:
        wanted = f": {directive.argument.doc}" if directive.argument.doc else ""
        data.report(Rule.DIRECTIVE_ARGUMENT_CORRECT, f"`{data.name}` needs an argument{wanted}")
    if directive.body is None and data.body:
        data.report(Rule.DIRECTIVE_BODY_CORRECT, f"`{data.name}` takes no body; its text is shown")
    if directive.body and directive.body.required and not data.body:
        data.report(Rule.DIRECTIVE_BODY_CORRECT, f"`{data.name}` needs a body")


def wrapper(data: DirectiveData, written: list[WrittenOption]) -> MystDirective:
    """Return the node that says what the author wrote; its children are what it means."""
    options = {item.key: _plain(data, item) for item in written}
    return MystDirective(
        position=data.position,
        name=data.name,
        args=data.argument or None,
        options=options or None,
        value=data.body or None,
    )


def _plain(data: DirectiveData, item: WrittenOption) -> object:
    value = data.options.get(item.key)
    simple = isinstance(value, (bool, int, float))
    return value if simple else (True if item.value is None else item.value)
