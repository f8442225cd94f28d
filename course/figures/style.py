"""The look of every figure of the course: one palette, one size of type, one way to save."""

import io
import re
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

mpl.use("svg")

# Okabe and Ito's palette: told apart by readers with any kind of colour vision.
BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
RED = "#D55E00"
PURPLE = "#AA4499"
SKY = "#56B4E9"
OCHRE = "#8A5F00"
"""Orange, dark enough for words."""
INK = "#222222"
GREY = "#767676"
PALE = "#E4E4E4"

WIDTH = 5.2
"""Inches. A phone shows it about as wide, so 11 point stays readable there."""

mpl.rcParams.update(
    {
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "axes.labelsize": 11,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.titlelocation": "left",
        "axes.titlesize": 11.5,
        "axes.titleweight": "bold",
        "figure.constrained_layout.use": True,
        "figure.facecolor": "white",
        "font.family": "DejaVu Sans",
        "font.size": 11,
        "legend.fontsize": 10.5,
        "legend.frameon": False,
        "lines.linewidth": 1.8,
        "lines.solid_capstyle": "round",
        "svg.fonttype": "path",
        "text.color": INK,
        "xtick.color": INK,
        "xtick.labelsize": 10.5,
        "ytick.color": INK,
        "ytick.labelsize": 10.5,
    }
)


def panels(height: float, rows: int = 1, columns: int = 1, **options) -> tuple[Figure, Axes]:
    """Return a figure of the usual width, ``height`` inches high, and its axes."""
    return plt.subplots(rows, columns, figsize=(WIDTH, height), **options)


def mosaic(height: float, rows: list[str], **options) -> tuple[Figure, dict[str, Axes]]:
    """Return a figure whose axes are laid out as letters: ``["ab", "cc"]``."""
    figure = plt.figure(figsize=(WIDTH, height))
    return figure, figure.subplot_mosaic([list(row) for row in rows], **options)


def canvas(height: float, top: float = 10.0, right: float | None = None) -> tuple[Figure, Axes]:
    """Return a figure for a drawing: no axes, equal units, ``top`` units high."""
    figure, axes = panels(height)
    axes.set_axis_off()
    axes.set_xlim(0, top * WIDTH / height if right is None else right)
    axes.set_ylim(0, top)
    axes.set_aspect("equal")
    return figure, axes


def save(figure: Figure, script: str) -> None:
    """Write the figure as an SVG beside its script, the same bytes each time."""
    path = Path(script).with_suffix(".svg")
    mpl.rcParams["svg.hashsalt"] = path.stem
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Creator": None, "Date": None})
    plt.close(figure)
    path.write_text(_steady(text.getvalue()), encoding="utf-8")


def _steady(svg: str) -> str:
    """Return ``svg`` without what may differ from run to run in the last digit of a number."""
    names: dict[str, str] = {}
    svg = re.sub(
        r"\b[pmC][0-9a-f]{10}\b", lambda m: names.setdefault(m[0], f"{m[0][0]}{len(names)}"), svg
    )
    attribute = re.compile(r'(?<= d=")[^"]*|(?<= [xy]=")[^"]*')
    number = re.compile(r"-?\d+\.\d+")
    return attribute.sub(lambda a: number.sub(lambda n: f"{float(n[0]):.2f}", a[0]), svg)
