"""One noisy answer of a population of tuned neurons, and the likelihood that it leaves."""

import numpy as np
from style import BLUE, GREY, INK, ORANGE, panels, save

preferred = np.linspace(-600, 600, 41)
WIDTH_US, PEAK, TRUE = 180.0, 12.0, 150.0
grid = np.linspace(-600, 600, 601)


def tuning(angle):
    """Return the mean spike counts of all neurons at each of ``angle``."""
    return 0.2 + PEAK * np.exp(
        -((np.atleast_1d(angle)[:, None] - preferred) ** 2) / (2 * WIDTH_US**2)
    )


counts = np.random.default_rng(5).poisson(tuning(TRUE)[0])
log_likelihood = (counts * np.log(tuning(grid)) - tuning(grid)).sum(1)
likelihood = np.exp(log_likelihood - log_likelihood.max())

figure, axes = panels(4.0, 2, 1, sharex=True)
axes[0].plot(preferred, tuning(TRUE)[0], color=GREY, ls="--")
axes[0].vlines(preferred, 0, counts, color=BLUE, lw=1.2)
axes[0].plot(preferred, counts, "o", color=BLUE, ms=5)
axes[0].set(ylabel="Spikes counted", title="Answers of 41 neurons, by preference", ylim=(0, None))
axes[1].plot(grid, likelihood, color=ORANGE, lw=2.4)
axes[1].axvline(TRUE, color=INK, ls=":", lw=1.6)
axes[1].text(TRUE + 45, 0.88, "true difference", color=INK)
axes[1].set(
    xlabel="Interaural time difference (µs)",
    ylabel="Likelihood",
    title="What they say together",
    yticks=(0, 1),
    ylim=(0, 1.1),
    xlim=(-620, 620),
)
save(figure, __file__)
