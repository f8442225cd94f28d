"""The Heaviside function and a smooth stand-in, and the derivatives of both."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

BETA = 5
x = np.linspace(-1.5, 1.5, 601)
sigmoid = 1 / (1 + np.exp(-BETA * x))
figure, axes = panels(3.9, 2, 1, sharex=True)
axes[0].plot(x, x >= 0, color=BLUE, lw=2.4)
axes[0].plot(x, sigmoid, "--", color=ORANGE, lw=2.4)
axes[0].text(-0.08, 0.86, "forward: $H(x)$", color=BLUE, ha="right")
axes[0].text(0.33, 0.62, r"stand-in: $\sigma(x)$", color=OCHRE)
axes[0].set(title="Function", yticks=(0, 1))
axes[1].plot([-1.5, 1.5], [0, 0], color=BLUE, lw=2.4)
axes[1].plot(0, 0, "o", mfc="white", mec=BLUE, ms=7, mew=1.8, zorder=4)
axes[1].plot(x, BETA * sigmoid * (1 - sigmoid), "--", color=ORANGE, lw=2.4)
axes[1].text(-1.45, 0.42, "zero, undefined at 0", color=BLUE)
axes[1].text(0.42, 0.75, r"backward: $\sigma'(x)$", color=OCHRE)
axes[1].set(title="Derivative", xlabel="potential minus threshold", yticks=(0, 1), xlim=(-1.5, 1.5))
axes[0].axvline(0, color=GREY, lw=0.8, ls=":")
axes[1].axvline(0, color=GREY, lw=0.8, ls=":")
save(figure, __file__)
