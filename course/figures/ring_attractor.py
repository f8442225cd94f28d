"""A ring of rate neurons keeps one bump of activity and moves it with a velocity input."""

import numpy as np
from style import GREY, ORANGE, panels, save

N, STEP, TAU = 60, 1.0, 10.0
angle = np.linspace(-np.pi, np.pi, N, endpoint=False)
near = np.cos(angle[:, None] - angle[None])
tilted = np.sin(angle[:, None] - angle[None])
time = np.arange(0, 3000, STEP)
velocity = np.where(time < 600, 0, np.where(time < 1500, 1.0, np.where(time < 2200, 0, -1.6)))

rate = np.maximum(np.cos(angle + 2.2), 0)
heading = np.empty((len(time), N))
for i, turn in enumerate(velocity):
    weights = -3 + 2 * near + 0.045 * 2 * turn * tilted
    rate = rate + STEP / TAU * (-rate + np.maximum(weights @ rate / N * 2 + 0.6, 0))
    heading[i] = rate
figure, axes = panels(3.9, 2, 1, sharex=True, height_ratios=(1, 2.6))
axes[0].plot(time / 1000, velocity, color=ORANGE)
axes[0].axhline(0, color=GREY, lw=0.8, ls=":")
axes[0].set(yticks=(-1.5, 0, 1), ylabel="turning")
degrees = np.rad2deg(angle)
mesh = axes[1].pcolormesh(
    time[::25] / 1000,
    degrees,
    heading[::25].T,
    cmap="Blues",
    vmin=0,
    vmax=heading[500:].max(),
    rasterized=True,
    shading="nearest",
)
axes[1].set(
    xlabel="Time (s)",
    ylabel="Preferred heading (°)",
    yticks=(-180, -90, 0, 90, 180),
    ylim=(-180, 174),
)
figure.colorbar(mesh, ax=axes[1], label="rate", ticks=(), pad=0.01)
save(figure, __file__)
