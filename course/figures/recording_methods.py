"""Methods of recording by temporal resolution and by the number of neurons told apart."""

from matplotlib.patches import Ellipse
from style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, RED, panels, save

# Name, time between samples in log10 seconds, neurons in log10, spread, colour, label place.
METHODS = [
    ("single\nelectrode", -4.0, 0.3, 1.0, 0.7, BLUE, (-4.0, 1.35)),
    ("silicon\nprobes", -4.0, 2.7, 1.0, 1.1, GREEN, (-4.0, 3.85)),
    ("voltage\nimaging", -2.85, 1.5, 0.8, 1.1, RED, (-2.5, 2.6)),
    ("calcium\nimaging", -0.6, 3.7, 1.4, 1.9, ORANGE, (-1.0, 5.25)),
]
figure, ax = panels(3.9)
for name, x, y, width, height, colour, place in METHODS:
    ax.add_patch(Ellipse((x, y), width, height, color=colour, alpha=0.4, lw=0))
    ax.text(*place, name, ha="center", va="center", fontsize=10.5)
for name, x in (("EEG", -3.0), ("fMRI", 0.1)):
    ax.plot(x, 6.2, "s", color=PURPLE, ms=10)
    ax.text(x + 0.16, 6.2, name, va="center", color=INK)
ax.axhline(5.8, color=GREY, lw=1, ls=":")
ax.text(-4.9, 6.75, "whole brain, but no single neurons:", color=GREY, va="center", fontsize=10)
ax.set(xlim=(-5, 1), ylim=(-0.2, 7.1), xlabel="Time resolution", ylabel="Neurons at once")
ax.set_xticks([-4, -3, -2, -1, 0, 1], ["0.1 ms", "1 ms", "10 ms", "0.1 s", "1 s", "10 s"])
ax.set_yticks([0, 1, 2, 3, 4, 5], ["1", "10", "100", "1,000", "10$^4$", "10$^5$"])
save(figure, __file__)
