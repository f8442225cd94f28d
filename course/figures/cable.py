"""A dendrite as a chain of compartments, and how a steady input fades along it."""

import numpy as np
from matplotlib.patches import Rectangle
from style import BLUE, GREEN, GREY, INK, ORANGE, PALE, panels, save

figure, axes = panels(4.3, 2, 1, height_ratios=(1, 1.5))
top, bottom = axes
top.set_axis_off()
top.set(xlim=(0, 13), ylim=(0, 4))
for k in range(6):
    x = 0.4 + 2.1 * k
    top.add_patch(
        Rectangle((x, 1.9), 1.45, 1.2, facecolor=ORANGE if k == 0 else PALE, edgecolor=INK, lw=1)
    )
    top.plot([x + 0.72] * 2, [1.9, 1.0], color=GREY, lw=1.4)
    top.plot([x + 0.4, x + 1.04], [1.0, 1.0], color=GREY, lw=1.4)
    if k < 5:
        xs = x + 1.45 + np.linspace(0, 0.65, 8)
        top.plot(xs, 2.5 + 0.22 * np.array([0, 0, 1, -1, 1, -1, 0, 0]), color=INK, lw=1.4)
top.text(1.1, 3.35, "input", ha="center")
top.text(
    6.4,
    0.25,
    "each: capacitor and channels;  between: resistance",
    ha="center",
    color=GREY,
    fontsize=10.5,
)
x = np.linspace(0, 4, 200)
for length, colour, style, name in (
    (1.0, BLUE, "-", r"thick, $\lambda$ = 1"),
    (0.5, GREEN, "--", r"thin, $\lambda$ = 0.5"),
):
    bottom.plot(x, np.exp(-x / length), style, color=colour, lw=2.4)
    place = (1.15, 0.36) if length == 1 else (0.06, 0.09)
    bottom.text(*place, name, color=colour)
bottom.set(
    xlabel="Distance from the input (mm)",
    ylabel="Steady potential\n(share of the input's)",
    xlim=(0, 4),
    ylim=(0, 1.05),
)
save(figure, __file__)
