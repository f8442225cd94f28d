"""What a repeated helpful pair of spikes does to a synapse, by the plain rule, against its rate."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

DELAY, TAU_PLUS, TAU_MINUS, A_MINUS = 10.0, 17.0, 34.0, 0.8
rates = np.linspace(1, 60, 200)
periods = 1000 / rates
k = np.arange(400)[:, None]
forward = np.exp(-(DELAY + k * periods) / TAU_PLUS).sum(0)
backward = A_MINUS * np.exp(-((k + 1) * periods - DELAY) / TAU_MINUS).sum(0)
nearest = np.exp(-DELAY / TAU_PLUS) - A_MINUS * np.exp(-(periods - DELAY) / TAU_MINUS)
figure, ax = panels(2.9)
ax.axhline(0, color=GREY, lw=0.8)
ax.plot(rates, forward - backward, color=BLUE, lw=2.4)
ax.plot(rates, nearest, "--", color=ORANGE, lw=2.2)
ax.text(33, -0.62, "all pairs", color=BLUE)
ax.text(41, 0.3, "nearest pairs only", color=OCHRE)
ax.text(1.5, -0.3, "weaker", color=GREY, fontsize=10)
ax.text(1.5, 0.12, "stronger", color=GREY, fontsize=10)
ax.set(
    xlabel="repetitions a second",
    ylabel="change of weight\nfor each",
    xlim=(0, 60),
    ylim=(-0.8, 0.7),
    yticks=(-0.5, 0, 0.5),
)
save(figure, __file__)
