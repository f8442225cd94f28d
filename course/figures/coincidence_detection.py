"""A leaky neuron as a detector of coincident inputs: two traces and the tuning that follows."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

STEP, TAU, WEIGHT = 0.05, 2.0, 0.65
time = np.arange(0, 20, STEP)


def response(gap, noise=None):
    """Return the potential for inputs ``gap`` ms apart, and whether it crossed the threshold."""
    v, fired, trace = 0.0, False, np.empty(len(time))
    first, second = round(5 / STEP), round((5 + abs(gap)) / STEP)
    for i in range(len(time)):
        v -= STEP / TAU * v
        if noise is not None:
            v += noise[i]
        v += WEIGHT * ((i == first) + (i == second))
        trace[i] = v
        if v > 1:
            fired = True
            if noise is None:
                trace[i] = 1.3
            v = 0.0
    return trace, fired


figure, axes = panels(4.2, 2, 1)
for gap, colour, style in ((0.5, BLUE, "-"), (3.0, ORANGE, "--")):
    axes[0].plot(time, response(gap)[0], style, color=colour, lw=2.2)
axes[0].axhline(1, color=GREY, lw=1, ls=":")
axes[0].text(19.9, 1.04, "threshold", color=GREY, ha="right", fontsize=10)
axes[0].text(6.3, 1.2, "0.5 ms apart: a spike", color=BLUE)
axes[0].text(9.0, 0.7, "3 ms apart: none", color=OCHRE)
axes[0].set(xlabel="Time (ms)", ylabel="$v$", xlim=(3, 20), ylim=(0, 1.4), yticks=(0, 1))

random = np.random.default_rng(2)
gaps = np.linspace(-6, 6, 49)
noise = random.standard_normal((250, len(time))) * 0.16 * np.sqrt(2 * STEP / TAU)
chance = [np.mean([response(gap, row)[1] for row in noise]) for gap in gaps]
axes[1].plot(gaps, chance, "o-", color=BLUE, ms=3.5, lw=1.5)
axes[1].set(
    xlabel="Difference in arrival time (ms)",
    ylabel="Chance\nof a spike",
    xlim=(-6, 6),
    ylim=(0, 1.05),
    yticks=(0, 0.5, 1),
)
save(figure, __file__)
