"""A chemical synapse: from a presynaptic spike to a postsynaptic current in five steps."""

import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle
from style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, canvas, save

figure, axes = canvas(4.7, top=12.2, right=13.5)
round_box = "round,pad=0,rounding_size=0.9"
axes.add_patch(
    FancyBboxPatch(
        (2.1, 6.9), 5.2, 4.0, boxstyle=round_box, facecolor="#DCEBF5", edgecolor=BLUE, lw=2
    )
)
axes.plot([4.2, 4.2], [10.95, 12.2], color=BLUE, lw=2)
axes.plot([5.2, 5.2], [10.95, 12.2], color=BLUE, lw=2)
axes.add_patch(Rectangle((4.23, 10.7), 0.94, 1.6, color="#DCEBF5", zorder=2))
axes.add_patch(
    FancyBboxPatch(
        (1.3, 1.0), 6.8, 3.4, boxstyle=round_box, facecolor="#DDF1EA", edgecolor=GREEN, lw=2
    )
)
random = np.random.default_rng(4)
for x, y in ((3.2, 9.4), (4.7, 9.0), (6.1, 9.5), (3.6, 8.2), (5.7, 8.1)):
    axes.add_patch(Circle((x, y), 0.52, facecolor="white", edgecolor=ORANGE, lw=2, zorder=3))
    for dx, dy in random.uniform(-0.26, 0.26, (6, 2)):
        axes.plot(x + dx, y + dy, ".", color=ORANGE, ms=5, zorder=4)
axes.add_patch(Rectangle((4.25, 6.72), 0.95, 0.36, color="#DCEBF5", zorder=4))
for x, y in zip(random.uniform(3.4, 6.1, 18), random.uniform(4.9, 6.7, 18), strict=True):
    axes.plot(x, y, ".", color=ORANGE, ms=6)
for x in (2.5, 6.7):
    axes.add_patch(Rectangle((x - 0.16, 6.6), 0.32, 0.62, color=PURPLE, zorder=5))
for x in (3.4, 4.7, 6.0):
    for side in (-0.3, 0.12):
        axes.add_patch(Rectangle((x + side, 4.0), 0.18, 0.8, color=GREEN, zorder=5))
axes.annotate("", (4.7, 2.3), (4.7, 3.9), arrowprops={"arrowstyle": "-|>", "color": GREEN, "lw": 2})
STEPS = [
    (11.4, "1  a spike arrives", BLUE),
    (9.5, "2  Ca$^{2+}$ enters through\n    voltage-gated channels", PURPLE),
    (7.7, "3  vesicles release\n    transmitter", INK),
    (5.7, "4  it crosses the cleft\n    and binds receptors", INK),
    (2.9, "5  ions flow: the\n    potential changes", GREEN),
]
for y, text, colour in STEPS:
    axes.text(8.4, y, text, color=colour, va="center", fontsize=10.5)
axes.text(0.3, 8.6, "presynaptic", rotation=90, va="center", color=GREY)
axes.text(0.3, 2.7, "postsynaptic", rotation=90, va="center", color=GREY)
save(figure, __file__)
