"""The loss of one spiking neuron over its input weight: a staircase, and a smooth version of it."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

STEPS, TARGET, DECAY = 60, 6.0, np.exp(-1 / 10)
weights = np.linspace(0.06, 0.45, 260)


def count(weight, beta=None):
    """Return how often the neuron fires, or with ``beta`` the sum of smooth activities."""
    v = total = 0.0
    for _ in range(STEPS):
        v = v * DECAY + weight
        s = float(v >= 1) if beta is None else 1 / (1 + np.exp(-beta * (v - 1)))
        total += s
        v *= 1 - s
    return total


figure, ax = panels(2.9)
hard = np.array([(count(w) - TARGET) ** 2 for w in weights])
soft = np.array([(count(w, 12) - TARGET) ** 2 for w in weights])
ax.plot(weights, hard, color=BLUE, lw=2)
ax.plot(weights, soft, "--", color=ORANGE, lw=2.2)
ax.text(0.07, 41, "spikes: flat steps", color=BLUE)
ax.text(0.262, 22, "smoothed: a slope", color=OCHRE)
ax.set(xlabel="input weight", ylabel="loss", xlim=(0.06, 0.45), ylim=(-2, 65))
ax.axhline(0, color=GREY, lw=0.8)
save(figure, __file__)
