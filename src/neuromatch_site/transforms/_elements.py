"""HTML elements that pages may contain, and those that they may not."""

import re
from collections.abc import Mapping

from neuromatch_site.model.ast import nodes

Attributes = Mapping[str, str]

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
OPTIONAL_END: Mapping[str, tuple[str, ...]] = {
    "p": ("p",),
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "tr": ("td", "th", "tr"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "thead": (),
    "tbody": ("td", "th", "tr", "thead"),
    "figcaption": ("figcaption",),  # a slip for its closing tag
    "tfoot": ("td", "th", "tr", "tbody"),
}
"""Elements with optional end tags, and the elements that they close when they start."""

PARENTS: Mapping[str, tuple[str, ...]] = {
    "caption": ("table",),
    "dd": ("dl",),
    "dt": ("dl",),
    "figcaption": ("figure",),
    "li": ("ol", "ul"),
    "rp": ("ruby",),
    "rt": ("ruby",),
    "summary": ("details",),
    "tbody": ("table",),
    "td": ("tr",),
    "tfoot": ("table",),
    "th": ("tr",),
    "thead": ("table",),
    "tr": ("table", "tbody", "tfoot", "thead"),
    "track": ("audio", "video"),
}
"""Elements that are only allowed inside others, and these."""

MEANT = frozenset(
    "a abbr acronym audio b blockquote br button caption center code dd del details div dl dt em"
    " figcaption figure h1 h2 h3 h4 h5 h6 hr i iframe img kbd li ol p picture pre s source"
    " span strike strong sub summary sup table td th tr track u ul video".split()
)
"""Elements that become MyST nodes."""
SECTIONS = frozenset({"thead", "tbody", "tfoot"})
FLAT = frozenset({"big", "colgroup", "hgroup", "font", "tt", "nobr"})
"""Elements of which only the content is used."""
_LINE = frozenset(
    "bdi bdo cite code data dfn ins label mark q rp rt ruby samp small span time var wbr".split()
)
_BLOCK = frozenset("address article aside footer header main nav section".split())
BLOCKS = _BLOCK | frozenset(
    "blockquote center dd details div dl dt figure h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td"
    " tfoot th thead tr ul".split()
)
"""Elements that are not allowed in a line of text."""
_DEAD = frozenset(
    "applet area base basefont canvas col dialog embed fieldset form frame frameset"
    " head html body input isindex legend link map marquee math menu meta meter noembed noframes"
    " noscript object optgroup option output param plaintext portal progress script select slot"
    " style svg template textarea title xmp".split()
)
RAW = (_DEAD - VOID) | {"iframe"}
"""Elements whose content is not parsed."""


def is_known(name: str) -> bool:
    """Return whether HTML has an element of this name."""
    return is_allowed(name) or name in _DEAD


def is_allowed(name: str) -> bool:
    """Return whether a page can contain the element."""
    return any(name in names for names in (MEANT, SECTIONS, FLAT, _LINE, _BLOCK))


def refused_attributes(attributes: Attributes) -> list[str]:
    """Return the names of attributes with active content."""
    return [
        name for name in attributes if name.startswith("on") or name in ("srcdoc", "formaction")
    ]


_PLAIN = frozenset({"lang", "dir", "title", "datetime", "value"})


def allowed_attributes(attributes: Attributes) -> dict[str, str] | None:
    """Return the allowed attributes of an element that is kept."""
    allowed = {name: value for name, value in attributes.items() if name in _PLAIN}
    if allowed.get("dir", "ltr") not in ("ltr", "rtl", "auto"):
        del allowed["dir"]
    if words := class_words(attributes):
        allowed["class"] = " ".join(words)
    return allowed or None


def styles_of(attributes: Attributes) -> dict[str, str]:
    """Return the declarations in ``style``: values by property."""
    pairs = (part.partition(":") for part in attributes.get("style", "").lower().split(";"))
    declarations = ((name.strip(), value) for name, colon, value in pairs if colon)
    return {name: value.removesuffix("!important").strip() for name, value in declarations}


def styles_without_effect(name: str, attributes: Attributes) -> list[str]:
    """Return the properties in ``style`` of the element that are ignored."""
    taken = (*(_SIZES if name in _SIZED else ()), *(_PLACES.get(name, ())))
    return [
        word
        for word, value in styles_of(attributes).items()
        if word not in taken and not _AS_IT_IS.fullmatch(f"{word} {value}")
    ]


_SIZED = frozenset("audio iframe img source table video".split())
_SIZES = ("width", "height", "max-width")
_PLACES = {
    **dict.fromkeys("div h1 h2 h3 h4 h5 h6 p td th".split(), ("text-align",)),
    "img": ("text-align", "float"),
}
_AS_IT_IS = re.compile(
    r"(?:width|height) auto|max-width 100%|border (?:0|0px|none)"
    r"|display (?:block|inline|inline-block)"
)
"""Styles that ask for what pages have anyway."""


def allowed_language(attributes: Attributes) -> bool:
    """Return whether the element sets a valid language or writing direction."""
    return bool(attributes.get("lang") or attributes.get("dir") in ("ltr", "rtl", "auto"))


def class_words(attributes: Attributes) -> list[str]:
    """Return the words of ``class`` that are plain names."""
    return [word for word in attributes.get("class", "").split() if re.fullmatch(r"[\w-]+", word)]


_INLINE = (
    nodes.Abbreviation,
    nodes.Blank,
    nodes.Break,
    nodes.Button,
    nodes.ChemicalFormula,
    nodes.Cite,
    nodes.CiteGroup,
    nodes.CrossReference,
    nodes.Delete,
    nodes.Emphasis,
    nodes.FootnoteReference,
    nodes.Image,
    nodes.InlineCode,
    nodes.InlineExpression,
    nodes.InlineMath,
    nodes.Keyboard,
    nodes.Link,
    nodes.MystComment,
    nodes.MystRole,
    nodes.Si,
    nodes.Smallcaps,
    nodes.Span,
    nodes.Strong,
    nodes.Subscript,
    nodes.Superscript,
    nodes.Text,
    nodes.Underline,
)
"""Nodes that stand in a line of text, not between paragraphs."""

_LINES = (
    nodes.AdmonitionTitle,
    nodes.Caption,
    nodes.CardTitle,
    nodes.DefinitionTerm,
    nodes.Heading,
    nodes.Paragraph,
    nodes.Summary,
    nodes.TableCell,
)
"""Nodes between paragraphs, or around them, that hold text."""


def holds_line(node: nodes.Node) -> bool:
    """Return whether the node contains text, in which no block is allowed."""
    return isinstance(node, _LINES) or is_inline(node)


def is_inline(node: nodes.Node) -> bool:
    """Return whether the node is inline."""
    line = isinstance(node, nodes.HtmlElement) and node.name in (*_LINE, "i", "em", "b", "strong")
    return line or isinstance(node, _INLINE)
