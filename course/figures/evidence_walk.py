"""Random walks of evidence to one of two thresholds, and the decision times that they give."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

STEP, DRIFT, BOUND, LONGEST = 0.005, 1.2, 1.0, 4.0
random = np.random.default_rng(21)
steps = int(LONGEST / STEP)
walks = np.cumsum(DRIFT * STEP + np.sqrt(STEP) * random.standard_normal((6000, steps)), axis=1)
crossed = np.abs(walks) >= BOUND
decided = crossed.any(1)
first = crossed.argmax(1)
right = walks[np.arange(len(walks)), first] > 0

figure, axes = panels(4.8, 3, 1, sharex=True, height_ratios=(0.8, 1.6, 0.5))
time = (np.arange(steps) + 1) * STEP
chosen = [*np.nonzero(decided & right)[0][:5], *np.nonzero(decided & ~right)[0][:2]]
for k in chosen:
    end = first[k] + 1
    axes[1].plot(time[:end], walks[k, :end], color=BLUE if right[k] else ORANGE, lw=1.2)
    axes[1].plot(
        time[end - 1],
        np.sign(walks[k, end - 1]) * BOUND,
        "o",
        color=BLUE if right[k] else ORANGE,
        ms=6,
    )
for bound in (-BOUND, BOUND):
    axes[1].axhline(bound, color=GREY, lw=1.2, ls=":")
axes[1].set(ylim=(-1.15, 1.15), yticks=(-1, 0, 1), ylabel="evidence")
edges = np.arange(0, LONGEST + 0.05, 0.05)
for ax, chose, colour in ((axes[0], right, BLUE), (axes[2], ~right, ORANGE)):
    counts = np.histogram(time[first[decided & chose]], edges)[0] / len(walks)
    ax.stairs(counts, edges, fill=True, color=colour, alpha=0.75)
    ax.set(yticks=())
top = axes[0].get_ylim()[1]
axes[2].set_ylim(top * 0.5 / 0.8, 0)
axes[0].text(1.4, top * 0.55, f"chose right: {np.mean(right[decided]):.0%} of trials", color=BLUE)
axes[2].text(1.4, top * 0.34, f"chose left: {np.mean(~right[decided]):.0%}", color=OCHRE)
axes[2].set(xlabel="Decision time (s)", xlim=(0, 3))
save(figure, __file__)
