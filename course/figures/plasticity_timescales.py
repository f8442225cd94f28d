"""Roughly how long changes in the brain last, by mechanism, on a logarithmic axis of time."""

from style import BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, panels, save

# Mechanism, shortest and longest time in seconds: orders of magnitude only.
MECHANISMS = [
    ("activity that sustains itself", 0.1, 60, BLUE),
    ("short-term plasticity", 0.02, 10, SKY),
    ("neuromodulation", 0.5, 1e4, ORANGE),
    ("long-term plasticity", 1e3, 3e8, GREEN),
    ("homeostasis", 1e4, 1e6, GREY),
    ("new and lost synapses", 3e3, 3e8, PURPLE),
]
figure, ax = panels(3.7)
for row, (name, low, high, colour) in enumerate(reversed(MECHANISMS)):
    ax.barh(row, high - low, left=low, height=0.36, color=colour)
    ax.text(low, row + 0.27, name, va="bottom", fontsize=10.5)
ax.set(xscale="log", xlim=(8e-3, 2e9), ylim=(-0.5, len(MECHANISMS)), yticks=())
ax.set_xticks(
    [1e-2, 1, 60, 3600, 8.64e4, 3.15e7],
    ["10 ms", "1 s", "1 min", "1 h", "1 day", "1 year"],
    rotation=40,
)
ax.minorticks_off()
ax.spines["left"].set_visible(False)
save(figure, __file__)
