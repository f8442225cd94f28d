"""A toy network with two units in parallel: lesions one by one, and over all combinations."""

from itertools import combinations
from math import factorial

from style import BLUE, GREY, ORANGE, panels, save

UNITS = "ABCD"


def score(alive):
    """Return the performance: D is needed; A and B can each do the rest; C does nothing."""
    return 1.0 if "D" in alive and ("A" in alive or "B" in alive) else 0.0


def shapley(unit):
    """Return the mean gain that ``unit`` brings over all orders of adding units."""
    others, total = UNITS.replace(unit, ""), 0.0
    for size in range(len(others) + 1):
        for group in combinations(others, size):
            share = factorial(size) * factorial(len(others) - size) / factorial(len(UNITS))
            total += share * (score({*group, unit}) - score(set(group)))
    return total


single = [score(set(UNITS)) - score(set(UNITS) - {u}) for u in UNITS]
many = [shapley(u) for u in UNITS]
figure, axes = panels(2.9, 1, 2, sharey=True)
for ax, values, title, colour in (
    (axes[0], single, "One at a time", ORANGE),
    (axes[1], many, "All combinations", BLUE),
):
    ax.bar(range(4), values, color=colour, width=0.6)
    for x, value in enumerate(values):
        ax.text(x, value + 0.03, f"{value:.2f}".rstrip("0").rstrip("."), ha="center", fontsize=10)
    ax.set_title(title, fontsize=10.5)
    ax.set_xticks(range(4), ["A", "B", "C", "D"])
    ax.set(ylim=(0, 1.12), yticks=(0, 0.5, 1), xlabel="unit")
axes[0].set_ylabel("importance")
axes[0].annotate(
    "A and B cover\nfor each other",
    (0.5, 0.12),
    (0.5, 0.55),
    ha="center",
    color=GREY,
    fontsize=10,
    arrowprops={"arrowstyle": "-", "color": GREY},
)
save(figure, __file__)
