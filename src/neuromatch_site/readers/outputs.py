"""The outputs of a cell, as a notebook stores them -> nodes."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.text import joined
from neuromatch_site.media.widget_state import VIEW, WidgetView, read_view
from neuromatch_site.model.ast.nodes import Node, Output, Root
from neuromatch_site.readers.interactive_outputs import interactive_figure, widget_outputs
from neuromatch_site.readers.output_forms import (
    ACTING,
    FORMS,
    UNSHOWN,
    OutputPlace,
    terminal_text,
)

_LOADS = ("application/vnd.bokehjs_load.v0+json", "application/vnd.holoviews_load.v0+json")
_BOKEH_MARKS = ("bk-notebook-logo", "data-root-id=")
_PANEL_LOADS = '<script type="esms-options">'
_RECORD = "application/papermill.record/"
_REPR = re.compile(r"\[?<(?:Figure|Text|AxesSubplot|Axes|module|matplotlib)\b[^\n]*>\]?|Text\(.*\)")

_WRITTEN = re.compile(r"<IPython\.(?:core|lib)\.display\.HTML object>")


class OutputReader(Struct, frozen=True, kw_only=True):
    """Reads the outputs of the cells of one page."""

    parse: Callable[[Source, Diagnostics], Root]
    diagnostics: Diagnostics
    media: dict[str, str] = field(default_factory=dict)
    """Filled with the embedded files of outputs, by name, as base64."""

    def read(self, outputs: Sequence[Mapping[str, object]], at: Position) -> list[Node]:
        """Return an ``output`` node for each output of the cell at ``at`` that shows something."""
        nodes: list[Node] = []
        for stream in _joined_streams(outputs):
            output, described = _unglued(stream)
            if _is_interactive(output):
                place = self._output_place(output, at)
                place.lost(
                    "a widget needs a running kernel; the page says so",
                    "save the notebook with the state of its widgets",
                )
                children = _output_nodes(_without_view(output), place)
                about = described | {"interactive": True}
                nodes.append(Output(position=at, jupyter_data=about, children=children))
            elif children := _output_nodes(output, self._output_place(output, at)):
                nodes.append(Output(position=at, jupyter_data=described, children=children))
        return nodes

    def _output_place(self, output: Mapping[str, object], at: Position) -> OutputPlace:
        metadata, data = output.get("metadata"), output.get("data")
        plain = joined(data.get("text/plain")) if isinstance(data, dict) else None
        return OutputPlace(
            at=at,
            parse=self.parse,
            diagnostics=self.diagnostics,
            media=self.media,
            metadata=metadata if isinstance(metadata, dict) else {},
            is_written=_WRITTEN.fullmatch(plain or "") is not None,
        )


def glued_name(output: Mapping[str, object]) -> str:
    """Return the key under which MyST-NB's ``glue`` stored an output; empty for any other."""
    metadata = output.get("metadata")
    scrapbook = metadata.get("scrapbook") if isinstance(metadata, dict) else None
    name = scrapbook.get("name") if isinstance(scrapbook, dict) else None
    return name if isinstance(name, str) else ""


def _unglued(output: Mapping[str, object]) -> tuple[Mapping[str, object], dict[str, object]]:
    """Return an output by its plain media types, and what it is.

    What is stored and not shown has types that begin with ``application/papermill.record/``.
    """
    described, name, data = _described(output), glued_name(output), output.get("data")
    if not name or not isinstance(data, dict):
        return output, described
    plain = {str(kind).removeprefix(_RECORD): value for kind, value in data.items()}
    hidden = any(str(kind).startswith(_RECORD) for kind in data)
    return {**output, "data": plain}, described | {"glue": name, "hidden": hidden}


def _without_view(output: Mapping[str, object]) -> Mapping[str, object]:
    data = output.get("data")
    plain = {"text/plain": data.get("text/plain")} if isinstance(data, dict) else {}
    return {**output, "data": plain if any(plain.values()) else {}}


_WIDGET = re.compile(r"(?:interactive|VBox|HBox|Box|GridBox|Tab|Accordion)\(children=\(")
"""How a widget is written where its view is not saved."""


def _is_interactive(output: Mapping[str, object]) -> bool:
    """Return whether an output is a widget of which nothing is kept but its name."""
    data = output.get("data")
    if not isinstance(data, dict) or read_view(data):
        return False
    if VIEW not in data and not _WIDGET.match(joined(data.get("text/plain")) or ""):
        return False
    return not any(form in data for form, _ in FORMS if form != "text/plain")


