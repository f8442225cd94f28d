"""Figures that act: which libraries draw them, and the scripts that Python packages bring along.

Plotly's script comes with the package ``plotly``, Vega's with ``vl-convert-python``: nothing is
fetched from elsewhere.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

PLOTLY, VEGA = "plotly", "vega"
PACKAGES: Mapping[str, str] = {PLOTLY: "plotly", VEGA: "vl-convert-python"}
"""The package that has the script of each kind of figure."""
_MODULES: Mapping[str, str] = {PLOTLY: "plotly", VEGA: "vl_convert"}
NAMES: Mapping[str, str] = {PLOTLY: "Plotly", VEGA: "Vega"}


def is_available(kind: str) -> bool:
    """Return whether the package that draws a kind of figure is installed."""
    return find_spec(_MODULES[kind]) is not None


def script_url(kind: str) -> str:
    """Return where the script that draws a kind of figure lies on the site."""
    return f"/assets/{kind}.js"


def script(kind: str) -> Path | bytes:
    """Return the script of an installed package."""
    if kind == PLOTLY:
        spec = find_spec(_MODULES[kind])
        folder = Path(spec.origin).parent if spec and spec.origin else Path()
        return folder / "package_data" / "plotly.min.js"
    import vl_convert

    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return bundle.encode()


def vega_picture(specification: object) -> str:
    """Return a figure of Vega-Lite as SVG; empty where nothing can draw it. Fetches nothing."""
    if not (is_available(VEGA) and isinstance(specification, dict)):
        return ""
    import vl_convert

    try:
        picture: str = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
    except ValueError:  # the figure is not valid, or its data is elsewhere
        return ""
    return picture
