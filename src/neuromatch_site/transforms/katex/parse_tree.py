"""KaTeX's parse tree as data: one class per type of node, with the fields that are read here.

Source: ``src/parseNode.js`` of KaTeX 0.16, with the same names of classes and fields. Fields that
only the parser uses (``raw``, ``size``, ``url`` ...) are not in the returned tree.
"""

# ruff: noqa: D101 - KaTeX's own names say what each type of node is

from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.json import Decoder

Family = Literal["bin", "close", "inner", "open", "punct", "rel"]
StyleName = Literal["display", "text", "script", "scriptscript"]


class Measurement(Struct):
    """A length; ``unit`` is one of TeX's, or ``multline`` (``packages.js``)."""

    number: float
    unit: str


class _Node(Struct, tag_field="type", rename="camel", kw_only=True):
    mode: str = "math"


class Body(_Node):
    """A node around several others."""

    body: list["Node"]


class Around(_Node):
    """A node around one other."""

    body: "Node"


class Character(_Node):
    """A character, or the command for it."""

    text: str


class Mathord(Character, tag="mathord"): ...


class Textord(Character, tag="textord"): ...


class Atom(Character, tag="atom"):
    family: Family


class Spacing(Character, tag="spacing"): ...


class Internal(_Node, tag="internal"): ...


class Ordgroup(Body, tag="ordgroup"): ...


class Color(Body, tag="color"):
    color: str


class Op(_Node, tag="op"):
    limits: bool
    symbol: bool
    name: str = ""
    body: list["Node"] = []
    always_handle_sup_sub: bool = False


class Operatorname(Body, tag="operatorname"):
    limits: bool
    always_handle_sup_sub: bool


class Mclass(Body, tag="mclass"):
    mclass: str


class Pmb(Body, tag="pmb"):
    mclass: str


class Styling(Body, tag="styling"):
    style: StyleName


class Sizing(Body, tag="sizing"):
    size: int


class Text(Body, tag="text"):
    font: str = ""


class Hbox(Body, tag="hbox"): ...


class Phantom(Body, tag="phantom"): ...


class Html(Body, tag="html"):
    attributes: dict[str, str] = {}


class Href(Body, tag="href"):
    href: str = ""


class Htmlmathml(_Node, tag="htmlmathml"):
    html: list["Node"]
    mathml: list["Node"]


class Mathchoice(_Node, tag="mathchoice"):
    display: list["Node"]
    text: list["Node"]
    script: list["Node"]
    scriptscript: list["Node"]


class Supsub(_Node, tag="supsub"):
    base: "Node | None" = None
    sup: "Node | None" = None
    sub: "Node | None" = None


class Genfrac(_Node, tag="genfrac"):
    numer: "Node"
    denom: "Node"
    has_bar_line: bool
    size: str
    continued: bool = False
    left_delim: str | None = None
    right_delim: str | None = None
    bar_size: Measurement | None = None


class Sqrt(Around, tag="sqrt"):
    index: "Node | None" = None


class Accent(_Node, tag="accent"):
    label: str
    base: "Node"
    is_stretchy: bool = False


class AccentUnder(_Node, tag="accentUnder"):
    label: str
    base: "Node"


class HorizBrace(_Node, tag="horizBrace"):
    label: str
    is_over: bool
    base: "Node"


class XArrow(_Node, tag="xArrow"):
    label: str
    body: "Node | None" = None
    below: "Node | None" = None


class Overline(Around, tag="overline"): ...


class Underline(Around, tag="underline"): ...


class Leftright(Body, tag="leftright"):
    left: str
    right: str
    right_color: str | None = None


class Middle(_Node, tag="middle"):
    delim: str


class Delimsizing(_Node, tag="delimsizing"):
    size: int
    mclass: str
    delim: str


class Font(Around, tag="font"):
    font: str


class Enclose(Around, tag="enclose"):
    label: str
    background_color: str | None = None
    border_color: str | None = None


class Hphantom(Around, tag="hphantom"): ...


class Vphantom(Around, tag="vphantom"): ...


class Smash(Around, tag="smash"):
    smash_height: bool = True
    smash_depth: bool = True


class Lap(Around, tag="lap"):
    alignment: str


class Raisebox(Around, tag="raisebox"):
    dy: Measurement


class Vcenter(Around, tag="vcenter"): ...


class Rule(_Node, tag="rule"):
    width: Measurement
    height: Measurement
    shift: Measurement | None = None


class Kern(_Node, tag="kern"):
    dimension: Measurement


class Cr(_Node, tag="cr"): ...


class Verb(_Node, tag="verb"):
    body: str
    star: bool = False


class Tag(Body, tag="tag"):
    tag: list["Node"]


class Cdlabel(_Node, tag="cdlabel"):
    side: str
    label: "Node"


class Cdlabelparent(_Node, tag="cdlabelparent"):
    fragment: "Node"


class Column(Struct, rename="camel"):
    """A column of an array, or a vertical line."""

    type: str
    align: str = "c"
    separator: str = ""
    pregap: float | None = None
    postgap: float | None = None


class Array(_Node, tag="array"):
    body: list[list["Node"]]
    row_gaps: list[Measurement | None] = []
    h_lines_before_row: list[list[bool]] = []
    cols: list[Column] = []
    arraystretch: float = 1
    col_separation_type: str = ""
    tags: list["bool | list[Node]"] = []
    add_jot: bool = False
    hskip_before_and_after: bool = False


Node = (
    Mathord | Textord | Atom | Spacing | Internal | Ordgroup | Color | Op | Operatorname | Mclass
    | Pmb | Styling | Sizing | Text | Hbox | Phantom | Html | Href | Htmlmathml | Mathchoice
    | Supsub | Genfrac | Sqrt | Accent | AccentUnder | HorizBrace | XArrow | Overline | Underline
    | Leftright | Middle | Delimsizing | Font | Enclose | Hphantom | Vphantom | Smash | Lap
    | Raisebox | Vcenter | Rule | Kern | Cr | Verb | Tag | Cdlabel | Cdlabelparent | Array
)  # fmt: skip


class Parsed(Struct):
    """KaTeX's result for a formula: its tree, or an error."""

    tree: list[Node] = []
    error: str = ""
    """The name of the error; ``refused`` for a command that is not trusted."""
    message: str = ""
    offset: int = -1
    """In UTF-16 units; -1 if KaTeX does not know it."""


@cache
def decoder() -> Decoder[Parsed]:
    """Return the decoder of parse trees, created for the first formula."""
    return Decoder(Parsed)
