"""A constant current into a leaky integrate-and-fire neuron with a fixed and a rising threshold."""

import numpy as np
from style import BLUE, GREY, ORANGE, panels, save

STEP, TAU, TAU_T = 0.1, 10.0, 100.0
time = np.arange(0, 300, STEP)
current = np.where(time > 20, 2.2, 0.0)

figure, axes = panels(3.7, 2, 1, sharex=True, sharey=True)
for ax, jump, colour, title in (
    (axes[0], 0.0, ORANGE, "Fixed threshold"),
    (axes[1], 0.18, BLUE, "Adaptive threshold"),
):
    v, threshold, trace, limit = 0.0, 1.0, np.empty(len(time)), np.empty(len(time))
    for i, value in enumerate(current):
        v += STEP / TAU * (value - v)
        threshold += STEP / TAU_T * (1 - threshold)
        trace[i], limit[i] = v, threshold
        if v > threshold:
            ax.vlines(time[i], threshold, 2.35, color=colour, lw=2)
            v, threshold = 0.0, threshold + jump
    ax.plot(time, trace, color=colour)
    ax.plot(time, limit, color=GREY, lw=1.4, ls="--")
    ax.set(title=title, ylabel="$v$", ylim=(-0.1, 2.5), yticks=(0, 1, 2))
axes[1].text(5, 1.08, "$v_T$", color=GREY)
axes[1].set(xlabel="Time (ms)", xlim=(0, 300))
save(figure, __file__)
