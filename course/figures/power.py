"""Electrical power of some computers and some brains, on a logarithmic axis."""

from style import BLUE, GREEN, ORANGE, panels, save

SYSTEMS = [
    ("SpiNNaker, a million cores", 1e5, GREEN),
    ("server with eight A100 GPUs", 6.5e3, ORANGE),
    ("human brain", 20, BLUE),
    ("TrueNorth chip, on video", 0.07, GREEN),
    ("honey bee's brain", 1e-5, BLUE),
]
figure, ax = panels(3.3)
for row, (name, watts, colour) in enumerate(reversed(SYSTEMS)):
    ax.plot([1e-6, watts], [row, row], color=colour, lw=3)
    ax.plot(watts, row, "o", color=colour, ms=9)
    ax.text(1.5e-6, row + 0.16, name, va="bottom")
ax.set(xscale="log", xlim=(1e-6, 1e6), ylim=(-0.4, len(SYSTEMS) - 0.1), yticks=(), xlabel="Power")
ax.set_xticks([1e-6, 1e-3, 1, 1e3, 1e6], ["1 µW", "1 mW", "1 W", "1 kW", "1 MW"])
ax.minorticks_off()
ax.spines["left"].set_visible(False)
save(figure, __file__)
