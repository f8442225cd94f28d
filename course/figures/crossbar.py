"""A memristor crossbar: voltages in, conductances at the crossings, currents out."""

from matplotlib.patches import Circle
from style import BLUE, GREY, OCHRE, ORANGE, canvas, save

figure, axes = canvas(3.6, top=9.4, right=13.6)
rows, columns = (7.4, 5.4, 3.4), (4.2, 6.6, 9.0)
for i, y in enumerate(rows, start=1):
    axes.plot([2.2, 10.2], [y, y], color=BLUE, lw=2)
    axes.text(1.9, y, f"$V_{i}$", color=BLUE, ha="right", va="center", fontsize=13)
for j, x in enumerate(columns, start=1):
    axes.annotate(
        "", (x, 1.3), (x, 8.4), arrowprops={"arrowstyle": "-|>", "color": ORANGE, "lw": 2}
    )
    axes.text(x, 0.6, f"$I_{j}$", color=OCHRE, ha="center", va="center", fontsize=13)
    for i, y in enumerate(rows, start=1):
        axes.add_patch(Circle((x, y), 0.62, facecolor="white", edgecolor=GREY, lw=1.6, zorder=3))
        axes.text(x, y, f"$G_{{{i}{j}}}$", ha="center", va="center", zorder=4, fontsize=10.5)
axes.text(11.0, 7.4, "voltages", color=BLUE, va="center")
axes.text(11.0, 5.4, "conduct-\nances", color=GREY, va="center")
axes.text(10.0, 0.6, "currents add up", color=OCHRE, va="center")
save(figure, __file__)
