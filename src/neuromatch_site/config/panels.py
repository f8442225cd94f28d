"""Pictures in groups, such as the logos of sponsors."""

from msgspec import Struct

from neuromatch_site.config.fields import Field, Section, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, choice, list_of
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.diagnostics.source import Position


class PanelFigure(Struct, frozen=True, kw_only=True):
    """A picture of the course, with what it says."""

    path: str
    """From the course folder."""
    description: str = ""
    size: str = "medium"
    """``small``, ``medium`` or ``large``."""
    url: str = ""
    position: Position


class Panel(Struct, frozen=True, kw_only=True):
    """A group of pictures."""

    title: str
    figures: tuple[PanelFigure, ...] = ()
    position: Position


_PATH = Field("path", TEXT, "The picture, from the course folder or from that of this file.")
_DESCRIPTION = Field("description", TEXT, "A description of the picture.")
_SIZE = Field("size", choice("small", "medium", "large"), "How large it is shown.")
_URL = Field("url", LINK, "Where it leads.")


def _figure(section: Section) -> PanelFigure | None:
    path = section.require(_PATH)
    if not path:
        return None
    return PanelFigure(
        path=path,
        description=section.get(_DESCRIPTION, ""),
        size=section.get(_SIZE, "medium"),
        url=section.get(_URL, ""),
        position=section.values[_PATH.name].position,
    )


_TITLE = Field("title", TITLE, "What the group is.", ("name",))
_FIGURES = Field(
    "figures", list_of(record((_PATH, _DESCRIPTION, _SIZE, _URL), _figure)), "Its pictures."
)


def _panel(section: Section) -> Panel | None:
    title = section.require(_TITLE)
    if not title:
        return None
    return Panel(title=title, figures=section.get(_FIGURES, ()), position=section.position)


PANELS = list_of(record((_TITLE, _FIGURES), _panel))
"""A list of groups."""
