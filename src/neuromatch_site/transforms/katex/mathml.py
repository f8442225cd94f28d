"""KaTeX's parse tree -> MathML Core: the table of functions per node type.

KaTeX's own MathML is meant to be hidden under its HTML: it lacks shapes, spaces and growing bars,
and is partly invalid. Its parse tree has everything; it is converted as TeX would draw it.
"""

from collections.abc import Callable, Mapping, Sequence

from neuromatch_site.transforms.katex import boxes, characters, fences, operators, scripts, tables
from neuromatch_site.transforms.katex import parse_tree as tex
from neuromatch_site.transforms.katex.markup import Element, about_width, serialize
from neuromatch_site.transforms.katex.rows import Rows, Style, ordgroup, styling
from neuromatch_site.transforms.katex.spacing import Box, spaced

_BUILDERS: Mapping[type, Callable[..., Box]] = {
    tex.Mathord: characters.mathord,
    tex.Textord: characters.textord,
    tex.Atom: characters.atom,
    tex.Spacing: characters.spacing,
    tex.Kern: characters.kern,
    tex.Cr: characters.line_break,
    tex.Text: characters.text,
    tex.Hbox: characters.hbox,
    tex.Verb: characters.verb,
    tex.Font: characters.font,
    tex.Ordgroup: ordgroup,
    tex.Styling: styling,
    tex.Op: operators.op,
    tex.Operatorname: operators.operatorname,
    tex.Mclass: operators.mclass,
    tex.Pmb: operators.pmb,
    tex.Supsub: scripts.supsub,
    tex.Accent: scripts.accent,
    tex.AccentUnder: scripts.accent_under,
    tex.HorizBrace: scripts.horiz_brace,
    tex.Overline: scripts.overline,
    tex.Underline: scripts.underline,
    tex.XArrow: scripts.x_arrow,
    tex.Cdlabel: scripts.cdlabel,
    tex.Cdlabelparent: scripts.cdlabelparent,
    tex.Leftright: fences.leftright,
    tex.Middle: fences.middle,
    tex.Delimsizing: fences.delimsizing,
    tex.Genfrac: fences.genfrac,
    tex.Sqrt: fences.sqrt,
    tex.Enclose: boxes.enclose,
    tex.Phantom: boxes.phantom,
    tex.Hphantom: boxes.hphantom,
    tex.Vphantom: boxes.vphantom,
    tex.Smash: boxes.smash,
    tex.Lap: boxes.lap,
    tex.Raisebox: boxes.raisebox,
    tex.Vcenter: boxes.vcenter,
    tex.Rule: boxes.rule,
    tex.Array: tables.array,
    tex.Tag: tables.tag,
}


_LONG = 9
"""The width in em from which on a formula in a line may be broken: half a line of a phone."""


def _parts(boxes: Sequence[Box], content: Sequence[Element]) -> list[Element]:
    """Return the content in rows that a line may be broken between: in one where it cannot be.

    It can after relations and binary operators outside of braces. Source: The TeXbook, chapter 18.
    """
    ends = {id(box.element) for box in boxes if box.right in ("rel", "bin") and box.element}
    parts: list[list[Element]] = [[]]
    for element, following in zip(content, [*content[1:], None], strict=True):
        parts[-1].append(element)
        # an operator alone in a row would lose its spaces
        if id(element) in ends and len(parts[-1]) > 1 and id(following) not in ends:
            parts.append([])
    return [Element("mrow", part) for part in parts if part]


def _is_between(line: Element) -> bool:
    """Return whether words stand between the lines there, which have no number."""
    first = line.content[0]
    return isinstance(first, Element) and first.attributes.get("class") == "math__between"


def mathml(
    tree: Sequence[tex.Node],
    alttext: str,
    *,
    display: bool,
    rows: bool,
    symbol: Callable[[str, str], str],
) -> str:
    """Return a formula as MathML Core, with ``alttext`` as a fallback.

    ``rows`` adds the ``NUMBER_CELL`` of ``nodes.py`` to each line of a table. ``symbol`` returns
    the character of a command, from KaTeX's table of symbols.
    """
    style = Style(display=display)
    boxes = Rows(_BUILDERS, symbol).boxes(tree, style)
    content = spaced(boxes, tight=False)
    attributes = {"display": "block"} if display else {}
    if not display and sum(map(about_width, content)) > _LONG:
        content = _parts(boxes, content)
        attributes["class"] = "math__long"
    if rows and content[0].tag == "mtable":
        for line in content[0].content:
            if (
                isinstance(line, Element)
                and isinstance(line.content, list)
                and not _is_between(line)
            ):
                line.content.append(Element("mtd", [], {"class": "math__tag"}))
    return serialize(Element("math", content, {**attributes, "alttext": alttext}))
