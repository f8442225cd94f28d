"""What dropout and DropConnect silence in the same layer: whole units, or single weights."""

import numpy as np
from style import BLUE, GREY, ORANGE, PALE, panels, save

INPUTS, OUTPUTS = 5, 4
x = np.linspace(0, 1, INPUTS)
y = np.linspace(0.12, 0.88, OUTPUTS)
unit_kept = np.array([1, 0, 1, 1, 0], bool)
weight_kept = np.random.default_rng(11).random((INPUTS, OUTPUTS)) > 0.45

figure, axes = panels(2.5, 1, 2)
for ax, title, kept in (
    (axes[0], "Dropout: units", np.repeat(unit_kept[:, None], OUTPUTS, 1)),
    (axes[1], "DropConnect: weights", weight_kept),
):
    for i in range(INPUTS):
        for j in range(OUTPUTS):
            ax.plot(
                [x[i], y[j]],
                [0, 1],
                color=BLUE if kept[i, j] else PALE,
                lw=1.5 if kept[i, j] else 1.2,
                zorder=1 + kept[i, j],
            )
    alive = kept.any(1)
    ax.plot(x[alive], np.zeros(alive.sum()), "o", color=BLUE, ms=12, zorder=3)
    ax.plot(x[~alive], np.zeros((~alive).sum()), "o", mfc="white", mec=GREY, ms=12, zorder=3)
    ax.plot(y, np.ones(OUTPUTS), "o", color=ORANGE, ms=12, zorder=3)
    ax.set_title(title, fontsize=10.5)
    ax.set(xlim=(-0.1, 1.1), ylim=(-0.14, 1.14))
    ax.set_axis_off()
save(figure, __file__)
