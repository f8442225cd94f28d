"""Texts by the rules: every directive, role and key there is, used as it asks, or nearly so."""

from collections.abc import Mapping, Sequence

import yaml
from fuzz.texts import MYST, PIECES
from hypothesis import strategies as st

from neuromatch_site.config.schema import schemas
from neuromatch_site.config.value import Data
from neuromatch_site.myst.language import DIRECTIVES, ROLES
from neuromatch_site.myst.parser.directive import Directive, Kind, Option, Part
from neuromatch_site.myst.parser.role import Role

_WORDS = st.sampled_from(["word", "two words", "a-1", "page", "x", "# A", "*a*", "$x$", "", "ü"])
_NAMED = st.sampled_from(["index.md", "page.md", "#a", "a", "gone.png", "https://example.org/a"])
_VALUES: Mapping[Kind, st.SearchStrategy[str]] = {
    Kind.TEXT: st.one_of(_WORDS, _NAMED),
    Kind.MYST: st.one_of(_WORDS, st.sampled_from(["[](#a)", "{sub}`a`", "[@a]", "$x$ `y`"])),
    Kind.FLAG: st.sampled_from(["", "true", "false"]),
    Kind.INTEGER: st.integers(-2, 10_000).map(str),
    Kind.NUMBER: st.floats(allow_nan=False, width=16).map(str),
    Kind.LENGTH: st.sampled_from(["80%", "300px", "20em", "7", "-1px", "1e9em"]),
    Kind.LINES: st.sampled_from(["1", "1,3-5", "9-2", "0", "1-99999999"]),
    Kind.LIST: st.sampled_from(["a, b", "a", ",", ""]),
}


def _value(kind: Kind, choices: Sequence[str] = ()) -> st.SearchStrategy[str]:
    """Return values of that kind; now and then something else."""
    right = st.sampled_from(list(choices)) if choices else _VALUES[kind]
    return st.one_of(right, right, right, PIECES.map(lambda text: text.replace("\n", " ")))


def _part(part: Part | None) -> st.SearchStrategy[str]:
    if part is None:
        return st.just("")
    return _value(part.kind) if part.required else st.one_of(st.just(""), _value(part.kind))


def _options(given: Mapping[str, Option]) -> st.SearchStrategy[list[str]]:
    if not given:
        return st.just([])
    one = st.sampled_from(sorted(given)).flatmap(
        lambda name: _value(given[name].kind, given[name].choices).map(lambda v: f":{name}: {v}")
    )
    return st.lists(one, max_size=4)


@st.composite
def _directive(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    """Draw a use of a directive, with other texts in it; its fence is longer than theirs."""
    which: Directive = draw(st.sampled_from(DIRECTIVES))
    name = draw(st.sampled_from([which.name, *which.alias]))
    body = draw(inside) if which.body is None or which.body.kind is Kind.MYST else draw(PIECES)
    sign = draw(st.sampled_from([":", ":", "`"]))
    longest = max((len(line) - len(line.lstrip(sign)) for line in body.splitlines()), default=0)
    fence = sign * max(3, longest + draw(st.sampled_from([1, 1, 1, 0])))
    lines = [f"{fence}{{{name}}} {draw(_part(which.argument))}", *draw(_options(which.options))]
    return "\n".join([*lines, "", body, *draw(st.sampled_from([[fence], [fence], [fence], []]))])


@st.composite
def _role(draw: st.DrawFn) -> str:
    which: Role = draw(st.sampled_from(ROLES))
    name = draw(st.sampled_from([which.name, *which.alias]))
    options = draw(st.lists(st.sampled_from([*sorted(which.options), "class"]), max_size=2))
    given = "".join(f" {option}={draw(_WORDS)!r}" for option in options)
    return f"{{{name}{given}}}`{draw(_value(which.body))}`"


_LINE = st.lists(st.one_of(_role(), _WORDS), min_size=1, max_size=4).map(" ".join)
_BLOCK = st.one_of(_LINE, _LINE, st.just("(a)=\n## A"), st.just("| a | b |\n|-|-|\n| c | $d$ |"))
_BLOCKS = st.recursive(
    _BLOCK,
    lambda inner: st.lists(st.one_of(inner, _directive(inner)), min_size=1, max_size=3).map(
        "\n\n".join
    ),
    max_leaves=8,
)


def _data(schema: Data, definitions: Mapping[str, Data], depth: int = 0) -> st.SearchStrategy[Data]:
    """Return values of which the schema says that they are right; now and then others."""
    if not isinstance(schema, Mapping) or depth > 5:
        return _WORDS
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return _data(definitions.get(reference.rpartition("/")[2]), definitions, depth + 1)
    for one in ("anyOf", "oneOf"):
        ways = schema.get(one)
        if isinstance(ways, Sequence):
            return st.one_of([_data(way, definitions, depth + 1) for way in ways])
    choices = schema.get("enum")
    right = (
        st.sampled_from(list(choices))
        if isinstance(choices, Sequence) and choices
        else _typed(schema, definitions, depth)
    )
    return st.one_of(right, right, right, right, PIECES, st.none())


def _typed(
    schema: Mapping[str, Data], definitions: Mapping[str, Data], depth: int
) -> st.SearchStrategy[Data]:
    kind = schema.get("type")
    properties, items = schema.get("properties"), schema.get("items")
    more = schema.get("additionalProperties")
    if isinstance(properties, Mapping) and properties:
        return _keys(properties, definitions, depth)
    if isinstance(more, Mapping):
        return st.dictionaries(_WORDS, _data(more, definitions, depth + 1), max_size=2)
    if items is not None:
        return st.lists(_data(items, definitions, depth + 1), max_size=3)
    plain: Mapping[str, st.SearchStrategy[Data]] = {
        "boolean": st.booleans(),
        "integer": st.integers(-3, 3000),
        "number": st.floats(allow_nan=False, width=16),
    }
    return plain.get(str(kind), st.one_of(_WORDS, _NAMED, st.just("2026-01-31")))


def _keys(
    properties: Mapping[str, Data], definitions: Mapping[str, Data], depth: int
) -> st.SearchStrategy[Data]:
    """Return mappings with up to six of these keys."""
    names = st.lists(st.sampled_from(sorted(properties)), max_size=6, unique=True)
    return names.flatmap(
        lambda chosen: st.fixed_dictionaries(
            {name: _data(properties[name], definitions, depth + 1) for name in chosen}
        )
    )


def _yaml(name: str) -> st.SearchStrategy[str]:
    schema = schemas()[name]
    definitions = schema.get("$defs")
    known = definitions if isinstance(definitions, Mapping) else {}
    return _data(schema, known).map(lambda data: yaml.safe_dump(data, allow_unicode=True))


CONFIG = _yaml("myst")
"""``myst.yml`` with the keys there are."""
DATA = st.fixed_dictionaries(
    {
        f"data/{name}.yml": _yaml(name)
        for name in ("announcements", "conference", "people", "schedule")
    }
)
"""The typed data of a course."""
LANGUAGE = st.tuples(st.one_of(st.just(""), _yaml("page")), st.one_of(_BLOCKS, _BLOCKS, MYST)).map(
    lambda page: f"---\n{page[0]}---\n\n# Page\n\n{page[1]}\n" if page[0] else page[1]
)
"""Pages with the front matter, directives and roles there are."""
