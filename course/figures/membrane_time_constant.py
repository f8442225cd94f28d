"""The same brief current into a slow and a fast membrane."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, PALE, panels, save

time = np.arange(0, 120, 0.1)
figure, ax = panels(2.7)
ax.axvspan(10, 15, color=PALE)
ax.text(12.5, 1.12, "input", ha="center", color=GREY, fontsize=10)
for tau, colour, style, place in ((40, BLUE, "-", (58, 0.42)), (10, ORANGE, "--", (25.5, 0.2))):
    charge = np.clip(time - 10, 0, 5)
    peak = 1 - np.exp(-5 / tau)
    v = np.where(time < 15, (1 - np.exp(-charge / tau)) / peak, np.exp(-(time - 15) / tau))
    ax.plot(time, v, style, color=colour, lw=2.4)
    ax.text(*place, rf"$\tau$ = {tau} ms", color=BLUE if tau == 40 else OCHRE)
ax.axhline(np.exp(-1), color=GREY, lw=1, ls=":")
ax.text(119, np.exp(-1) + 0.02, "1/e of the peak", ha="right", color=GREY, fontsize=10)
ax.set(
    xlabel="Time (ms)",
    ylabel="Potential above rest\n(share of the peak)",
    xlim=(0, 120),
    ylim=(0, 1.25),
    yticks=(0, 0.5, 1),
)
save(figure, __file__)
