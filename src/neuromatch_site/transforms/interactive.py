"""Interactive figures: each gets its own page, which a frame shows on request."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.media.interactive import NAMES, is_available
from neuromatch_site.model.ast.nodes import Interactive, Root
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext


def place_figures(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Give each interactive figure the address of its page; report what nothing here can draw."""
    for number, figure in enumerate(select(content, Interactive), 1):
        if is_available(figure.kind):
            figure.url = f"/{context.source.stem}.figure-{number}.html"
            continue
        place = figure.position or Position(context.source.path)
        message = f"a {NAMES[figure.kind]} figure is not interactive here"
        hint = "run `pip install neuromatch-site[interactive]`"
        diagnostics.report(Rule.OUTPUT_SHOWN, place, message, hint)
