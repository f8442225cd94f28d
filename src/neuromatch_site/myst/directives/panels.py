"""``panels`` of sphinx-panels -> ``grid`` of ``card``s."""

from neuromatch_site.model.ast.nodes import Card, Grid, Node
from neuromatch_site.myst.directives._card import card_of, picture_of
from neuromatch_site.myst.directives._options import COMMON, put_common, without_effect
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part
from neuromatch_site.myst.parser.panels import Panel, columns_of, panels_in, shares_of


def run(data: DirectiveData) -> list[Node]:
    """Return the grid; a panel wider than half of it is in its own row."""
    panels = panels_in(data.body)
    shares = shares_of(panels, data.text("column") or "")
    columns = columns_of(shares)
    grid = Grid(position=data.position, columns=[1, 2, 2, columns] if columns > 1 else [1])
    for panel, share in zip(panels, shares, strict=True):
        card = _card(panel, data)
        card.data = {"columns": share} if columns > 1 and share > 12 // columns else None
        grid.children.append(card)
    return [put_common(grid, data)]


def _card(panel: Panel, data: DirectiveData) -> Card:
    source = data.body_source.part(panel.text, panel.line)
    place, options = source.at(), panel.options
    card = card_of(data.parse_blocks(source), place)
    above = picture_of(options.get("img-top"), options.get("img-top-alt"), place)
    below = picture_of(options.get("img-bottom"), options.get("img-bottom-alt"), place)
    card.children = [*above, *card.children, *below]
    return card


DIRECTIVE = Directive(
    name="panels",
    doc="Cards side by side, as in sphinx-panels; use `grid` in new pages.",
    run=run,
    options={
        **COMMON,
        "column": Option("The width of a panel in twelfths: `col-lg-4`."),
        **without_effect(
            "container", "card", "body", "header", "footer", "img-top-cls", "img-bottom-cls"
        ),
    },
    body=Part(
        Kind.TEXT,
        "The panels, separated by lines `---`; `^^^` ends a header, `+++` starts a footer.",
        required=True,
    ),
    nodes=(Grid, Card),
)
