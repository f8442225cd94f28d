"""Speed against accuracy in the drift-diffusion model, as its threshold rises."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

bound = np.linspace(0.05, 2.5, 200)
figure, ax = panels(2.9)
for drift, colour, words, style, place in (
    (2.0, BLUE, BLUE, "-", (0.32, 0.885)),
    (0.8, ORANGE, OCHRE, "--", (1.0, 0.8)),
):
    accuracy = 1 / (1 + np.exp(-2 * drift * bound))
    seconds = bound / drift * np.tanh(drift * bound)
    ax.plot(seconds, accuracy, style, color=colour, lw=2.4)
    for level in (0.5, 1.0):
        ax.plot(
            level / drift * np.tanh(drift * level),
            1 / (1 + np.exp(-2 * drift * level)),
            "o" if level == 0.5 else "s",
            color=colour,
            ms=8,
        )
    ax.text(*place, f"drift {drift:g}", color=words)
ax.text(1.98, 0.53, "circle: threshold 0.5;  square: 1", color=GREY, ha="right", fontsize=10.5)
ax.set(
    xlabel="Mean decision time (s)",
    ylabel="Share correct",
    xlim=(0, 2),
    ylim=(0.5, 1.02),
    yticks=(0.5, 0.75, 1),
)
save(figure, __file__)
