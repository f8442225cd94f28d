"""The text of an option -> its value, or what is wrong with it."""

import re
from collections.abc import Callable, Mapping

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.myst.parser.directive import (
    Directive,
    DirectiveData,
    Kind,
    Option,
    OptionValue,
)
from neuromatch_site.myst.parser.options import WrittenOption

_LENGTH = re.compile(r"\d+(?:\.\d+)?\s*(?:%|px|em|rem|ex|ch|cm|mm|in|pt|pc|vw|vh)?$")
_TRUE, _FALSE = ("", "true", "yes", "on", "1"), ("false", "no", "off", "0")
_MOST_LINES = 10_000
_TAG = re.compile(r"(?:hide|remove|scroll)-(?:input|output|cell|stdout|stderr)$")
"""Tags of cells that are written as options by mistake."""


def check_options(
    directive: Directive, written: list[WrittenOption], data: DirectiveData
) -> dict[str, WrittenOption]:
    """Add the checked values of the written options to ``data``.

    Returns the options that are MyST, by their own names, for the parser. Unknown and invalid
    options are reported and left out; of repeated ones, one is used.
    """
    known = {
        name: (own, option)
        for own, option in directive.options.items()
        for name in (own, *option.alias)
    }
    first: dict[str, WrittenOption] = {}
    for item in written:
        if item.key not in known:
            data.unknown.append(item.key)
            _report_unknown(item, directive, data)
            continue
        own, option = known[item.key]
        if own not in first:
            first[own] = item
            data.places[own] = item.value_position
            if option.unused and (item.value or "").lower() not in _FALSE:
                _report_unused(item, data)
            _put(own, item, option, data)
        elif own == "class":
            data.options[own] = f"{data.options.get(own, '')} {item.value or ''}".strip()
        else:
            _report_twice(item, first[own], data)
    return {own: item for own, item in first.items() if known[own][1].kind is Kind.MYST}


def _put(own: str, item: WrittenOption, option: Option, data: DirectiveData) -> None:
    if option.kind is not Kind.MYST and (value := _value(item, option, data)) is not None:
        data.options[own] = value


def _report_unused(item: WrittenOption, data: DirectiveData) -> None:
    message = f"`{item.key}` of `{data.name}` has no effect on this site"
    hint = "remove it unless another program reads it"
    data.diagnostics.report(Rule.SETTING_HAS_EFFECT, item.position, message, hint)


def _report_unknown(item: WrittenOption, directive: Directive, data: DirectiveData) -> None:
    known = sorted(directive.options)
    takes = ", ".join(f"`{name}`" for name in known) or "no options"
    if _TAG.match(item.key) and "tags" in known:
        _report_tag(item, directive, data)
        return
    hint = data.diagnostics.did_you_mean(item.key, known)
    value = item.value or ""
    lost = f"; `{value}` is not shown" if re.search(r"[^\W\d_]{3}", value) else ""
    data.diagnostics.report(
        directive.option_rule,
        item.position,
        f"`{data.name}` has no option `{item.key}`{lost}",
        f"{hint + ' ' if hint else ''}`{data.name}` takes {takes}",
    )


def _report_tag(item: WrittenOption, directive: Directive, data: DirectiveData) -> None:
    data.diagnostics.report(
        directive.option_rule,
        item.position,
        f"`{item.key}` is a tag of a cell, not an option of `{data.name}`",
        f"write `:tags: {item.key}`",
    )


def _report_twice(item: WrittenOption, first: WrittenOption, data: DirectiveData) -> None:
    other = "" if item.key == first.key else f" as `{first.key}`"
    data.diagnostics.report(
        Rule.DIRECTIVE_OPTIONS_CORRECT,
        item.position,
        f"`{item.key}` is given twice; the first{other}, on line {first.position.line}, is used",
        "remove one of the two",
    )


def _value(item: WrittenOption, option: Option, data: DirectiveData) -> OptionValue | None:
    text = item.value or option.default
    value, expected = _convert(text, option)
    if value is None:
        data.diagnostics.report(
            Rule.DIRECTIVE_OPTIONS_CORRECT,
            item.value_position,
            f"`{item.key}` cannot be `{text}`" if text else f"`{item.key}` needs a value",
            f"write {expected}",
        )
    return value


def _convert(text: str, option: Option) -> tuple[OptionValue | None, str]:
    """Return the value, or None, and what was expected."""
    if option.kind is Kind.FLAG:
        low = text.lower()
        truth = True if low in _TRUE else False if low in _FALSE else None
        return truth, "the flag alone, `true` or `false`"
    if option.choices:
        named = ", ".join(f"`{choice}`" for choice in option.choices)
        return (text if text in option.choices else None), f"one of {named}"
    value, expected = _READERS[option.kind](text)
    if option.least is not None and isinstance(value, int) and value < option.least:
        return None, f"{expected}, {option.least} or more"
    return value, expected


def _read_text(text: str) -> tuple[OptionValue | None, str]:
    return text, "a text"


def _integer(text: str) -> tuple[OptionValue | None, str]:
    return (int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None), "a whole number"


def _parse_number(text: str) -> tuple[OptionValue | None, str]:
    plain = re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?", text)
    return (float(text) if plain else None), "a number"


def _length(text: str) -> tuple[OptionValue | None, str]:
    return (text if _LENGTH.match(text) else None), "a length such as `80%` or `300px`"


def _read_words(text: str) -> tuple[OptionValue | None, str]:
    return [word.strip() for word in text.split(",") if word.strip()], "words between commas"


def _parse_lines(text: str) -> tuple[OptionValue | None, str]:
    expected = "line numbers such as `1,3-5`"
    numbers: list[int] = []
    for word in text.rstrip(" ,").split(","):  # as mystmd's own pages have it: ``1,``
        match = re.fullmatch(r"([0-9]{1,6})(?:\s*-\s*([0-9]{1,6}))?", word.strip())
        first = int(match[1]) if match else 0
        last = int(match[2] or first) if match else -1
        if last < first or len(numbers) + last - first > _MOST_LINES:
            return None, expected
        numbers.extend(range(first, last + 1))
    return sorted(set(numbers)), expected


_READERS: Mapping[Kind, Callable[[str], tuple[OptionValue | None, str]]] = {
    Kind.TEXT: _read_text,
    Kind.MYST: _read_text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _parse_number,
    Kind.LENGTH: _length,
    Kind.LIST: _read_words,
    Kind.LINES: _parse_lines,
}
