"""Spikes of four neurons, sent as addresses over one shared bus and sorted out again."""

import numpy as np
from style import BLUE, GREEN, GREY, OCHRE, ORANGE, panels, save

COLOURS = (BLUE, ORANGE, GREEN, "#AA4499")
WORDS = (BLUE, OCHRE, GREEN, "#AA4499")
TRAINS = ([6, 30, 58, 84], [14, 44, 66], [22, 52, 74, 92], [37, 80])
bus = sorted((t, k) for k, train in enumerate(TRAINS) for t in train)

figure, axes = panels(4.2, 3, 1, sharex=True, height_ratios=(1, 0.75, 1))
for ax, title in ((axes[0], "Sending neurons"), (axes[2], "Receiving side")):
    for k, train in enumerate(TRAINS):
        shift = 1.5 if ax is axes[2] else 0
        ax.plot(
            np.array(train) + shift, np.full(len(train), k), "|", color=COLOURS[k], ms=13, mew=3
        )
    ax.set(title=title, ylim=(3.6, -0.6))
    ax.set_yticks(range(4), ["00", "01", "10", "11"])
    for label, colour in zip(ax.get_yticklabels(), WORDS, strict=True):
        label.set_color(colour)
axes[1].axhline(0, color=GREY, lw=1)
for t, k in bus:
    axes[1].text(t, 0.12, f"{k:02b}", color=WORDS[k], ha="center", va="bottom", fontsize=10)
    axes[1].plot(t, 0, "|", color=COLOURS[k], ms=8, mew=2)
axes[1].set(title="One bus, two wires for the address", yticks=(), ylim=(-0.4, 0.8))
axes[2].set(xlabel="Time", xticks=(), xlim=(0, 100))
save(figure, __file__)
