"""A neuron beside the artificial unit that was abstracted from it."""

import numpy as np
from matplotlib.patches import Circle
from style import BLUE, GREEN, GREY, INK, OCHRE, ORANGE, canvas, save

figure, axes = canvas(4.6, top=10)
left = 0.6

# The neuron: three branched dendrites, a soma, an axon with terminals.
y = 7.6
for angle in (140, 180, 220):
    a = np.deg2rad(angle)
    fork = np.array([3.6 + 1.5 * np.cos(a), y + 1.5 * np.sin(a)])
    axes.plot([3.6, fork[0]], [y, fork[1]], color=BLUE, lw=3)
    for turn in (-25, 25):
        b = np.deg2rad(angle + turn)
        axes.plot(
            [fork[0], fork[0] + 1.2 * np.cos(b)],
            [fork[1], fork[1] + 1.2 * np.sin(b)],
            color=BLUE,
            lw=2,
        )
axes.add_patch(Circle((3.6, y), 0.62, color=ORANGE, zorder=3))
axes.plot([4.2, 8.6], [y, y], color=GREEN, lw=3)
for turn in (-0.8, 0, 0.8):
    axes.plot([8.6, 9.7], [y, y + turn], color=GREEN, lw=2)
    axes.plot(9.7, y + turn, "o", color=GREEN, ms=6)
axes.text(0.3, 9.35, "dendrites", color=BLUE, ha="left")
axes.text(3.6, 8.55, "soma", color=OCHRE, ha="center")
axes.text(6.5, 7.95, "axon", color=GREEN, ha="center")
axes.text(left, 4.95, "A neuron: branched, electrical, changing in time", color=GREY)

# The unit: weighted inputs, a sum, a nonlinearity, one output.
y = 2.3
for number, offset in enumerate((1.5, 0, -1.5), start=1):
    axes.annotate(
        "",
        (3.0, y + offset * 0.25),
        (1.3, y + offset),
        arrowprops={"arrowstyle": "-|>", "color": BLUE, "lw": 2},
    )
    axes.text(0.95, y + offset, f"$x_{number}$", ha="right", va="center", fontsize=13)
    axes.text(2.25, y + offset * 0.62 + 0.3, f"$w_{number}$", color=BLUE, ha="center", fontsize=12)
axes.add_patch(Circle((3.75, y), 0.72, facecolor=ORANGE, edgecolor="none"))
axes.text(3.75, y, r"$\sum$", ha="center", va="center", fontsize=15, color=INK)
axes.annotate("", (6.2, y), (4.5, y), arrowprops={"arrowstyle": "-|>", "color": GREEN, "lw": 2})
axes.add_patch(Circle((6.95, y), 0.72, facecolor="white", edgecolor=GREEN, lw=2))
axes.plot([6.5, 6.95, 7.4], [y - 0.25, y - 0.25, y + 0.35], color=GREEN, lw=2)
axes.annotate("", (9.6, y), (7.7, y), arrowprops={"arrowstyle": "-|>", "color": GREEN, "lw": 2})
axes.text(9.8, y, "$y$", ha="left", va="center", fontsize=13)
axes.text(left, 0.05, "A unit: a weighted sum and a nonlinearity, without time", color=GREY)
save(figure, __file__)
