"""``card``, ``grid-item-card`` -> ``card`` of ``header``, ``cardTitle``, ``footer``."""

from neuromatch_site.model.ast.nodes import Card, CardTitle, Footer, Header, Image, Node
from neuromatch_site.myst.directives._card import card_of, paragraph_of, picture_of
from neuromatch_site.myst.directives._options import (
    COLUMNS,
    COMMON,
    put_common,
    share_of,
    without_effect,
)
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a card; ``^^^`` in its body ends the header, ``+++`` starts the footer."""
    node = card_of(
        data.body_nodes,
        data.position,
        header=paragraph_of(data.nodes("header")),
        title=data.argument_nodes,
        footer=paragraph_of(data.nodes("footer")),
    )
    above = _card_picture(data, "img-top") or _card_picture(data, "img-background")
    node.children = [*above, *node.children, *_card_picture(data, "img-bottom")]
    node.url, node.data = data.text("url"), share_of(data)
    return [put_common(node, data)]


def _card_picture(data: DirectiveData, name: str) -> list[Node]:
    place = data.places.get(name, data.position)
    return picture_of(data.text(name), data.text("img-alt"), place)


_DRAWN = (
    *("width", "margin", "padding", "text-align", "shadow", "outline", "link-alt"),
    *("child-direction", "child-align", "class-item", "class-card", "class-header", "class-body"),
    *("class-title", "class-footer", "class-img-top", "class-img-bottom"),
)
DIRECTIVE = Directive(
    name="card",
    alias=("grid-item-card",),
    doc="A card, alone or in a grid.",
    run=run,
    argument=Part(Kind.MYST, "The title."),
    options={
        **COMMON,
        "url": Option("The target of the card.", alias=("link",)),
        "link-type": Option("The link type in Sphinx; not needed."),
        "header": Option("The header, above the title.", Kind.MYST),
        "footer": Option("The footer, at the bottom.", Kind.MYST),
        "img-top": Option("An image at the top."),
        "img-background": Option("An image behind the text; it is shown at the top."),
        "img-bottom": Option("An image at the bottom."),
        "columns": COLUMNS,
        "img-alt": Option("Alternative text of the image; without it, the image is decorative."),
        **without_effect(*_DRAWN),
    },
    body=Part(
        Kind.MYST, ("The text; a line `^^^` ends the header, a line `+++` starts the footer.")
    ),
    nodes=(Card, Image, Header, CardTitle, Footer),
)
