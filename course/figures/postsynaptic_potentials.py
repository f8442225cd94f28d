"""Three shapes of a postsynaptic response, each scaled to a peak of one."""

import numpy as np
from style import BLUE, GREEN, GREY, OCHRE, ORANGE, panels, save

TAU, TAU_X = 10.0, 3.0
time = np.linspace(-5, 60, 1300)
after = np.clip(time, 0, None)
on = time >= 0
SHAPES = [
    ("exponential", on * np.exp(-after / TAU), BLUE, BLUE, "-", (1.5, 1.03)),
    (
        "biexponential",
        on * (np.exp(-after / TAU) - np.exp(-after / TAU_X)),
        GREEN,
        GREEN,
        "-.",
        (9.6, 0.92),
    ),
    ("alpha", on * after / TAU * np.exp(-after / TAU), ORANGE, OCHRE, "--", (25.5, 0.6)),
]
figure, ax = panels(2.8)
for name, shape, colour, words, style, place in SHAPES:
    ax.plot(time, shape / shape.max(), style, color=colour, lw=2.4)
    ax.text(*place, name, color=words)
ax.annotate(
    "spike arrives", (0, 0.02), (-4, 0.55), color=GREY, rotation=90, va="center", fontsize=10
)
ax.set(
    xlabel="Time after the spike (ms)",
    ylabel="Response\n(share of peak)",
    xlim=(-5, 60),
    ylim=(0, 1.15),
    yticks=(0, 0.5, 1),
)
save(figure, __file__)
