"""XOR: no line separates the inputs, but a line separates what two hidden units make of them."""

import numpy as np
from style import BLUE, GREY, INK, OCHRE, ORANGE, panels, save

INPUTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR = INPUTS.sum(1) == 1
HIDDEN = np.column_stack([INPUTS.sum(1) >= 1, INPUTS.sum(1) >= 2]).astype(float)

figure, axes = panels(2.9, 1, 2)
for ax, points, names, title in (
    (axes[0], INPUTS, ("$x_1$", "$x_2$"), "Inputs"),
    (axes[1], HIDDEN, ("$h_1$: at least one", "$h_2$: both"), "Hidden units"),
):
    ax.plot(*points[XOR].T, "o", color=ORANGE, ms=13, clip_on=False)
    ax.plot(*points[~XOR].T, "s", color=BLUE, ms=11, clip_on=False)
    ax.set(xlim=(-0.35, 1.45), ylim=(-0.35, 1.45), xticks=(0, 1), yticks=(0, 1), title=title)
    ax.set_xlabel(names[0])
    ax.set_ylabel(names[1])
    ax.set_aspect("equal")
axes[1].plot([0.15, 1.4], [-0.35, 0.9], color=INK, ls="--")
axes[1].text(0.42, 1.2, "one line\nis enough", color=GREY, ha="center", va="center", fontsize=10)
axes[1].text(1.12, 0.0, "XOR = 1", color=OCHRE, va="bottom", fontsize=9.5, ha="left", rotation=90)
save(figure, __file__)
