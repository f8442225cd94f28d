"""Rate and irregularity of a leaky neuron with a noisy input."""

from math import erfc, exp, pi, sqrt

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

TAU, STEP, NEURONS, SECONDS = 0.010, 0.00005, 300, 1.5


def rate(current: float, spread: float) -> float:
    """Return spikes a second, by the mean time that noise takes to the threshold."""
    low, high = -current / (sqrt(2) * spread), (1 - current) / (sqrt(2) * spread)
    x = np.linspace(low, high, 2001)
    values = np.array([exp(u * u) * erfc(-u) for u in x])
    return 1 / (TAU * sqrt(pi) * np.trapezoid(values, x))


def variation(current: float, spread: float) -> float:
    """Return the standard deviation of simulated intervals over their mean."""
    random = np.random.default_rng(5)
    keep = exp(-STEP / TAU)
    kick = spread * sqrt(1 - keep * keep)
    v, last, intervals = np.zeros(NEURONS), np.full(NEURONS, np.nan), []
    for step in range(round(SECONDS / STEP)):
        v = current + (v - current) * keep + kick * random.standard_normal(NEURONS)
        fired = v > 1
        if fired.any():
            now = step * STEP
            intervals.extend(now - last[fired & ~np.isnan(last)])
            last[fired] = now
            v[fired] = 0.0
    return float(np.std(intervals) / np.mean(intervals))


figure, (top, below) = panels(4.6, 2, 1, sharex=True)
currents = np.linspace(0.5, 2, 76)
clean = [0 if i <= 1 else 1 / (TAU * np.log(i / (i - 1))) for i in currents]
top.plot(currents, clean, color=GREY, ls=":", lw=2.2)
top.text(1.05, 8, "no noise", color=GREY)
for spread, colour, words, style, place in (
    (0.1, BLUE, BLUE, "-", (1.16, 34)),
    (0.3, ORANGE, OCHRE, "--", (0.55, 50)),
):
    top.plot(currents, [rate(i, spread) for i in currents], style, color=colour)
    top.text(*place, f"noise {spread:g}", color=words)
    some = np.linspace(0.8, 2, 9) if spread < 0.2 else np.linspace(0.5, 2, 11)
    below.plot(some, [variation(i, spread) for i in some], style, marker="o", ms=4, color=colour)
below.text(0.53, 0.16, "0: a clock;  1: random", color=GREY, fontsize=10.5)
top.set(ylabel="Spikes a second", ylim=(0, 150))
below.set(xlabel="Mean input", ylabel="Variation of intervals", ylim=(0, 1.1), xlim=(0.5, 2))
save(figure, __file__)
