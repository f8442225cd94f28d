"""A simulated place cell: path and spikes, the rate map, and the place decoded from many cells."""

import numpy as np
from style import BLUE, GREY, ORANGE, mosaic, save

random = np.random.default_rng(9)
STEP, N = 0.02, 60
steps = int(600 / STEP)
position, heading = np.empty((steps, 2)), 0.3
position[0] = 0.5, 0.5
for i in range(1, steps):
    heading += 0.25 * random.standard_normal()
    move = position[i - 1] + 0.2 * STEP * np.array([np.cos(heading), np.sin(heading)])
    if (move < 0.02).any() or (move > 0.98).any():
        heading += np.pi / 2 + random.random()
        move = np.clip(move, 0.02, 0.98)
    position[i] = move
centres = random.random((N, 2))
centres[0] = 0.64, 0.62
rates = 0.2 + 14 * np.exp(-((position[:, None] - centres) ** 2).sum(2) / (2 * 0.11**2))
spikes = random.random((steps, N)) < rates * STEP

BINS = np.linspace(0, 1, 21)
visits = np.histogram2d(*position.T, BINS)[0] * STEP
count = np.histogram2d(*position[spikes[:, 0]].T, BINS)[0]

window = 25
binned = spikes[: steps // window * window].reshape(-1, window, N).sum(1)
middle = position[: steps // window * window].reshape(-1, window, 2).mean(1)
half = len(binned) // 2
design = np.column_stack([binned[1:-1], binned[:-2], binned[2:], np.ones(len(binned) - 2)])
where = middle[1:-1]
gram = design[:half].T @ design[:half] + 3 * np.eye(design.shape[1])
decoded = design @ np.linalg.solve(gram, design[:half].T @ where[:half])
shown = slice(half + 100, half + 220)

figure, axes = mosaic(4.9, ["ab", "cc"], height_ratios=(1.6, 1))
top = axes["a"], axes["b"]
top[0].plot(*position[::5].T, color=GREY, lw=0.5, rasterized=True)
top[0].plot(*position[spikes[:, 0]].T, ".", color=ORANGE, ms=4)
top[0].set_title("Path and spikes", fontsize=10.5)
with np.errstate(invalid="ignore"):
    rate = np.where(visits > 0.1, count / visits, np.nan)
top[1].pcolormesh(BINS, BINS, rate.T, cmap="Blues", rasterized=True)
top[1].set_title("Rate map", fontsize=10.5)
for ax in top:
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=(), yticks=())
    ax.set_aspect("equal")
low = axes["c"]
seconds = np.arange(120) * window * STEP
low.plot(seconds, where[shown, 0], color=GREY, lw=3.5, alpha=0.6)
low.plot(seconds, decoded[shown, 0], "--", color=BLUE, lw=1.6)
low.set(xlabel="Time (s)", ylabel="$x$ position", xlim=(0, 60), ylim=(-0.1, 1.1), yticks=(0, 1))
low.set_title("Grey: true.  Dashed: read from 60 cells", fontsize=10.5)
save(figure, __file__)
