"""Bits a second of frames and of address events, against the rate at which neurons fire."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

NEURONS, BITS = 1e6, 20
rate = np.geomspace(0.1, 1000, 200)
figure, ax = panels(3.0)
ax.loglog(rate, NEURONS * rate * BITS / 1e6, color=BLUE, lw=2.4)
for step, words in ((1e-3, "frames, 1 ms"), (1e-2, "frames, 10 ms")):
    ax.axhline(NEURONS / step / 1e6, color=ORANGE, lw=2, ls="--")
    ax.text(0.12, NEURONS / step / 1e6 * 1.25, words, color=OCHRE)
    border = 1 / (step * BITS)
    ax.plot(border, NEURONS / step / 1e6, "o", color=GREY, ms=8)
ax.text(0.45, 4, "events", color=BLUE)
ax.set(
    xlabel="spikes a second of each neuron",
    ylabel="Mbit/s",
    xlim=(0.1, 1000),
    ylim=(1, 3e4),
    xticks=(0.1, 1, 10, 100, 1000),
    xticklabels=("0.1", "1", "10", "100", "1000"),
)
ax.minorticks_off()
save(figure, __file__)
