"""Pictures in groups, such as the logos of sponsors."""

from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import Key, Section, fields_of, read_into, record, struct_of
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, choice, list_of
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.diagnostics.source import Position


class PanelFigure(Struct, frozen=True, kw_only=True):
    """An image of the course, with its description."""

    path: Annotated[
        str, Key(TEXT, "The image: a path from the course folder or the folder of this file.")
    ]
    description: Annotated[str, Key(TEXT, "Alternative text.")] = ""
    size: Annotated[str, Key(choice("small", "medium", "large"), "The displayed size.")] = "medium"
    url: Annotated[str, Key(LINK, "Where it leads.")] = ""
    position: Position


def _figure(section: Section) -> PanelFigure | None:
    figure = read_into(PanelFigure, section)
    return figure and replace(figure, position=section.values["path"].position)


_FIGURES = list_of(record(fields_of(PanelFigure), _figure))


class Panel(Struct, frozen=True, kw_only=True):
    """A group of images."""

    title: Annotated[str, Key(TITLE, "The title of the group.", ("name",))]
    figures: Annotated[tuple[PanelFigure, ...], Key(_FIGURES, "The images.")] = ()
    position: Position


PANELS = list_of(struct_of(Panel))
"""A list of groups."""
