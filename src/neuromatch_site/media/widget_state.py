"""Jupyter widgets as notebooks store them: the models that a view consists of.

Source: https://ipywidgets.readthedocs.io/en/stable/embedding.html, "Widget state JSON".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from msgspec import Struct

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
_REFERENCE = "IPY_MODEL_"
MAX_MODELS = 20_000
"""Limit on the models of all widgets in a notebook, each counted as often as it is shown."""
_STILL = re.compile(r"(?:H|V|Grid)?BoxModel|OutputModel|\w*(?:Progress|Layout|Style)Model")
_WORDS = frozenset(("HTMLModel", "LabelModel"))
"""What stands beside a bar of progress; alone it may be anything that HTML can show."""

Models = Mapping[str, Mapping[str, object]]
"""Model id -> ``{"model_module": ..., "model_name": ..., "state": {...}}``."""


class WidgetView(Struct, frozen=True):
    """A widget in an output, and the models it consists of."""

    first: str
    models: Models

    def states(self) -> Iterator[Mapping[str, object]]:
        """Yield the state of each model."""
        states = (model["state"] for model in self.models.values())
        return (state for state in states if isinstance(state, Mapping))

    def modules(self) -> set[str]:
        """Return the JavaScript libraries of its models."""
        return {str(model.get("model_module")) for model in self.models.values()}

    def is_still(self) -> bool:
        """Return whether it is not interactive: a progress bar, boxes around outputs."""
        names = {str(model.get("model_name")) for model in self.models.values()}
        acting = {name for name in names if not _STILL.fullmatch(name)}
        return not acting or (acting <= _WORDS and any("Progress" in name for name in names))

    def words(self) -> str:
        """Return the final text of a progress bar."""
        texts = [
            unescape(re.sub(r"<[^<>]*>", "", value))
            for model in self.models.values()
            if model.get("model_name") in _WORDS
            and isinstance(state := model["state"], Mapping)
            and isinstance(value := state.get("value"), str)
        ]
        return " ".join(" ".join(texts).split())

    def title(self) -> str:
        """Return the descriptions of its parts."""
        named = dict.fromkeys(_label(state) for state in self.states())
        return ", ".join(name for name in named if name)

    def json(self) -> dict[str, object]:
        """Return the widget state of this widget only; ``shown`` is its root model."""
        return {"version_major": 2, "version_minor": 0, "shown": self.first, "state": self.models}


def _label(state: Mapping[str, object]) -> str:
    label = state.get("description") or str(state.get("_anywidget_id", "")).rpartition(".")[2]
    return " ".join(label.split()).rstrip(":") if isinstance(label, str) else ""


def read_view(data: Mapping[str, object]) -> WidgetView | None:
    """Return the widget of an output with its state; None for any other output."""
    state = data.get(STATE)
    first = state.get("shown") if isinstance(state, Mapping) else None
    models = _models(state)
    return WidgetView(first, models) if isinstance(first, str) and first in models else None


class Widgets(Struct):
    """The widgets of a notebook with their states."""

    models: Models
    links: Models
    """Models that link the values of two others."""
    looked_at: int = 0
    """Number of models read so far, with repetitions."""

    @classmethod
    def from_metadata(cls, state: object) -> "Widgets":
        """Return the widgets in the metadata of a notebook."""
        models = _models(state)
        links = {name: model for name, model in models.items() if _is_link(model)}
        return cls(models, links)

    def with_state(self, outputs: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
        """Return outputs, in which each widget has its stored state."""
        return [self._with_state(output) for output in outputs]

    def _with_state(self, output: Mapping[str, object]) -> dict[str, object]:
        data = output.get("data")
        view = data.get(VIEW) if isinstance(data, Mapping) else None
        first = view.get("model_id") if isinstance(view, Mapping) else None
        if not (isinstance(data, Mapping) and isinstance(view, Mapping) and first in self.models):
            return dict(output)
        if self.looked_at > MAX_MODELS:
            return dict(output)
        try:
            own = _own_models(str(first), self)
        except RecursionError:
            return dict(output)
        self.looked_at += len(own) + len(self.links)
        state = WidgetView("w0", own).json()
        return {**output, "data": {**data, VIEW: {**view, "model_id": "w0"}, STATE: state}}


def _models(state: object) -> Models:
    """Return the models that are kept: Colab names them where Jupyter has ``state``."""
    model_states = state.get("state", state) if isinstance(state, Mapping) else None
    return {
        str(name): model
        for name, model in (model_states.items() if isinstance(model_states, Mapping) else ())
        if isinstance(model, Mapping) and isinstance(model.get("state"), Mapping)
    }


# Kernels give their models random names: with these, the same code puts out the same text.
def _own_models(first: str, widgets: Widgets) -> Models:
    """Return the models that one is made of, named ``w0``, ``w1`` ... in the order of the text."""
    models = widgets.models
    names_of_parts: dict[str, None] = {}
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name not in names_of_parts and name in models:
            names_of_parts[name] = None
            waiting += reversed(list(_references(models[name])))
    links = (name for name, link in widgets.links.items() if _links(link, names_of_parts))
    names = {
        name: f"w{number}" for number, name in enumerate(dict.fromkeys((*names_of_parts, *links)))
    }
    own = {names[name]: _renamed(models[name], names) for name in names}
    return {name: model for name, model in own.items() if isinstance(model, dict)}


def _is_link(model: Mapping[str, object]) -> bool:
    return str(model.get("model_name")).endswith("LinkModel")


def _links(link: Mapping[str, object], names: Mapping[str, None]) -> bool:
    """Return whether a link keeps the values of two of these alike."""
    return all(name in names for name in _references(link))


def _references(value: object) -> Iterator[str]:
    """Yield the models that a value names, itself or in what an output holds."""
    if isinstance(value, str) and value.startswith(_REFERENCE):
        yield value.removeprefix(_REFERENCE)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)
    elif isinstance(value, Mapping):
        if isinstance(view := value.get(VIEW), Mapping):
            yield str(view.get("model_id"))
        for item in value.values():
            yield from _references(item)


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, str):
        name = value.removeprefix(_REFERENCE)
        return f"{_REFERENCE}{names[name]}" if name != value and name in names else value
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    if isinstance(value, Mapping):
        renamed = {key: _renamed(item, names) for key, item in value.items()}
        if isinstance(view := renamed.get("model_id"), str):
            renamed["model_id"] = names.get(view, view)
        return renamed
    return value
