"""Demos with sliders: one for each week, what they say at first, and where lessons show them."""

import json
import re
from math import erfc, exp, log, sqrt, tanh

import pytest
from conftest import ROOT

pytestmark = pytest.mark.slow

COURSE = ROOT / "course"


def _relayed(noise: float, relays: int) -> float:
    """Return how often a bit is wrong after relays that decide between 0 and 1."""
    wrong = erfc(0.5 / noise / sqrt(2)) / 2
    return (1 - (1 - 2 * wrong) ** relays) / 2


DEMOS = {
    "threshold-unit": ("week-0/threshold-units", f"{2**2} of 4 are right"),
    "lif": ("week-1/lif-neuron", f"{1000 / (10 * log(1.5 / 0.5)):.0f} spikes a second"),
    "coincidence": (
        "week-2/population-decoding",
        f"A spike; the window is {2 * log(0.65 / 0.35):.2f} ms",
    ),
    "reverse-inference": (
        "week-3/shuffled-wiring",
        f"From 20% to {0.8 * 0.2 / (0.8 * 0.2 + 0.3 * 0.8):.0%}",
    ),
    "stdp": ("week-4/stdp-learning", f"Areas: 17 stronger, {0.8 * 34:.0f} weaker"),
    "terraces": ("week-5/surrogate-gradient", f"{60 // 16} spikes; the slope here is 0"),
    "shapley": (
        "week-6/lesions",
        f"Sums: {2 * 0.8 - 0.6 - 0.5:.2f} by lesions, {0.8:.2f} by Shapley",
    ),
    "ddm": (
        "week-7/drift-diffusion",
        f"{1 / (1 + exp(-2.4)):.0%} right, {tanh(1.2) / 1.2:.2f} s on average",
    ),
    "event-pixel": (
        "week-8/events-instead-of-frames",
        f"{log(20) // 0.15:.0f} events up, {(19 * 0.15 - log(10)) // 0.15:.0f} down",
    ),
    "relays": (
        "week-9/small-correlations",
        f"After 20: {_relayed(0.11, 20):.1e} digital, {_relayed(0.11 * sqrt(20), 1):.2f} as it is",
    ),
}
"""Each by its label: its notebook, and the words above it before a slider is moved."""


@pytest.mark.parametrize("name", DEMOS)
def test_a_demo_says_what_the_equations_of_its_lesson_give(name: str) -> None:
    notebook, words = DEMOS[name]
    kept = json.loads((COURSE / f"lock/outputs/{notebook}.ipynb.json").read_text("utf-8"))
    pictures = re.findall(r"<svg.*?</svg>", json.dumps(kept).replace('\\"', '"'))
    assert any(f">{words.replace('e-05', 'e-5')}<" in picture for picture in pictures), words


@pytest.mark.parametrize("name", DEMOS)
def test_a_demo_is_described_and_shown_in_a_lesson_of_its_week(name: str) -> None:
    path = COURSE / f"{DEMOS[name][0]}.ipynb"
    cells = json.loads(path.read_text("utf-8"))["cells"]
    (cell,) = (one for one in cells if f"#| label: demo-{name}\n" in "".join(one["source"]))
    assert re.search(r'^#\| alt: "?.{60,}', "".join(cell["source"]), re.MULTILINE)
    lessons = [one.read_text("utf-8") for one in path.parent.glob("*.md")]
    assert sum(f"{{embed}} #demo-{name}\n" in one for one in lessons) == 1


def test_every_week_has_a_demo() -> None:
    assert {notebook.split("/")[0] for notebook, _ in DEMOS.values()} == {
        f"week-{week}" for week in range(10)
    }


FIGURES = {
    "week-0/threshold-units": "application/vnd.jupyter.widget-view+json",
    "week-1/lif-neuron": "application/vnd.jupyter.widget-view+json",
    "week-2/population-decoding": "application/vnd.plotly.v1+json",
    "week-3/shuffled-wiring": "application/vnd.bokehjs_exec.v0+json",
}
"""Notebooks with a figure that another library than Vega draws: ipywidgets, anywidget, ..."""


@pytest.mark.parametrize("notebook", FIGURES)
def test_each_library_of_figures_is_in_a_lesson_and_described(notebook: str) -> None:
    kept = json.loads((COURSE / f"lock/outputs/{notebook}.ipynb.json").read_text("utf-8"))
    code = json.loads((COURSE / f"{notebook}.ipynb").read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in code if cell["cell_type"] == "code"]
    (drawn,) = (
        source
        for source, cell in zip(sources, kept["cells"], strict=True)
        if any(FIGURES[notebook] in output.get("data", {}) for output in cell["outputs"])
    )
    assert re.search(r'^#\| alt: "?.{60,}', drawn, re.MULTILINE)
