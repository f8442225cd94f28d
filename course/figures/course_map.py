"""The ten weeks of the course in its four parts."""

from matplotlib.patches import FancyBboxPatch
from style import BLUE, GREEN, GREY, ORANGE, PURPLE, canvas, save

PARTS = [
    ("Structure", BLUE, ["1  Neurons", "2  Synapses and networks", "3  Brain structure"]),
    ("Learning", ORANGE, ["4  Learning rules", "5  Spiking neural networks"]),
    ("Theory", GREEN, ["6  Understanding networks", "7  Decision making"]),
    ("Future", PURPLE, ["8  Neuromorphic computing", "9  Open questions"]),
]
figure, axes = canvas(4.6, top=11.4, right=12.9)
y = 10.4
axes.text(3.1, y, "0  Why, history, challenges", va="center")
axes.text(2.7, y, "Start", color=GREY, weight="bold", ha="right", va="center")
y -= 1.0
for title, colour, weeks in PARTS:
    height = len(weeks) * 0.95
    axes.add_patch(
        FancyBboxPatch(
            (2.95, y - height + 0.05),
            9.7,
            height - 0.15,
            boxstyle="round,pad=0,rounding_size=0.2",
            facecolor=colour,
            alpha=0.14,
            linewidth=0,
        )
    )
    axes.plot([2.95, 2.95], [y - height + 0.15, y - 0.2], color=colour, lw=4)
    axes.text(2.7, y - height / 2, title, weight="bold", ha="right", va="center")
    for row, week in enumerate(weeks):
        axes.text(3.3, y - 0.5 - row * 0.95, week, va="center")
    y -= height + 0.3
save(figure, __file__)
