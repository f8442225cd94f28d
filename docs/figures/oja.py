"""Weights under Oja's rule turn to the first principal component and settle at length one."""

import numpy as np
from style import BLUE, GREY, INK, OCHRE, ORANGE, PALE, panels, save

random = np.random.default_rng(1)
ANGLE = np.deg2rad(35)
axis = np.array([np.cos(ANGLE), np.sin(ANGLE)])
across = np.array([-axis[1], axis[0]])
x = (
    random.standard_normal((4000, 1)) * 1.0 * axis
    + random.standard_normal((4000, 1)) * 0.35 * across
)


def learn(decay):
    """Return the weights over time under Hebb's rule, with Oja's decay if ``decay`` is 1."""
    w, path = np.array([-0.1, 0.45]), []
    for sample in x:
        y = w @ sample
        w = w + 0.004 * (y * sample - decay * y**2 * w)
        path.append(w)
    return np.array(path)


oja, hebb = learn(1), learn(0)
figure, axes = panels(2.9, 1, 2, width_ratios=(1.15, 1))
axes[0].plot(*x[:400].T, ".", color=PALE, ms=4)
axes[0].plot(*np.array([-2.6 * axis, 2.6 * axis]).T, color=GREY, ls=":", lw=1.4)
axes[0].plot(*oja.T, color=BLUE, lw=2)
axes[0].annotate("", oja[-1], (0, 0), arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 2.2})
axes[0].plot(*oja[0], "o", color=BLUE, ms=6)
axes[0].set(
    xlim=(-2.2, 2.2),
    ylim=(-2.2, 2.2),
    xlabel="$x_1$, $w_1$",
    ylabel="$x_2$, $w_2$",
    xticks=(-2, 0, 2),
    yticks=(-2, 0, 2),
)
axes[0].set_aspect("equal")
axes[1].plot(np.linalg.norm(oja, axis=1), color=BLUE)
axes[1].plot(np.linalg.norm(hebb, axis=1), "--", color=ORANGE)
axes[1].text(1500, 0.7, "Oja", color=BLUE)
axes[1].text(900, 2.5, "Hebb", color=OCHRE, ha="right")
axes[1].set(
    ylim=(0, 3),
    xlim=(0, 4000),
    xlabel="samples",
    title="Length of $w$",
    xticks=(0, 2000, 4000),
    yticks=(0, 1, 2, 3),
)
axes[1].title.set_size(10.5)
save(figure, __file__)
