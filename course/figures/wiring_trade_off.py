"""Trees over the same points, from the least wire to the least delay, and the front they form."""

import numpy as np
from style import BLUE, GREEN, GREY, INK, ORANGE, RED, mosaic, save

points = np.vstack([[0.5, 0.5], np.random.default_rng(7).random((40, 2))])
distance = np.linalg.norm(points[:, None] - points[None], axis=2)


def tree(weight):
    """Return the parents of a tree grown greedily, and each point's path length to the root.

    The next point is the one that is cheapest in wire plus ``weight`` times delay.
    """
    parent, delay = {}, {0: 0.0}
    while len(delay) < len(points):
        inside = list(delay)
        outside = [i for i in range(len(points)) if i not in delay]
        paths = np.array([delay[i] for i in inside])[:, None]
        cost = distance[np.ix_(inside, outside)] + weight * (
            paths + distance[np.ix_(inside, outside)] - distance[0, outside]
        )
        i, j = np.unravel_index(cost.argmin(), cost.shape)
        parent[outside[j]] = inside[i]
        delay[outside[j]] = delay[inside[i]] + distance[inside[i], outside[j]]
    return parent, delay


def costs(weight):
    """Return the wire of a tree and its mean path length to the root."""
    parent, delay = tree(weight)
    return sum(distance[a, b] for a, b in parent.items()), np.mean([delay[i] for i in parent])


WEIGHTS = [(0.0, GREEN, "least wire"), (0.6, ORANGE, "between"), (50.0, BLUE, "least delay")]
figure, axes = mosaic(4.6, ["abc", "ddd"], height_ratios=(1, 1.15))
for name, (weight, colour, title) in zip("abc", WEIGHTS, strict=True):
    ax = axes[name]
    for child, parent in tree(weight)[0].items():
        ax.plot(*points[[child, parent]].T, color=colour, lw=1.3)
    ax.plot(*points[0], "o", color=INK, ms=8)
    ax.set_title(title, fontsize=10.5, weight="normal", loc="center")
    ax.set_aspect("equal")
    ax.set_axis_off()
front = axes["d"]
curve = np.array([costs(w) for w in (0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 1, 2, 5, 50)])
front.plot(*curve.T, color=GREY, zorder=1)
for weight, colour, _ in WEIGHTS:
    front.plot(*costs(weight), "o", color=colour, ms=10)
front.plot(13.5, 0.75, "x", color=RED, ms=9, mew=2.5)
front.text(
    13.1, 0.75, "a tree far from the front", color=RED, ha="right", va="center", fontsize=10.5
)
front.set(xlabel="total length of wire", ylabel="mean path\nto the soma", xticks=(), yticks=())
save(figure, __file__)
