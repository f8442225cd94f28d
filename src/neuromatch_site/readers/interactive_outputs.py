"""Interactive outputs -> nodes: figures of Plotly, Vega and Bokeh, widgets with their state.

Libraries write a figure as data, or in the script that draws it: this is parsed, and never run
here.
"""

import json
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from neuromatch_site.filesystem.text import joined
from neuromatch_site.media.interactive import ANYWIDGET, BOKEH, PLOTLY, VEGA, WIDGET
from neuromatch_site.media.widget_state import WidgetView, read_view
from neuromatch_site.model.ast.nodes import Interactive
from neuromatch_site.readers.output_forms import OutputPlace

MAX_FIGURE = 5_000_000
"""Limit on the characters of an interactive figure's data."""
_FORMS = (
    (PLOTLY, "application/vnd.plotly."),
    (VEGA, "application/vnd.vegalite."),
    (VEGA, "application/vnd.vega."),
)
_OWN_MODULES = frozenset(
    {"@jupyter-widgets/base", "@jupyter-widgets/controls", "@jupyter-widgets/output"}
)
_IN_SCRIPTS = (
    (BOKEH, re.compile(r"\bdocs_json\s*=\s*(?=\{)")),
    (PLOTLY, re.compile(r"""\bPlotly\.newPlot\(\s*(?:"[^"]*"|'[^']*')\s*,\s*(?=\[)""")),
    (VEGA, re.compile(r"\}\)\(\s*(?=\{)")),
)
"""What stands before the data of a figure in the script that draws it."""
_NAMES = {BOKEH: "docs_json", PLOTLY: "Plotly.newPlot", VEGA: "vegaEmbed"}
_BOKEH_ITEMS = re.compile(r"\brender_items\s*=\s*(?=\[)")
_COMMA = re.compile(r"\s*,\s*(?=\{)")
_DECODER = json.JSONDecoder(parse_constant=lambda _: None)


class _Figure(Struct, frozen=True):
    kind: str
    value: Mapping[str, object]
    title: str


def interactive_figure(place: OutputPlace, data: Mapping[str, object]) -> Interactive | None:
    """Return the interactive figure of an output; None for others, and for too large ones."""
    try:
        figure = _own_form(data) or _widget(place, data) or _in_script(data)
        text = json.dumps(figure.value, ensure_ascii=False) if figure else ""
    except RecursionError:
        place.lost("the data of an interactive figure is nested too deeply")
        return None
    if figure is None:
        return None
    if len(text) > MAX_FIGURE:
        place.lost(f"an interactive figure has more than {MAX_FIGURE // 1_000_000} MB of data")
        return None
    title = figure.title or None
    return Interactive(position=place.at, kind=figure.kind, value=text, title=title)


def _own_form(data: Mapping[str, object]) -> _Figure | None:
    for form, value in data.items():
        kind = next((kind for kind, start in _FORMS if form.startswith(start)), "")
        if kind and isinstance(value, dict):
            return _plotly(value) if kind == PLOTLY else _Figure(VEGA, value, _figure_title(value))
    return None


def _plotly(figure: Mapping[str, object]) -> _Figure:
    fields = {name: figure[name] for name in ("data", "layout") if name in figure}
    return _Figure(PLOTLY, fields, _figure_title(figure.get("layout")))


def _figure_title(figure: object) -> str:
    """Return the title of a figure: ``layout.title.text`` of Plotly, ``title`` of Vega."""
    title = figure.get("title") if isinstance(figure, Mapping) else None
    text = title.get("text") if isinstance(title, Mapping) else title
    return re.sub(r"<[^<>]*>", "", text) if isinstance(text, str) else ""


def _widget(place: OutputPlace, data: Mapping[str, object]) -> _Figure | None:
    view = read_view(data)
    if view is None or view.is_still():
        return None
    others = sorted(view.modules() - _OWN_MODULES - {ANYWIDGET})
    if others:
        place.lost(f"a widget of `{others[0]}` is not interactive here")
        return None
    kind = ANYWIDGET if ANYWIDGET in view.modules() else WIDGET
    return _Figure(kind, view.json(), view.title())


def widget_outputs(view: WidgetView) -> Iterator[Mapping[str, object]]:
    """Yield the static parts of a widget: images, and outputs of its code."""
    if view.is_still() and (words := view.words()):
        yield {"output_type": "stream", "name": "stderr", "text": words}
    for state in view.states():
        held = state.get("outputs")
        for output in held if isinstance(held, list) else ():
            if isinstance(output, Mapping) and isinstance(output.get("output_type"), str):
                yield output
        picture = state.get("_data_url")  # of Matplotlib's canvas
        if isinstance(picture, str) and picture.startswith(_PNG):
            forms = {"image/png": picture.removeprefix(_PNG)}
            yield {"output_type": "display_data", "metadata": {}, "data": forms}


_PNG = "data:image/png;base64,"


def _in_script(data: Mapping[str, object]) -> _Figure | None:
    for form in ("application/javascript", "text/html"):
        text = joined(data.get(form)) or ""
        for kind, before in _IN_SCRIPTS:
            match = before.search(text) if _NAMES[kind] in text else None
            value, end = _json_at(text, match.end()) if match else (None, 0)
            if value is None:
                continue
            if kind == PLOTLY:
                comma = _COMMA.match(text, end)
                layout = _json_at(text, comma.end())[0] if comma else None
                return _plotly({"data": value, "layout": layout or {}})
            if kind == BOKEH:
                return _bokeh(value, text, end)
            if isinstance(value, dict):
                return _Figure(VEGA, value, _figure_title(value))
    return None


def _bokeh(docs: object, text: str, end: int) -> _Figure | None:
    match = _BOKEH_ITEMS.search(text, end)
    items, _ = _json_at(text, match.end()) if match else (None, 0)
    if not (isinstance(docs, dict) and isinstance(items, list)):
        return None
    titles = dict.fromkeys(_bokeh_titles(docs))
    return _Figure(BOKEH, {"docs": docs, "items": items}, ", ".join(titles))


def _bokeh_titles(value: object) -> Iterator[str]:
    """Yield the titles of the plots of a document."""
    if isinstance(value, list):
        for item in value:
            yield from _bokeh_titles(item)
    elif isinstance(value, Mapping):
        held = value.get("attributes")
        text = held.get("text") if isinstance(held, Mapping) else None
        if "Title" in (value.get("name"), value.get("type")) and isinstance(text, str) and text:
            yield text
        for item in value.values():
            yield from _bokeh_titles(item)


def _json_at(text: str, start: int) -> tuple[object, int]:
    """Return the JSON that begins in a script, and where it ends; None where it is none."""
    try:
        return _DECODER.raw_decode(text, start)
    except ValueError:
        return None, start
