"""How the rate of a leaky integrate-and-fire neuron grows with tiny correlations of its inputs."""

import numpy as np
from style import BLUE, panels, save

INPUTS, RATE, STEP, TAU, SECONDS, REPEATS = 2000, 0.005, 0.5, 10.0, 8, 40
random = np.random.default_rng(17)


def spikes(correlation, shape):
    """Return how many inputs fire in each step.

    All copy a common train, each of its spikes with a chance that is the correlation.
    """
    chance = RATE * STEP
    if correlation == 0:
        return random.binomial(INPUTS, chance, shape)
    return random.binomial(INPUTS * random.poisson(chance / correlation, shape), correlation)


def output_rate(correlation):
    """Return spikes a second, with as much inhibition as excitation: only fluctuations count."""
    shape = int(SECONDS * 1000 / STEP), REPEATS
    kicks = 0.022 * (spikes(correlation, shape) - spikes(0, shape))
    v, count = np.zeros(REPEATS), 0
    for kick in kicks:
        v += kick - STEP / TAU * v
        fired = v > 1
        count += fired.sum()
        v[fired] = 0
    return count / (SECONDS * REPEATS)


correlations = np.linspace(0, 0.01, 9)
rates = [output_rate(c) for c in correlations]
figure, ax = panels(2.8)
ax.plot(correlations, rates, "o-", color=BLUE)
ax.set(
    xlabel="correlation between any two inputs",
    ylabel="output\n(spikes a second)",
    xlim=(-0.0003, 0.0103),
    ylim=(0, None),
)
save(figure, __file__)
