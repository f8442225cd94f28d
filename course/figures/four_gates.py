"""Four NAND gates that make exclusive-or, and what tuning and lesions say about their parts."""

from itertools import product

import numpy as np
from matplotlib.patches import FancyBboxPatch
from style import BLUE, GREY, INK, ORANGE, PALE, mosaic, save

PARTS = ("a", "b", "n1", "n2", "n3")


def nand(p, q):
    """Return 0 if both are 1, else 1."""
    return 1 - p * q


def circuit(a, b, held=None, value=None):
    """Return all signals for inputs ``a`` and ``b``, with the part ``held`` fixed at ``value``."""
    out = {"a": a, "b": b}
    for name, p, q in (("n1", "a", "b"), ("n2", "a", "n1"), ("n3", "b", "n1"), ("y", "n2", "n3")):
        out[name] = value if name == held else nand(out[p], out[q])
    return out


rows = [circuit(a, b) for a, b in product((0, 1), repeat=2)]
y = np.array([row["y"] for row in rows])
tuning = [np.corrcoef([row[part] for row in rows], y)[0, 1] for part in PARTS]
GATES = ("n1", "n2", "n3")
wrong = {
    value: [
        np.mean([circuit(r["a"], r["b"], gate, value)["y"] != r["y"] for r in rows])
        for gate in GATES
    ]
    for value in (0, 1)
}

figure, axes = mosaic(4.6, ["aa", "bc"], height_ratios=(1.1, 1))
ax = axes["a"]
ax.set_axis_off()
ax.set(xlim=(0, 10.5), ylim=(0, 4.2))
AT = {"n1": (3.2, 2.1), "n2": (6.0, 3.3), "n3": (6.0, 0.9), "y": (8.8, 2.1)}
WIRES = (
    ((0.7, 3.4), (5.3, 3.5)),
    ((0.7, 0.8), (5.3, 0.7)),
    ((0.7, 3.4), (2.5, 2.3)),
    ((0.7, 0.8), (2.5, 1.9)),
    ((3.9, 2.2), (5.3, 3.1)),
    ((3.9, 2.0), (5.3, 1.1)),
    ((6.7, 3.3), (8.1, 2.3)),
    ((6.7, 0.9), (8.1, 1.9)),
    ((9.5, 2.1), (10.3, 2.1)),
)
for start, end in WIRES:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": GREY, "lw": 1.3})
for name, (cx, cy) in AT.items():
    ax.add_patch(
        FancyBboxPatch(
            (cx - 0.6, cy - 0.38), 1.2, 0.76, boxstyle="round,pad=0.08", fc=PALE, ec=INK, lw=1
        )
    )
    label = f"${name[0]}_{name[1]}$" if len(name) > 1 else "$y$"
    ax.text(cx, cy, label, ha="center", va="center", fontsize=12)
ax.text(0.35, 3.4, "$a$", ha="center", va="center", fontsize=12)
ax.text(0.35, 0.8, "$b$", ha="center", va="center", fontsize=12)

LABELS = ["$a$", "$b$", "$n_1$", "$n_2$", "$n_3$"]
axes["b"].axhline(0, color=GREY, lw=0.8)
axes["b"].bar(LABELS, tuning, color=BLUE, width=0.6)
axes["b"].set_title("correlation with output", fontsize=10.5, weight="normal")
axes["b"].set(ylim=(-1, 1), yticks=(-1, 0, 1))
place = np.arange(3)
axes["c"].bar(place - 0.2, wrong[0], 0.38, color=ORANGE)
axes["c"].bar(place + 0.2, wrong[1], 0.38, color=BLUE, hatch="//", edgecolor="white")
axes["c"].set_title("errors if held at 0 | at 1", fontsize=10.5, weight="normal")
axes["c"].set(xticks=place, xticklabels=LABELS[2:], ylim=(0, 1), yticks=(0, 0.5, 1))
save(figure, __file__)