def _output_nodes(output: Mapping[str, object], place: OutputPlace) -> list[Node]:
    kind = output["output_type"]
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return terminal_text(place, output.get("text"), name)
    if kind == "error":
        return terminal_text(place, _traceback(output), "error")
    if kind not in ("display_data", "execute_result"):
        place.wrong(f"unknown output type `{kind}`")
        return []
    data = output.get("data")
    if not isinstance(data, dict):
        place.wrong("an output of this cell has no `data`")
        return []
    return [] if _is_leftover(data) else _best_form(data, place)


def _best_form(data: Mapping[str, object], place: OutputPlace) -> list[Node]:
    figure = interactive_figure(place, data)
    pictures = {form: data[form] for form in data if form.startswith("image/")}
    view = read_view(data)
    if figure is None and not view:
        return _still_form(data, place)
    still = _still_form(pictures, place) if pictures else _still_widget(view, place)
    if figure is None and not still:  # what a library needs was reported
        return _still_form({form: data[form] for form in data if form != VIEW}, place)
    return [*still, *([figure] if figure else ())]


def _still_widget(view: WidgetView | None, place: OutputPlace) -> list[Node]:
    outputs = widget_outputs(view) if view else ()
    return [node for output in outputs for node in _output_nodes(output, place)]


def _still_form(data: Mapping[str, object], place: OutputPlace) -> list[Node]:
    count_before = len(place.diagnostics.items)
    for form, read in FORMS:
        if form in data and (nodes := read(place, form, data[form])) is not None:
            if form == "text/plain" and len(place.diagnostics.items) == count_before:
                _report_lost(data, place, "its text is shown instead")
            return nodes
    if len(place.diagnostics.items) == count_before:
        _report_lost(data, place, "nothing is shown for it")
    return []


def _report_lost(data: Mapping[str, object], place: OutputPlace, instead: str) -> None:
    name = next((ACTING[form] for form in data if form in ACTING), "")
    other = next((UNSHOWN[form] for form in data if form in UNSHOWN), "")
    if name:
        place.lost(f"{name} needs a running kernel; {instead}")
    elif other:
        place.lost(f"{other} cannot be shown; {instead}", "save a picture of it, too")
    elif data and "text/plain" not in data and not any(form in data for form, _ in FORMS):
        form = str(next(iter(data)))
        place.lost(f"outputs of type `{form}` cannot be shown", "output text or a picture")


def _is_leftover(data: Mapping[str, object]) -> bool:
    """Return whether an output shows nothing of its own.

    So do the name of what the last line of a cell returned, and what Bokeh, HoloViews and Panel
    put before a figure.
    """
    html = joined(data.get("text/html")) or ""
    loads = any(form in data for form in _LOADS) or html.lstrip().startswith(_PANEL_LOADS)
    if loads or (any(mark in html for mark in _BOKEH_MARKS) and "<script" not in html):
        return True
    text = joined(data.get("text/plain")) if len(data) == 1 else None
    return text is not None and _REPR.fullmatch(text.strip()) is not None


def _traceback(output: Mapping[str, object]) -> str:
    lines = output.get("traceback")
    if isinstance(lines, list) and lines and all(isinstance(line, str) for line in lines):
        return "\n".join(lines)
    return f"{output.get('ename', 'Error')}: {output.get('evalue', '')}"


def _described(output: Mapping[str, object]) -> dict[str, object]:
    """Return what the output is, without what it holds: that stands in the children."""
    fields = ("output_type", "name", "execution_count", "ename")
    return {name: output[name] for name in fields if isinstance(output.get(name), (str, int))}


def _joined_streams(outputs: Sequence[Mapping[str, object]]) -> Iterator[Mapping[str, object]]:
    """Yield the outputs; what a program printed in several goes is one output."""
    for stream, group in groupby(outputs, _stream):
        if not stream:
            yield from group
            continue
        parts = list(group)
        yield {**parts[0], "text": "".join(joined(part["text"]) or "" for part in parts)}


def _stream(output: Mapping[str, object]) -> str:
    """Return the name of a stream of text; nothing for any other output."""
    is_text = output["output_type"] == "stream" and joined(output.get("text")) is not None
    return f"std {output.get('name')}" if is_text else ""
