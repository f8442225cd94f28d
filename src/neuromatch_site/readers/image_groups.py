"""The pictures of a conference's panels: where they lie in the course."""

from msgspec.structs import replace

from neuromatch_site.config.conference import Conference
from neuromatch_site.config.panels import Panel, PanelFigure
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.readers.data_files import DataFiles


def with_figures(conference: Conference, data: DataFiles) -> Conference:
    """Return the conference with the path of each picture from the course folder.

    A picture that is not there is reported and left out.
    """
    panels = (_panel(panel, data) for panel in conference.panels)
    return replace(conference, panels=tuple(panels))


def _panel(panel: Panel, data: DataFiles) -> Panel:
    found = (_located(figure, data) for figure in panel.figures)
    return replace(panel, figures=tuple(figure for figure in found if figure is not None))


def _located(figure: PanelFigure, data: DataFiles) -> PanelFigure | None:
    """Return the figure with its path: beside the data file, or from the course folder."""
    beside = figure.position.path
    try:
        for path in (figure.path, f"/{figure.path}"):
            if data.files.find(path, beside):
                _ask_for_words(figure, data)
                return replace(figure, path=data.files.locate(path, beside))
    except OutsideCourseError:
        message = f"`{figure.path}` is outside the course folder"
        data.report.broken(Rule.PATH_INSIDE_COURSE, figure.position, message)
        return None
    message = f"picture not found: `{figure.path}`"
    hint = "write its path relative to the course folder, or from that of this file"
    data.report.broken(Rule.IMAGE_EXISTS, figure.position, message, hint)
    return None


def _ask_for_words(figure: PanelFigure, data: DataFiles) -> None:
    if not figure.description:
        message = f"the picture `{figure.path}` has no `description`"
        hint = "describe what it shows, for readers who cannot see it"
        data.report.broken(Rule.IMAGE_HAS_ALT_TEXT, figure.position, message, hint)
