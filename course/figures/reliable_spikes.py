"""Twelve repeats of a constant and of a fluctuating current, with and without a leak."""

import numpy as np
from neurons import lif
from style import BLUE, GREY, ORANGE, panels, save

STEP, TRIALS = 0.1, 12
time = np.arange(0, 500, STEP)
random = np.random.default_rng(3)


def smooth_noise(tau):
    """Return Gaussian noise of unit variance with correlation time ``tau`` (ms)."""
    x, out = 0.0, np.empty(len(time))
    kicks = random.standard_normal(len(time)) * np.sqrt(2 * STEP / tau)
    for i, kick in enumerate(kicks):
        x += -STEP / tau * x + kick
        out[i] = x
    return out


CURRENTS = [
    ("Constant input", np.full(len(time), 1.25)),
    ("Fluctuating input", 1.0 + 0.75 * smooth_noise(5.0)),
]
figure, axes = panels(4.4, 3, 2, sharex=True, height_ratios=(0.7, 1.1, 1.1))
for column, (title, current) in enumerate(CURRENTS):
    axes[0, column].plot(time[::5], current[::5], color=GREY, lw=1)
    axes[0, column].set(title=title, yticks=(), ylim=(-1.6, 3.6))
    axes[0, column].title.set_size(10.5)
    for row, (leak, colour, scale) in enumerate(
        ((True, BLUE, 1.0), (False, ORANGE, 0.55)), start=1
    ):
        ax = axes[row, column]
        marks = []
        for trial in range(TRIALS):
            private = 0.45 * random.standard_normal(len(time)) / np.sqrt(STEP)
            spikes = lif(scale * current + private, STEP, leak=leak)[1]
            marks += [((t, t, np.nan), (trial - 0.4, trial + 0.4, np.nan)) for t in spikes]
        x, y = np.array(marks).transpose(1, 0, 2).reshape(2, -1)
        ax.plot(x, y, color=colour, lw=1.3, solid_capstyle="butt")
        ax.set(ylim=(-1, TRIALS), yticks=())
        if column == 0:
            ax.set_ylabel("Leak:\ntrials" if leak else "No leak:\ntrials", fontsize=10.5)
    axes[2, column].set(xlabel="Time (ms)", xlim=(0, 500))
axes[0, 0].set_ylabel("Current", fontsize=10.5)
save(figure, __file__)
