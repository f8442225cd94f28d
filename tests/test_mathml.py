"""Every formula of ``formulas.txt`` is MathML Core as its specification has it.

Source: W3C, MathML Core: the elements, how many parts each has, and the attributes of 2.1.3 and 3.
"""

import re
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from formulas import formulas

from neuromatch_site.transforms.katex import Formula, render

TOKENS = {"mi", "mn", "mo", "mtext", "mspace"}
PARTS = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2,
    "msubsup": 3, "munderover": 3,
}  # fmt: skip
ROWS = {"math", "mrow", "mstyle", "msqrt", "mphantom", "mpadded", "mtd"}
EVERYWHERE = {
    "class",
    "mathcolor",
    "mathbackground",
    "mathsize",
    "displaystyle",
    "scriptlevel",
    "id",
}
ATTRIBUTES = {
    "math": {"display", "alttext"},
    "mi": {"mathvariant"},
    "mo": {
        "form", "stretchy", "symmetric", "largeop", "movablelimits", "lspace", "rspace", "minsize",
        "maxsize",
    },
    "mspace": {"width", "height", "depth"},
    "mtd": {"columnspan"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
}  # fmt: skip
SWITCHES = {
    "stretchy", "symmetric", "largeop", "movablelimits", "accent", "accentunder", "displaystyle",
}  # fmt: skip
LENGTHS = {
    "lspace",
    "rspace",
    "minsize",
    "maxsize",
    "width",
    "height",
    "depth",
    "voffset",
    "linethickness",
}
LENGTH = re.compile(r"-?\d+(\.\d+)?em|0")
VALUES = {
    "form": {"prefix", "infix", "postfix"}, "mathvariant": {"normal"}, "display": {"block"},
    "scriptlevel": {"0", "1", "2"}, "columnspan": {"1", "2", "3", "4"},
}  # fmt: skip


@cache
def mathml(*, display: bool) -> list[str]:
    # one by one: what one defines is not for the others
    return [str(render([Formula(tex, display)], {})[0]) for tex in formulas()]


@pytest.mark.parametrize("display", [True, False], ids=["displayed", "in a line"])
def test_every_formula_is_valid(display: bool) -> None:
    wrong = []
    for tex, markup in zip(formulas(), mathml(display=display), strict=True):
        if not markup.startswith("<math"):
            if display or r"\tag" not in tex:
                wrong.append(f"{tex}: {markup}")
            continue
        root = ET.fromstring(markup)  # noqa: S314 - our own
        wrong += [f"{tex}: {problem}" for problem in problems(root)]
    assert not wrong, "\n".join(wrong)


def problems(root: ET.Element) -> list[str]:
    """Return what MathML Core does not have."""
    return [problem for element in root.iter() for problem in _problems(element)]


def _problems(element: ET.Element) -> list[str]:
    tag, found = element.tag, []
    children = [child.tag for child in element]
    if tag in TOKENS and children:
        found.append(f"<{tag}> holds {children}")
    elif tag in PARTS and len(children) != PARTS[tag]:
        found.append(f"<{tag}> has {len(children)} parts")
    elif tag == "mtable" and set(children) != {"mtr"}:
        found.append(f"<mtable> holds {children}")
    elif tag == "mtr" and not set(children) <= {"mtd"}:
        found.append(f"<mtr> holds {children}")
    elif tag not in TOKENS and tag not in PARTS and tag not in {*ROWS, "mtable", "mtr"}:
        found.append(f"<{tag}> is not an element of MathML Core")
    if tag not in TOKENS and (element.text or "").strip():
        found.append(f"<{tag}> holds text")
    for name, value in element.attrib.items():
        if name not in EVERYWHERE | ATTRIBUTES.get(tag, set()):
            found.append(f"<{tag}> has `{name}`")
        elif (
            (name in VALUES and value not in VALUES[name])
            or (name in SWITCHES and value not in ("true", "false"))
            or (name in LENGTHS and not LENGTH.fullmatch(value))
        ):
            found.append(f"<{tag}> has `{name}={value}`")
    return found


def test_the_check_finds_what_is_wrong() -> None:
    root = ET.fromstring(  # noqa: S314 - our own
        '<math><mi><mrow></mrow></mi><msub><mi>a</mi></msub><mo form="in">+</mo>'
        '<menclose></menclose><mtd columnalign="left">a</mtd><mspace width="1"></mspace></math>'
    )
    assert len(problems(root)) == 7  # each once; text and attribute of a cell


def test_there_are_four_hundred_formulas_each_once() -> None:
    found = formulas()
    assert len(found) == len(set(found)) >= 400


def test_no_character_is_a_command_that_nobody_resolved() -> None:
    for tex, markup in zip(formulas(), mathml(display=True), strict=True):
        shown = "".join(ET.fromstring(markup).itertext())  # noqa: S314 - our own
        assert "@" not in shown, tex
        assert not re.search(r"\\[a-zA-Z]{2}", shown), tex
