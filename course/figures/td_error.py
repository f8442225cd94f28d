"""The error of temporal differences over trials: it moves from the reward back to the cue."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

STATES, TRIALS, RATE = 12, 60, 0.3
values = np.zeros(STATES + 1)
errors = np.zeros((TRIALS, STATES + 1))
for trial in range(TRIALS):
    left_out = trial == TRIALS - 1
    errors[trial, 0] = values[0]  # the cue comes unannounced: from nothing to its value
    for now in range(STATES):
        reward = 0.0 if left_out else float(now == STATES - 1)
        following = 0.0 if now == STATES - 1 else values[now + 1]
        error = reward + following - values[now]
        errors[trial, now + 1] = error
        values[now] += RATE * error

SHOWN = ((0, "first trial"), (19, "twentieth trial"), (58, "learnt"), (59, "reward left out"))
figure, axes = panels(4.4, len(SHOWN), 1, sharex=True, sharey=True)
for ax, (trial, title) in zip(axes, SHOWN, strict=True):
    ax.axhline(0, color=GREY, lw=0.8)
    ax.bar(range(STATES + 1), errors[trial], color=BLUE, width=0.7)
    ax.set_title(title, fontsize=10.5, weight="normal")
    ax.axvline(STATES, color=ORANGE, ls=":", lw=1.4)
    ax.set(ylim=(-1.15, 1.15), yticks=(-1, 0, 1))
axes[0].text(STATES - 0.6, 0.45, "time of reward", color=OCHRE, ha="right")
axes[-1].set(xlabel="step", xticks=(0, STATES), xticklabels=("cue", "reward"))
figure.supylabel(r"error $\delta$", fontsize=11)
save(figure, __file__)
