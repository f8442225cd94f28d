"""One spike train smoothed with three windows: the narrower, the nearer to the spikes."""

import numpy as np
from style import BLUE, GREY, INK, panels, save

random = np.random.default_rng(14)
time = np.arange(0, 1000.0)
rate = (
    14
    + 38 * np.exp(-((time - 330) ** 2) / (2 * 70**2))
    + 30 * np.exp(-((time - 740) ** 2) / (2 * 45**2))
)
spikes = time[random.random(len(time)) < rate / 1000]
figure, axes = panels(4.3, 4, 1, sharex=True, height_ratios=(0.45, 1, 1, 1))
axes[0].plot(spikes, np.zeros(len(spikes)), "|", color=INK, ms=13, mew=1.5)
axes[0].set(yticks=())
axes[0].set_title("Spikes", fontsize=10.5)
for ax, width in zip(axes[1:], (60, 12, 2), strict=True):
    kernel = np.exp(-((time[:, None] - spikes) ** 2) / (2 * width**2)) / (
        width * np.sqrt(2 * np.pi)
    )
    ax.plot(time, np.round(kernel.sum(1) * 1000, 2), color=BLUE, lw=1.5)
    ax.set(yticks=(), ylim=(0, None))
    ax.set_title(f"Rate, window of {width} ms", fontsize=10.5)
axes[3].set(xlabel="Time (ms)", xlim=(0, 1000))
axes[2].set_ylabel("rate", color=GREY)
save(figure, __file__)
