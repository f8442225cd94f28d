"""Interactive figures: supported libraries, and the scripts in their Python packages.

Every package of the extra ``interactive`` contains the scripts for its figures: nothing is
downloaded.
"""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

PLOTLY, VEGA, BOKEH = "plotly", "vega", "bokeh"
WIDGET, ANYWIDGET = "widget", "anywidget"


class Library(Struct, frozen=True):
    """A library that draws interactive figures."""

    name: str
    """Its figures in messages: ``Plotly figure``."""
    package: str
    """The Python package that contains its scripts."""
    module: str
    scripts: tuple[str, ...] = ()
    """Their paths in its folder; empty if the package generates its script."""
    needs: str = ""
    """The library whose scripts have to be loaded first."""


_BOKEH_PARTS = ("", "-widgets", "-tables", "-mathjax")
LIBRARIES: Mapping[str, Library] = {
    PLOTLY: Library("Plotly figure", "plotly", "plotly", ("package_data/plotly.min.js",)),
    VEGA: Library("Vega figure", "vl-convert-python", "vl_convert"),
    BOKEH: Library(
        "Bokeh figure",
        "bokeh",
        "bokeh",
        tuple(f"server/static/js/bokeh{part}.min.js" for part in _BOKEH_PARTS),
    ),
    WIDGET: Library("widget", "widgetsnbextension", "widgetsnbextension", ("static/extension.js",)),
    ANYWIDGET: Library("widget", "anywidget", "anywidget", ("nbextension/index.js",), WIDGET),
}


def is_available(kind: str) -> bool:
    """Return whether the library of a kind of figure is installed."""
    library = LIBRARIES[kind]
    return find_spec(library.module) is not None and (
        not library.needs or is_available(library.needs)
    )


def script_url(kind: str) -> str:
    """Return the path of a library's script on the site."""
    return f"/assets/{kind}.js"


@cache  # Vega's is put together in two seconds, and is the same each time
def script(kind: str) -> bytes:
    """Return the scripts of a library from its installed packages."""
    library = LIBRARIES[kind]
    if kind == VEGA:
        import vl_convert

        bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
        return bundle.encode()
    before = script(library.needs) if library.needs else b""
    return before + b"".join(
        (_folder(library.module) / path).read_bytes() + b"\n" for path in library.scripts
    )


def _folder(module: str) -> Path:
    spec = find_spec(module)
    return Path(spec.origin).parent if spec and spec.origin else Path()


def vega_picture(specification: object) -> str:
    """Return a Vega-Lite figure as SVG; empty if it cannot be drawn. Uses no network."""
    if not (is_available(VEGA) and isinstance(specification, dict)):
        return ""
    import vl_convert

    try:
        picture: str = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
    except ValueError:  # the figure is not valid, or its data is elsewhere
        return ""
    return picture


class Drawing(NamedTuple):
    """A picture of a figure, as an output of a notebook stores it."""

    form: str = ""
    """Its media type; empty if it could not be drawn."""
    text: str = ""
    """Base64, where it is PNG."""
    width: int = 0
    """Its displayed width, if that differs from its own."""


def plotly_picture(figure: object) -> Drawing:
    """Return a Plotly figure as SVG, or as PNG if it is three-dimensional.

    The SVG of such a figure only wraps a PNG. Needs the package kaleido and an installed Chrome,
    Chromium or Edge. Takes seconds.
    """
    if not (is_available(PLOTLY) and find_spec("kaleido") and isinstance(figure, dict)):
        return Drawing()
    from plotly import io

    traces_value = figure.get("data")
    traces = traces_value if isinstance(traces_value, list) else []
    named = [
        {"uid": str(at), **trace} for at, trace in enumerate(traces) if isinstance(trace, dict)
    ]
    picture_input = {
        "data": named,
        "layout": figure.get("layout", {}),
    }  # without `uid`, a random one
    try:
        picture: str = io.to_image(picture_input, format="svg", validate=False).decode()
        if "data:image/png" in picture:
            image = io.to_image(picture_input, format="png", scale=_SHARP, validate=False)
            width = int.from_bytes(image[16:20]) / _SHARP  # of the head of a PNG
            return Drawing("image/png", b64encode(image).decode(), round(width))
    except Exception:  # noqa: BLE001 - a browser is missing, does not start, refuses the figure
        return Drawing()
    own = _DRAWN.search(picture)  # so has every element that another one needs
    digest = blake2b(json.dumps(picture_input, sort_keys=True).encode(), digest_size=3).hexdigest()
    return Drawing("image/svg+xml", picture.replace(own[1], digest) if own else picture)


_SHARP = 1.5
"""Dots of a picture for each of the figure: more would double what the course keeps."""
_DRAWN = re.compile(r'id="defs-([0-9a-f]{6})"')


def package_version(kind: str) -> str:
    """Return the installed version of a library's package."""
    from importlib.metadata import version  # 15 ms, for few courses

    return version(LIBRARIES[kind].package)
