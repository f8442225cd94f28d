"""Additive STDP picks the inputs that fire together: weights before and after learning."""

import numpy as np
from style import BLUE, GREY, ORANGE, panels, save

N, STEP, SECONDS, RATE = 120, 1.0, 200, 0.015
TAU_M, TAU_S, TAU_STDP = 15.0, 5.0, 20.0
A_PLUS, A_MINUS = 0.01, -0.0112
random = np.random.default_rng(6)
correlated = np.arange(N) >= N // 2
w = random.uniform(0.3, 0.6, N)
before = w.copy()
v = i_syn = a_post = 0.0
a_pre = np.zeros(N)
for _ in range(int(SECONDS * 1000 / STEP)):
    common = random.random() < RATE
    chance = np.where(correlated, np.where(common, 0.32, RATE * 0.68), RATE)
    spikes = random.random(N) < chance
    a_pre *= 1 - STEP / TAU_STDP
    a_post *= 1 - STEP / TAU_STDP
    a_pre[spikes] += A_PLUS
    w[spikes] += a_post
    i_syn += w[spikes].sum() * 0.052 - STEP / TAU_S * i_syn
    v += STEP * (i_syn - v) / TAU_M
    if v > 0.22:
        v = 0.0
        a_post += A_MINUS
        w += a_pre
    np.clip(w, 0, 1, out=w)

figure, axes = panels(3.4, 2, 1, sharex=True, sharey=True)
for ax, weights, title in ((axes[0], before, "Before"), (axes[1], w, "After 200 s")):
    ax.plot(np.nonzero(~correlated)[0], weights[~correlated], "o", color=GREY, ms=4)
    ax.plot(np.nonzero(correlated)[0], weights[correlated], "s", color=BLUE, ms=4)
    ax.axvline(N / 2 - 0.5, color=ORANGE, lw=1.2, ls=":")
    ax.set(title=title, ylabel="weight", ylim=(-0.06, 1.08), yticks=(0, 1))
axes[1].set_xlabel("input neuron:  uncorrelated (left), correlated (right)")
axes[1].set(xlim=(-2, N + 1), xticks=(0, 60, 120))
save(figure, __file__)
