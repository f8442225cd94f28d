"""How far averaging helps when the noise of neurons is shared: down to the root of c."""

import numpy as np
from style import BLUE, GREEN, GREY, OCHRE, ORANGE, panels, save

neurons = np.geomspace(1, 1000, 200)
figure, ax = panels(3.0)
for shared, colour, words, style in (
    (0.1, ORANGE, OCHRE, "--"),
    (0.01, GREEN, GREEN, "-."),
    (0.0, BLUE, BLUE, "-"),
):
    spread = np.sqrt((1 + (neurons - 1) * shared) / neurons)
    ax.loglog(neurons, spread, style, color=colour, lw=2.4)
    ax.text(1080, spread[-1], f"$c = {shared:g}$", color=words, va="center")
ax.axhline(np.sqrt(0.1), color=GREY, lw=1, ls=":")
ax.set(
    xlabel="neurons averaged",
    ylabel="spread of the mean\n(one neuron = 1)",
    xlim=(1, 1000),
    ylim=(0.025, 1.2),
    xticks=(1, 10, 100, 1000),
    xticklabels=("1", "10", "100", "1000"),
    yticks=(0.03, 0.1, 0.3, 1),
    yticklabels=("0.03", "0.1", "0.3", "1"),
)
ax.minorticks_off()
save(figure, __file__)
