"""The same evidence in ever smaller pieces: a random walk becomes a diffusion."""

import numpy as np
from style import BLUE, GREY, ORANGE, PURPLE, panels, save

DRIFT = 1.2
random = np.random.default_rng(8)
figure, axes = panels(4.8, 3, 1, sharex=True, sharey=True)
for ax, pieces in zip(axes, (10, 100, 1000), strict=True):
    size = 1 / np.sqrt(pieces)
    right = 0.5 * (1 + DRIFT * size)
    for colour in (BLUE, ORANGE, PURPLE):
        steps = np.where(random.random(pieces) < right, size, -size)
        total = np.concatenate([[0], np.cumsum(steps)])
        drawn = "steps-post" if pieces < 1000 else "default"
        time = np.linspace(0, 1, pieces + 1)
        ax.plot(time, total, color=colour, lw=1.4, drawstyle=drawn)
    ax.axhline(0, color=GREY, lw=0.8)
    ax.plot([0, 1], [0, DRIFT], color=GREY, ls=":", lw=1.6)
    ax.set(yticks=(-1, 0, 1, 2), ylim=(-1.4, 2.9))
    ax.set_title(f"{pieces:,} pieces, each {size:.2g}")
axes[1].set_ylabel("Evidence")
axes[2].set(xlabel="Time", xlim=(0, 1))
save(figure, __file__)
