"""The BCM rule: the sign of learning turns at a moving threshold, and selectivity follows."""

import numpy as np
from style import BLUE, GREEN, GREY, OCHRE, ORANGE, panels, save

STIMULI = 5
prefer = np.exp(-((np.arange(STIMULI)[:, None] - np.arange(STIMULI)) ** 2) / 0.7)
random = np.random.default_rng(12)
w, theta = random.uniform(0.18, 0.22, STIMULI), 0.2
history = []
for step in range(60000):
    x = prefer[random.integers(STIMULI)]
    y = w @ x
    w = np.maximum(w + 0.002 * x * y * (y - theta), 0)
    theta += 0.02 * (y**2 - theta)
    if step % 200 == 0:
        history.append(prefer @ w)
history = np.array(history)
best = int(history[-1].argmax())

figure, axes = panels(4.2, 2, 1)
y = np.linspace(0, 1.6, 100)
for limit, colour, style in ((0.5, BLUE, "-"), (1.0, ORANGE, "--")):
    axes[0].plot(y, y * (y - limit), style, color=colour, lw=2.3)
axes[0].axhline(0, color=GREY, lw=0.8)
axes[0].text(0.62, 0.42, r"low $\theta$", color=BLUE)
axes[0].text(1.25, 0.08, r"high $\theta$", color=OCHRE)
axes[0].text(0.02, 0.55, "strengthens", color=GREY, fontsize=10)
axes[0].text(0.02, -0.3, "weakens", color=GREY, fontsize=10)
axes[0].set(
    xlabel=r"postsynaptic rate $r_\mathrm{post}$",
    ylabel="change of $w$",
    yticks=(0,),
    xlim=(0, 1.6),
    ylim=(-0.35, 0.75),
)
steps = np.arange(len(history)) * 0.2
for stimulus in range(STIMULI):
    chosen = stimulus == best
    axes[1].plot(
        steps,
        history[:, stimulus],
        color=GREEN if chosen else GREY,
        lw=2.6 if chosen else 1.2,
        ls="-" if chosen else "--",
    )
axes[1].set(
    xlabel="stimuli shown (thousands)", ylabel="response", xlim=(0, steps[-1]), ylim=(0, None)
)
axes[1].text(
    steps[-1] * 0.98,
    history[-1, best] * 0.9,
    "one stimulus wins",
    color=GREEN,
    ha="right",
    va="top",
)
save(figure, __file__)
