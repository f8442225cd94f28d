"""The images of a conference's panels, as files of the course."""

from msgspec.structs import replace

from neuromatch_site.config.conference import Conference, Edition
from neuromatch_site.config.panels import Panel, PanelFigure
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.readers.data_files import DataFiles


def with_figures(conference: Conference, data: DataFiles) -> Conference:
    """Return the conference with the path of each image from the course folder.

    A missing image is reported and left out.
    """
    return replace(
        conference,
        panels=_panels(conference.panels, data),
        editions=tuple(_with_pictures(edition, data) for edition in conference.editions),
    )


def _with_pictures(edition: Edition, data: DataFiles) -> Edition:
    return replace(
        edition,
        image=picture_path(edition.image, edition.position, data),
        panels=_panels(edition.panels, data),
        sponsors=tuple(
            replace(sponsor, logo=picture_path(sponsor.logo, sponsor.position, data))
            for sponsor in edition.sponsors
        ),
    )


def _panels(panels: tuple[Panel, ...], data: DataFiles) -> tuple[Panel, ...]:
    return tuple(_panel(panel, data) for panel in panels)


def _panel(panel: Panel, data: DataFiles) -> Panel:
    figures = (_located(figure, data) for figure in panel.figures)
    return replace(panel, figures=tuple(figure for figure in figures if figure is not None))


def _located(figure: PanelFigure, data: DataFiles) -> PanelFigure | None:
    path = picture_path(figure.path, figure.position, data)
    if not path:
        return None
    _ask_for_words(figure, data)
    return replace(figure, path=path)


def picture_path(path: str, position: Position, data: DataFiles) -> str:
    """Return the path of an image: relative to its data file, or to the course folder; or its URL.

    Empty, with a report, if there is none.
    """
    if not path or path.startswith("https://"):
        return path
    beside = position.path
    try:
        for form in (path, f"/{path}"):
            if data.files.find(form, beside):
                return data.files.locate(form, beside)
    except OutsideCourseError:
        message = f"`{path}` is outside the course folder"
        data.report.broken(Rule.PATH_INSIDE_COURSE, position, message)
        return ""
    message = f"picture not found: `{path}`"
    hint = "write its path relative to the course folder, or from that of this file"
    data.report.broken(Rule.IMAGE_EXISTS, position, message, hint)
    return ""


def _ask_for_words(figure: PanelFigure, data: DataFiles) -> None:
    if not figure.description:
        message = f"the picture `{figure.path}` has no `description`"
        hint = "describe what it shows, for readers who cannot see it"
        data.report.broken(Rule.IMAGE_HAS_ALT_TEXT, figure.position, message, hint)
