"""A recurrent network, and the same network unrolled over time."""

from matplotlib.patches import Circle
from style import BLUE, GREEN, GREY, INK, ORANGE, canvas, save

figure, axes = canvas(3.0, top=7.6, right=13.2)
ARROW = {"arrowstyle": "-|>", "color": INK, "lw": 1.8, "shrinkA": 0, "shrinkB": 0}


def column(x, suffix, colour_of_state=BLUE):
    """Draw input, state and output of one time step."""
    for y, letter, colour in ((1.2, "x", GREY), (3.6, "h", colour_of_state), (6.0, "y", GREEN)):
        axes.add_patch(Circle((x, y), 0.62, facecolor="white", edgecolor=colour, lw=2.2, zorder=3))
        axes.text(x, y, f"${letter}{suffix}$", ha="center", va="center", zorder=4, fontsize=12)
    axes.annotate("", (x, 2.95), (x, 1.85), arrowprops=ARROW)
    axes.annotate("", (x, 5.35), (x, 4.25), arrowprops=ARROW)


column(1.4, "")
axes.annotate(
    "",
    (1.85, 3.15),
    (1.85, 4.05),
    arrowprops={**ARROW, "color": ORANGE, "connectionstyle": "arc3,rad=-1.6"},
)
axes.text(3.9, 3.6, "unroll", ha="center", va="bottom", color=GREY)
axes.annotate("", (4.7, 3.4), (3.1, 3.4), arrowprops={**ARROW, "color": GREY})
for k, x in enumerate((6.2, 8.4, 10.6), start=1):
    column(x, f"^{k}")
    axes.annotate("", (x + 1.55, 3.6), (x + 0.65, 3.6), arrowprops={**ARROW, "color": ORANGE})
axes.text(12.6, 3.6, "…", ha="center", va="center", fontsize=14)
axes.text(9.2, 7.25, "the same weights at every step", ha="center", color=GREY, fontsize=10.5)
save(figure, __file__)
