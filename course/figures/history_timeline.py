"""Ideas that passed between neuroscience and machine learning, by year."""

from style import BLUE, GREY, INK, ORANGE, panels, save

# Year, what, and the side that it came from.
EVENTS = [
    (1943, "McCulloch and Pitts: logic from neurons", "n"),
    (1949, "Hebb: how synapses might learn", "n"),
    (1958, "Rosenblatt: the perceptron", "m"),
    (1962, "Hubel and Wiesel: simple and complex cells", "n"),
    (1969, "Minsky and Papert: limits of one layer", "m"),
    (1980, "Fukushima: the neocognitron", "m"),
    (1986, "Rumelhart and others: backpropagation", "m"),
    (1989, "LeCun and others: trained convolutions", "m"),
    (1997, "Schultz and others: dopamine as an error", "n"),
    (2014, "Yamins and others: networks predict cortex", "n"),
    (2016, "Lillicrap and others: feedback alignment", "m"),
]
figure, axes = panels(4.6)
axes.set_axis_off()
axes.set_xlim(0, 10)
axes.set_ylim(len(EVENTS) + 0.9, -1.1)
axes.plot([1.75, 1.75], [-0.3, len(EVENTS) - 0.7], color=GREY, lw=1)
for row, (year, what, side) in enumerate(EVENTS):
    colour, marker = (BLUE, "o") if side == "n" else (ORANGE, "s")
    axes.plot(1.75, row, marker, color=colour, ms=9)
    axes.text(1.4, row, str(year), ha="right", va="center", color=INK)
    axes.text(2.15, row, what, va="center")
for x, marker, colour, what in (
    (0.3, "o", BLUE, "about the brain"),
    (4.6, "s", ORANGE, "about machines"),
):
    axes.plot(x, len(EVENTS) + 0.35, marker, color=colour, ms=9)
    axes.text(x + 0.35, len(EVENTS) + 0.35, what, va="center", color=GREY)
save(figure, __file__)
