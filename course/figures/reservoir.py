"""A random recurrent network, left untrained, and the linear readout fitted to it."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

N, TRAIN, TEST = 300, 1600, 500
random = np.random.default_rng(0)
weights = random.standard_normal((N, N)) * 0.95 / np.sqrt(N)
inward = random.uniform(-1, 1, N)
time = np.arange(TRAIN + TEST)
drive = np.sin(2 * np.pi * time / 75) + np.sin(2 * np.pi * time / 31)
target = np.roll(drive, 6) ** 2 * np.sign(np.roll(drive, 12)) / 2
state, states = np.zeros(N), np.empty((len(time), N))
for i, value in enumerate(drive):
    state = 0.7 * state + 0.3 * np.tanh(weights @ state + inward * value * 0.6)
    states[i] = state
fit = slice(200, TRAIN)
gram = states[fit].T @ states[fit] + 1e-6 * np.eye(N)
readout = np.linalg.solve(gram, states[fit].T @ target[fit])
output = states @ readout
shown = slice(TRAIN, TRAIN + 300)

figure, axes = panels(4.3, 3, 1, sharex=True, height_ratios=(0.7, 1, 1.2))
x = np.arange(300)
axes[0].plot(x, drive[shown], color=GREY)
axes[0].set(title="Input", yticks=())
for row in range(5):
    axes[1].plot(
        x,
        states[shown, row * 7] / np.abs(states[shown, row * 7]).max() + 2.1 * row,
        color=BLUE,
        lw=1.3,
    )
axes[1].set(title="Five of 300 recurrent units, not trained", yticks=())
axes[2].plot(x, target[shown], color=GREY, lw=3.5, alpha=0.55)
axes[2].plot(x, output[shown], "--", color=ORANGE, lw=1.8)
axes[2].set(
    title="Readout, on data not used to fit it",
    xlabel="time step",
    yticks=(),
    xlim=(0, 300),
    ylim=(-2.6, 3.3),
)
axes[2].text(2, 2.7, "grey: target", color=GREY, fontsize=10.5)
axes[2].text(100, 2.7, "dashed: output", color=OCHRE, fontsize=10.5)
save(figure, __file__)
