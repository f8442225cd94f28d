"""What the memory keeps comes back as it was."""

import pytest
from msgspec import Struct, field

from neuromatch_site.cache.serialize import decode, decode_tree, encode
from neuromatch_site.config.licenses import License, Licenses
from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.config.people import Person
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Rule, Severity
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Image, Include, Nodes, Paragraph, Problem, Root, Text
from neuromatch_site.model.course import HeadingFact, PageFacts, TargetFact

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
                    identifier="f",
                    label="F",
                    html_id="f",
                    kind="figure",
                    title=Nodes([Text(value="t", position=PLACE)]),
                )
            ],
        ),
        Diagnostic(Rule.MATH_RENDERS, Severity.WARNING, PLACE, "message", "hint"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_comes_back_as_it_was(value: Struct) -> None:
    assert decode(type(value), encode(value)) == value


def test_a_tree_comes_back_as_it_was() -> None:
    picture = Image(url="a", data={"type": "image"}, classes=["x"], position=PLACE)
    included = Include(file="b.md", caption=[Text(value="c")], filter={"startAfter": "d"})
    tree = Root(children=[Paragraph(children=[picture]), Problem(message="m"), included])
    assert decode_tree(encode(["text", tree])) == ("text", tree)


class Example(Struct, omit_defaults=True):
    """A value of every shape."""

    number: int
    rule: Rule
    pair: tuple[str, int] = ("", 0)
    words: frozenset[str] = frozenset()
    tree: dict[str, list[int]] = field(default_factory=dict)
    nodes: Nodes = field(default_factory=Nodes)


def test_every_shape_comes_back() -> None:
    nodes = Nodes([Text(value="x")])
    value = Example(1, Rule.ENCODING, ("a", 1), frozenset("ba"), {"k": [1]}, nodes)
    assert decode(Example, encode(value)) == value
    rule = Rule.ENCODING
    assert encode(Example(1, rule)) == b'{"number":1,"rule":%d,"nodes":[]}' % rule.value


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "1", '{"number": "one", "rule": "encoding"}', '{"number": 1}'),
        *('{"number": 1, "rule": "no-rule"}', '{"number": 1, "rule": "encoding", "nodes": 2}'),
        '{"number": 1, "rule": "encoding", "nodes": [{"type": "NoNode"}]}',
    ],
)
def test_a_text_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        decode(Example, text.encode())


@pytest.mark.parametrize("text", ["", "[]", "{}", '["", {"type": "Text", "colour": 1}]'])
def test_a_text_that_is_no_tree_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        decode_tree(text.encode())


def test_what_is_no_data_is_refused() -> None:
    with pytest.raises(TypeError, match="object cannot be serialized"):
        encode(object())
