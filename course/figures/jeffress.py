"""Jeffress's array: two delay lines meet at the detector where their delays cancel the sound's."""

from matplotlib.patches import Circle
from style import BLUE, GREY, INK, OCHRE, ORANGE, PALE, canvas, save

figure, axes = canvas(2.6, top=6.2, right=13.2)
CELLS, WINNER = 7, 4
xs = [2.9 + 1.25 * k for k in range(CELLS)]
axes.plot([1.6, xs[-1]], [4.6, 4.6], color=BLUE, lw=2.5)
axes.plot([xs[0], 11.8], [1.6, 1.6], color=ORANGE, lw=2.5)
for k, x in enumerate(xs):
    axes.plot([x, x], [4.6, 3.6], color=BLUE, lw=1.6)
    axes.plot([x, x], [1.6, 2.6], color=ORANGE, lw=1.6)
    axes.add_patch(
        Circle((x, 3.1), 0.48, facecolor=INK if k == WINNER else PALE, edgecolor=GREY, zorder=3)
    )
axes.annotate(
    "",
    (xs[WINNER] + 0.1, 5.15),
    (1.6, 5.15),
    arrowprops={"arrowstyle": "-|>", "color": BLUE, "lw": 1.6},
)
axes.annotate(
    "",
    (xs[WINNER] - 0.1, 1.05),
    (11.8, 1.05),
    arrowprops={"arrowstyle": "-|>", "color": ORANGE, "lw": 1.6},
)
axes.text(1.4, 4.6, "left ear\n(first)", color=BLUE, ha="right", va="center", fontsize=10)
axes.text(12.0, 1.6, "right ear\n(later)", color=OCHRE, ha="left", va="center", fontsize=10)
axes.text(
    xs[WINNER] + 0.1,
    5.7,
    "they arrive together: this cell fires",
    ha="center",
    va="center",
    fontsize=10.5,
)
axes.text(xs[0], 0.2, "sound from the right", ha="center", color=GREY, fontsize=10)
axes.text(xs[-1], 0.2, "sound from the left", ha="center", color=GREY, fontsize=10)
save(figure, __file__)
