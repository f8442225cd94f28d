"""Two networks with as many connections: one without modules, one with four."""

import numpy as np
from style import BLUE, GREY, panels, save

N, MODULES = 48, 4
module = np.repeat(np.arange(MODULES), N // MODULES)
same = module[:, None] == module[None]
random = np.random.default_rng(8)


def network(within, between):
    """Return a random adjacency matrix with the given chances of a connection."""
    chance = np.where(same, within, between)
    return (random.random((N, N)) < chance) & ~np.eye(N, dtype=bool)


def modularity(adjacency):
    """Return Newman's modularity of the division into the four modules (directed)."""
    total = adjacency.sum()
    expected = adjacency.sum(1)[:, None] * adjacency.sum(0)[None] / total
    return ((adjacency - expected) * same).sum() / total


figure, axes = panels(2.95, 1, 2)
for ax, title, adjacency in zip(
    axes, ("No modules", "Four modules"), (network(0.17, 0.17), network(0.55, 0.045)), strict=True
):
    to, of = np.nonzero(adjacency)
    ax.plot(of, to, "s", color=BLUE, ms=2.3, mew=0)
    ax.set(
        title=title,
        xlim=(-1, N),
        ylim=(N, -1),
        xticks=(),
        yticks=(),
        xlabel=f"from    (Q = {modularity(adjacency):.2f})",
    )
    ax.set_aspect("equal")
    for edge in range(0, N + 1, N // MODULES):
        ax.axhline(edge - 0.5, color=GREY, lw=0.5)
        ax.axvline(edge - 0.5, color=GREY, lw=0.5)
axes[0].set_ylabel("to")
save(figure, __file__)
