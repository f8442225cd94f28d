"""Neurons and synapses of the nervous systems that the course meets, on logarithmic axes."""

from style import BLUE, GREY, ORANGE, panels, save

# Neurons, synapses, where the label stands, whether the wiring is mapped whole.
SYSTEMS = [
    ("C. elegans", 302, 5.6e3, (1.6, 0.75), True),
    ("fruit-fly larva", 3016, 5.48e5, (1.7, 0.6), True),
    ("adult fruit fly", 139255, 5.45e7, (1.7, 0.5), True),
    ("human", 8.6e10, 3e14, (0.45, 0.22), False),
]
figure, ax = panels(3.3)
for name, neurons, synapses, (right, up), mapped in SYSTEMS:
    ax.plot(neurons, synapses, "o" if mapped else "D", color=BLUE if mapped else ORANGE, ms=10)
    ax.text(neurons * right, synapses * up, name, ha="left" if mapped else "right", va="center")
ax.plot([8.6e10] * 2, [1e14, 1e15], color=ORANGE, lw=2)
ax.axvline(7e7, color=GREY, ls=":", lw=1.5)
ax.text(8.5e7, 1.6e3, "mouse:\n70 million\nneurons", color=GREY, va="bottom", fontsize=10.5)
ax.set_title(
    "blue: every synapse mapped;  orange: estimate", fontsize=10.5, weight="normal", color=GREY
)
ax.set(
    xscale="log",
    yscale="log",
    xlabel="Neurons",
    ylabel="Synapses",
    xlim=(60, 1e12),
    ylim=(1e3, 4e15),
)
save(figure, __file__)
