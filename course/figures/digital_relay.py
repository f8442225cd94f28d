"""An analogue and a digital signal sent through twenty noisy relays."""

import numpy as np
from style import BLUE, GREY, ORANGE, panels, save

RELAYS = 20
random = np.random.default_rng(3)
time = np.linspace(0, 1, 400)
analogue = 0.5 + 0.45 * np.sin(2 * np.pi * 1.5 * time)
bits = np.repeat([0, 1, 1, 0, 1, 0, 0, 1], 50).astype(float)


def noise():
    """Return what one relay adds."""
    return 0.11 * random.standard_normal(len(time))


sent = [analogue, bits]
kept_analogue, kept_bits = analogue.copy(), bits.copy()
for _ in range(RELAYS):
    kept_analogue = kept_analogue + noise()
    kept_bits = (kept_bits + noise() > 0.5).astype(float)
figure, axes = panels(3.6, 2, 1, sharex=True)
for ax, before, after, colour, title in (
    (axes[0], analogue, kept_analogue, ORANGE, "Analogue: each relay adds its noise"),
    (axes[1], bits, kept_bits, BLUE, "Digital: each relay restores 0 or 1"),
):
    ax.plot(time, after, color=colour, lw=1.3)
    ax.plot(time, before, color=GREY, lw=1.4, ls="--")
    ax.set(title=title, yticks=(0, 1), ylim=(-1.2, 2.2) if ax is axes[0] else (-0.25, 1.25))
axes[1].set(xlabel=f"time  (dashed: sent;  solid: after {RELAYS} relays)", xticks=(), xlim=(0, 1))
save(figure, __file__)
