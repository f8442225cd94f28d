"""Potential and gating variables of the Hodgkin-Huxley model during one spike."""

import numpy as np
from neurons import hodgkin_huxley
from style import BLUE, GREEN, INK, RED, panels, save

STEP = 0.01
time = np.arange(0, 15, STEP)
v, m, h, n = hodgkin_huxley(np.where((time > 1) & (time < 2), 20.0, 0.0), STEP)

figure, axes = panels(4.2, 2, 1, sharex=True)
axes[0].plot(time, v, color=INK)
axes[0].set(ylabel="$v$ (mV)", title="Membrane potential")
for values, colour, style, name, place in (
    (m, BLUE, "-", "$m$: Na$^+$ opens", (4.8, 0.95)),
    (h, RED, "--", "$h$: Na$^+$ is available", (8.2, 0.2)),
    (n, GREEN, "-.", "$n$: K$^+$ opens", (6.4, 0.7)),
):
    axes[1].plot(time, values, style, color=colour, lw=2.2)
    axes[1].text(*place, name, color=colour)
axes[1].set(xlabel="Time (ms)", ylabel="Share open", title="Gates", ylim=(0, 1.08), xlim=(0, 15))
save(figure, __file__)
