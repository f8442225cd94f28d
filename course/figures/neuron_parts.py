"""The parts of a neuron and the way of a signal through it."""

import numpy as np
from matplotlib.patches import Circle, Ellipse
from style import BLUE, GREEN, GREY, INK, ORANGE, PALE, canvas, save

figure, axes = canvas(3.2, top=10, right=16.2)
y = 5.2


def branch(x, y, angle, length, depth):
    """Draw a dendrite that forks ``depth`` times."""
    a = np.deg2rad(angle)
    end = x + length * np.cos(a), y + length * np.sin(a)
    axes.plot([x, end[0]], [y, end[1]], color=BLUE, lw=1.0 + depth)
    if depth:
        for turn in (-24, 22):
            branch(*end, angle + turn, length * 0.72, depth - 1)


for angle in (118, 180, 242):
    branch(4.4, y, angle, 1.75, 2)
axes.plot([4.4, 13.2], [y, y], color=GREEN, lw=2.5)
for start in (6.6, 8.8, 11.0):
    axes.add_patch(Ellipse((start + 0.85, y), 1.75, 0.85, facecolor=PALE, edgecolor=GREY, zorder=3))
for turn in (-1.7, 0, 1.7):
    axes.plot([13.2, 14.8], [y, y + turn], color=GREEN, lw=2)
    axes.add_patch(Circle((14.8, y + turn), 0.24, color=GREEN, zorder=3))
axes.add_patch(Circle((4.4, y), 0.95, color=ORANGE, zorder=4))
axes.add_patch(Circle((4.4, y), 0.36, color=INK, zorder=5))

LABELS = [
    ("dendrites:\ninputs arrive", (1.3, 9.3), None),
    ("soma, with\nthe nucleus", (6.4, 9.2), (4.7, 6.0)),
    ("axon hillock:\nspikes start here", (6.9, 1.3), (5.5, 4.95)),
    ("myelin", (9.65, 7.3), (9.65, 5.65)),
    ("node of\nRanvier", (11.3, 1.7), (10.78, 5.0)),
    ("terminals:\noutput", (14.4, 9.2), (14.75, 7.2)),
]
for text, place, target in LABELS:
    axes.text(*place, text, ha="center", va="center", fontsize=10.5)
    if target:
        upper = place[1] > y
        start = (place[0], place[1] + (-0.95 if upper else 0.95) * (1 if "\n" in text else 0.55))
        axes.annotate("", target, start, arrowprops={"arrowstyle": "-", "color": GREY, "lw": 1})
save(figure, __file__)
