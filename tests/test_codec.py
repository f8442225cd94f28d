"""What the cache keeps comes back as it was."""

import json

import pytest
from msgspec import Struct, field

from neuromatch_site.ast.nodes import Image, Node, Root, Text
from neuromatch_site.codec import decode, encode
from neuromatch_site.config.frontmatter import License, Licenses, PageFrontmatter, Person
from neuromatch_site.diagnostics import Diagnostic, Rule, Severity
from neuromatch_site.project import HeadingFact, PageFacts, TargetFact
from neuromatch_site.source import Position


def again(value: object) -> object:
    """Return the value after a way through JSON text."""
    return decode(type(value), json.loads(json.dumps(encode(value))))


PLACE = Position("a.ipynb", 3, 4, 2)


@pytest.mark.parametrize(
    "value",
    [
        PageFrontmatter(
            title="T",
            authors=(Person(id="a", name="A", position=PLACE),),
            licenses=Licenses(content=License(id="CC-BY-4.0")),
            math={r"\a": "b"},
            edit_url="",
            site={"template": "home", "deep": {"list": [1, 2.5, None, True]}},
        ),
        PageFacts(
            headings=[HeadingFact(depth=2, text="x", html_id="x")],
            targets=[
                TargetFact(
                    identifier="f", label="F", html_id="f", kind="figure", title=[Text(value="t")]
                )
            ],
        ),
        Diagnostic(Rule.MATH_RENDERS, Severity.WARNING, PLACE, "message", "hint"),
        Root(children=[Image(url="a", data={"type": "image"}, classes=["x"], position=PLACE)]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert again(value) == value


class Example(Struct):
    """A value of every shape."""

    number: int
    rule: Rule
    node: Node | None = None
    pair: tuple[str, int] = ("", 0)
    words: frozenset[str] = frozenset()
    tree: dict[str, list[int]] = field(default_factory=dict)


def test_every_shape_comes_back() -> None:
    value = Example(1, Rule.ENCODING, Text(value="x"), ("a", 1), frozenset("ba"), {"k": [1]})
    assert again(value) == value
    assert encode(Example(1, Rule.ENCODING)) == {"number": 1, "rule": "ENCODING"}


@pytest.mark.parametrize(
    "data", [[], 1, {"number": "one", "rule": "ENCODING"}, {"number": 1}, {"rule": "NO_RULE"}]
)
def test_data_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises((TypeError, KeyError, ValueError)):
        decode(Example, data)


def test_what_is_no_data_is_refused() -> None:
    with pytest.raises(TypeError, match="object is no data"):
        encode(object())
