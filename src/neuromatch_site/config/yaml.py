"""YAML with the position of every value, within limits."""

import re
from collections.abc import Iterator, Mapping
from math import isfinite

import yaml
from msgspec import Struct, field
from msgspec.structs import replace
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from neuromatch_site.config.value import Scalar, Value
from neuromatch_site.config.yaml_errors import explain
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: Mapping[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = re.compile(r"[-+]?((\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)\Z")
_OTHER_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_TAG = "tag:yaml.org,2002:"
_TAGS = {_TAG + kind for kind in ("str", "int", "float", "bool", "null", "map", "seq")}


class Limits(Struct, frozen=True):
    """Limits of a YAML text. Source: SECURITY requirement R6.1."""

    size: int = 65_536
    """In characters."""
    nodes: int = 10_000
    """Values and keys, with aliases counted as expanded."""
    depth: int = 20


FRONTMATTER_LIMITS = Limits()
FILE_LIMITS = Limits(size=1_000_000, nodes=100_000)


def load_yaml(
    source: Source,
    diagnostics: Diagnostics,
    rule: Rule = Rule.FRONTMATTER_IS_YAML,
    limits: Limits = FRONTMATTER_LIMITS,
) -> Value | None:
    """Return the value of a YAML text; None, with a diagnostic, if it is invalid.

    Numbers and booleans are those of the core schema of YAML 1.2, as in mystmd. Lines are counted
    as editors do: other line separators of YAML 1.1 are spaces.
    """
    if len(source.text) > limits.size:
        message = f"{len(source.text):,} characters of YAML; the limit is {limits.size:,}"
        diagnostics.report(Rule.YAML_TOO_LARGE, source.at(), message)
        return None
    source = replace(source, text=_OTHER_BREAKS.sub(" ", source.text.replace("\r\n", "\n")))
    composer = _Composer(source, diagnostics, rule, limits)
    try:
        return composer.document(yaml.parse(source.text, Loader=_LOADER))
    except _RefusedError as refused:
        diagnostics.report(refused.rule, refused.position, refused.message, refused.hint)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        position, message, hint = explain(source, error, composer.quoted)
        diagnostics.report(rule, position, message, hint)
    return None


class _RefusedError(Exception):
    def __init__(self, rule: Rule, position: Position, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule, self.position, self.message, self.hint = rule, position, message, hint


class _Anchored(Struct, frozen=True):
    value: Value
    size: int
    height: int


class _Composer(Struct):
    """Builds values from the parser's events, so that nothing is expanded before it is counted."""

    source: Source
    diagnostics: Diagnostics
    rule: Rule
    limits: Limits
    anchors: dict[str, _Anchored | None] = field(default_factory=dict)
    """None while the anchored value is being parsed."""
    nodes: int = 0
    deepest: int = 0
    quoted: tuple[int, Position] | None = None
    """The last quoted text that spans several lines, often an unclosed one: the line where it ends,
    and the position where it starts.
    """

    def document(self, events: Iterator[Event]) -> Value:
        """Return the value of the first document."""
        value = Value(None, self.source.at())
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.second_document(event)
                    break
            elif isinstance(event, ScalarEvent | AliasEvent | CollectionStartEvent):
                value = self.value(event, events, "", 1)
        return value

    def second_document(self, event: Event) -> None:
        """Report a second document; only the first one is used."""
        message, hint = "the file has a second YAML document", "remove the second `---`"
        self.diagnostics.report(self.rule, self.at(event), message, hint)

    def at(self, event: Event) -> Position:
        """Return the position of an event in the file."""
        mark = event.start_mark
        return self.source.at(mark.line, mark.column) if mark else self.source.at()

    def value(self, event: Event, events: Iterator[Event], name: str, depth: int) -> Value:
        """Return the value that begins with ``event``."""
        if isinstance(event, AliasEvent):
            return self.alias(event, name, depth)
        self.count(event, 1, depth)
        tag, anchor = getattr(event, "tag", None), getattr(event, "anchor", None)
        if tag and tag not in _TAGS and tag != "!":
            hint = "write the value without it"
            short_tag = tag.replace(_TAG, "!!")
            raise _RefusedError(self.rule, self.at(event), f"unknown tag `{short_tag}`", hint)
        if anchor is None:
            return self.content(event, events, name, depth)
        before, outer, self.deepest = self.nodes, self.deepest, depth
        self.anchors[anchor] = None
        value = self.content(event, events, name, depth)
        size, height = self.nodes - before + 1, self.deepest - depth
        self.anchors[anchor] = _Anchored(value, size, height)
        self.deepest = max(outer, self.deepest)
        return value

    def content(self, event: Event, events: Iterator[Event], name: str, depth: int) -> Value:
        """Return a mapping, a list or a scalar."""
        position = self.at(event)
        if isinstance(event, MappingStartEvent):
            return Value(self.mapping(events, depth), position, name=name)
        if isinstance(event, SequenceStartEvent):
            return Value(self.sequence(events, name, depth), position, name=name)
        if not isinstance(event, ScalarEvent):
            raise _RefusedError(self.rule, position, "invalid YAML")
        last = event.end_mark.line if event.end_mark else 0
        if event.style in ("'", '"') and last > position.line - self.source.first_line:
            self.quoted = last, position
        if event.style == '"' and (match := _CONTROL.search(event.value)):
            message = f"the text contains the control character U+{ord(match[0]):04X}"
            self.diagnostics.report(Rule.ENCODING, position, message, "remove it")
            event.value = _CONTROL.sub("", event.value)
        return Value(_scalar(event), position, event.value, name)

    def sequence(self, events: Iterator[Event], name: str, depth: int) -> tuple[Value, ...]:
        """Return the elements of a list."""
        return tuple(self.value(event, events, name, depth + 1) for event in self.inside(events))

    def mapping(self, events: Iterator[Event], depth: int) -> dict[str, Value]:
        """Return the entries of a mapping; duplicate keys are reported."""
        entries: dict[str, Value] = {}
        merged: list[tuple[Position, Value]] = []
        for event in self.inside(events):
            position = self.at(event)
            name = self.key_name(self.value(event, events, "", depth + 1))
            value = self.value(next(events), events, name, depth + 1)
            if name == "<<":
                merged.append((position, value))
            elif name in entries:
                self.duplicate(name, position, entries[name])
            else:
                entries[name] = replace(value, name=name, key=position)
        for position, value in merged:
            self.merge(entries, value, position)
        return entries

    def inside(self, events: Iterator[Event]) -> Iterator[Event]:
        """Yield the events that start a child of the current collection."""
        for event in events:
            if not isinstance(event, ScalarEvent | AliasEvent | CollectionStartEvent):
                return
            yield event

    def key_name(self, key: Value) -> str:
        """Return the text of a key."""
        if isinstance(key.data, tuple | dict):
            hint = "put text that starts with a bracket or a brace in quotes"
            raise _RefusedError(self.rule, key.position, "keys must be strings", hint)
        return key.text

    def duplicate(self, name: str, position: Position, first: Value) -> None:
        """Report a duplicate key; the first one is used."""
        line = first.key.line if first.key else first.position.line
        message = f"`{name}` is a duplicate key (first on line {line})"
        both = isinstance(first.data, dict)
        hint = f"move what is below this one to line {line}" if both else "remove one of the two"
        self.diagnostics.report(Rule.YAML_DUPLICATE_KEY, position, message, hint)

    def merge(self, entries: dict[str, Value], value: Value, position: Position) -> None:
        """Add the entries of ``<<: *anchor`` whose keys the mapping does not have."""
        parts = value.data if isinstance(value.data, tuple) else (value,)
        for part in parts:
            if not isinstance(part.data, dict):
                message = "`<<` needs a mapping"
                hint = "write `<<: *name`, where `&name` marks a mapping"
                raise _RefusedError(self.rule, position, message, hint)
            for name, entry in part.data.items():
                entries.setdefault(name, entry)

    def alias(self, event: AliasEvent, name: str, depth: int) -> Value:
        """Return the value of an alias, counted as expanded."""
        anchor = str(event.anchor)
        anchored = self.anchors.get(anchor)
        if anchored is None:
            inside = anchor in self.anchors
            message = f"`&{anchor}` contains itself"
            if not inside:
                message = f"undefined alias `*{anchor}`: there is no `&{anchor}`"
            hint = "" if inside else "put text that starts with `*` in quotes"
            raise _RefusedError(self.rule, self.at(event), message, hint)
        self.count(event, anchored.size, depth + anchored.height)
        return replace(anchored.value, name=name)

    def count(self, event: Event, nodes: int, depth: int) -> None:
        """Count the values, and refuse too many."""
        self.nodes += nodes
        self.deepest = max(self.deepest, depth)
        if self.nodes > self.limits.nodes:
            message = f"more than {self.limits.nodes:,} values"
            hint = "aliases count as the values they refer to"
            raise _RefusedError(Rule.YAML_TOO_LARGE, self.at(event), message, hint)
        if depth > self.limits.depth:
            message = f"nested more than {self.limits.depth} deep"
            raise _RefusedError(Rule.YAML_TOO_LARGE, self.at(event), message)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What no page can hold; in YAML only an escape can write it: ``"\\e"``."""


def _scalar(event: ScalarEvent) -> Scalar:
    """Return the number, truth value or text that a scalar means."""
    text: str = event.value
    if event.tag == _TAG + "str" or (event.tag is None and not event.implicit[0]):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    if _FLOAT.match(text) and isfinite(number := float(text)):
        return number
    return text
