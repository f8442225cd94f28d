"""One input train, three models: no leak, a leak, and a leak with synaptic current."""

import numpy as np
from style import BLUE, GREEN, GREY, ORANGE, panels, save

STEP = 0.1
time = np.arange(0, 150, STEP)
inputs = np.array([10, 35, 60, 66, 72, 95, 101, 107, 113])
arrives = np.isin(np.arange(len(time)), np.round(inputs / STEP).astype(int))


def simulate(leak, synapse):
    """Return the potential, with each input worth the same weight, and the output spikes."""
    v = i = 0.0
    trace, spikes = np.empty(len(time)), []
    for k, arrived in enumerate(arrives):
        if synapse:
            i += 0.115 * arrived
            i -= STEP / 5 * i
            v += STEP * (i - v / 20)
        else:
            v += 0.38 * arrived - STEP / 20 * v * leak
        trace[k] = v
        if v > 1:
            spikes.append(time[k])
            v = 0.0
    return trace, spikes


MODELS = [
    ("Integrate and fire", False, False, ORANGE),
    ("Leaky integrate and fire", True, False, BLUE),
    ("Leaky, with synaptic current", True, True, GREEN),
]
figure, axes = panels(4.6, 3, 1, sharex=True)
for ax, (title, leak, synapse, colour) in zip(axes, MODELS, strict=True):
    trace, spikes = simulate(leak, synapse)
    ax.axhline(1, color=GREY, lw=1, ls=":")
    ax.plot(time, trace, color=colour)
    ax.vlines(spikes, 1, 1.6, color=colour, lw=2.4)
    ax.plot(inputs, np.full(len(inputs), -0.22), "|", color=GREY, ms=8, mew=1.5)
    ax.set(ylim=(-0.4, 1.75), yticks=(0, 1), ylabel="$v$", title=title)
axes[0].text(149, 1.06, "threshold", ha="right", color=GREY, fontsize=10)
axes[2].set(xlabel="Time (ms)    grey ticks: input spikes", xlim=(0, 150))
save(figure, __file__)
