"""Interactive figures: a page for each, shown in an iframe on request."""

import re
from urllib.parse import urlsplit

from msgspec import Struct, ValidationError, json

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.extras import install_command
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.media.interactive import (
    ANYWIDGET,
    BOKEH,
    LIBRARIES,
    PLOTLY,
    VEGA,
    is_available,
    package_version,
)
from neuromatch_site.model.ast.nodes import Interactive, Root
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes

_BOKEH_VERSION = re.compile(r'"version": "(\d+)(\.[\d.]+)')
_CODE_OF_BOKEH = re.compile(r'"(?:name|type)": "CustomJS')
"""``CustomJS``, ``CustomJSFilter``, ``CustomJSTransform`` ...: models that hold JavaScript."""


@changes(Interactive)
def place_figures(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Set the URL of each interactive figure's page.

    Reports figures that cannot be drawn, and those drawn by code of the course.
    """
    for number, figure in enumerate(select(content, Interactive), 1):
        place = figure.position or Position(context.source.path)
        library = LIBRARIES[figure.kind]
        message = f"a {library.name} is not interactive here"
        if not is_available(figure.kind):
            hint = f"run `{install_command('interactive')}`"
            diagnostics.report(Rule.OUTPUT_SHOWN, place, message, hint)
        elif version := _other_bokeh(figure):
            message += (
                f": it was made by Bokeh {version}, and {package_version(BOKEH)} is installed"
            )
            diagnostics.report(Rule.OUTPUT_SHOWN, place, message, "run its cell again and save")
        elif source := _source_of_map(figure):
            message += f": a map is drawn of {source}, which the page may not ask"
            hint = "keep a picture of it in the output: `fig.show('png')`"
            diagnostics.report(Rule.OUTPUT_SHOWN, place, message, hint)
        elif where := _data_elsewhere(figure):
            message += f": its data is at {where}, which the frame may not ask"
            hint = "read the data into the figure (`pd.read_csv`), or keep a picture in the output"
            diagnostics.report(Rule.OUTPUT_SHOWN, place, message, hint)
        else:
            figure.url = f"/{context.source.stem}.figure-{number}.html"
            if _brings_code(figure):
                message = "JavaScript of this notebook runs in an iframe once a reader asks for it"
                diagnostics.report(Rule.COURSE_PERMISSIONS, place, message)


def _brings_code(figure: Interactive) -> bool:
    """Return whether code of the notebook draws a figure, beside that of its library."""
    by_bokeh = figure.kind == BOKEH and _CODE_OF_BOKEH.search(figure.value)
    return figure.kind == ANYWIDGET or bool(by_bokeh)


def _other_bokeh(figure: Interactive) -> str:
    """Return the version of Bokeh that made a figure, where the installed one cannot draw it."""
    version = _BOKEH_VERSION.search(figure.value) if figure.kind == BOKEH else None
    if version is None or package_version(BOKEH).startswith(f"{version[1]}."):
        return ""
    return f"{version[1]}{version[2]}"


def _data_elsewhere(figure: Interactive) -> str:
    """Return from where a figure of Vega would load its data; nothing where it holds them."""
    waiting = [json.decode(figure.value)] if figure.kind == VEGA else []
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            sources = part.get("data")
            for source in sources if isinstance(sources, list) else [sources]:
                url = source.get("url") if isinstance(source, dict) else None
                if isinstance(url, str) and not url.startswith("data:"):
                    return urlsplit(url).netloc or f"`{url}`"
            waiting += [part[name] for name in part if name not in ("values", "datasets")]
    return ""


_TILES = frozenset(
    kind + name for kind in ("scatter", "choropleth", "density") for name in ("map", "mapbox")
)
_OUTLINES = frozenset(("choropleth", "scattergeo"))


class _Trace(Struct, frozen=True):
    type: str = "scatter"


class _Geo(Struct, frozen=True):
    visible: bool = True


class _Layout(Struct, frozen=True):
    geo: _Geo = _Geo()


class _Plot(Struct, frozen=True):
    """What of a figure of Plotly says whether it is a map."""

    data: tuple[_Trace, ...] = ()
    layout: _Layout = _Layout()


def _source_of_map(figure: Interactive) -> str:
    """Return where the ground of a Plotly map would come from; nothing where it has none."""
    if figure.kind != PLOTLY:
        return ""
    try:
        plot = json.decode(figure.value, type=_Plot)
    except ValidationError:
        return ""
    kinds = {trace.type for trace in plot.data}
    if kinds & _TILES:
        return "tiles from a server"
    return "outlines from cdn.plot.ly" if kinds & _OUTLINES and plot.layout.geo.visible else ""
