"""The change of weight for one pair of spikes, and how two traces compute it."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

A_PLUS, A_MINUS, TAU_PLUS, TAU_MINUS = 1.0, -0.8, 17.0, 34.0
gap = np.linspace(0.3, 80, 300)
figure, axes = panels(4.6, 2, 1, height_ratios=(1, 1.15))
axes[0].plot(gap, A_PLUS * np.exp(-gap / TAU_PLUS), color=BLUE, lw=2.4)
axes[0].plot(-gap, A_MINUS * np.exp(-gap / TAU_MINUS), "--", color=ORANGE, lw=2.4)
axes[0].axhline(0, color=GREY, lw=0.8)
axes[0].axvline(0, color=GREY, lw=0.8)
axes[0].text(20, 0.55, "pre before post:\nstronger", color=BLUE)
axes[0].text(-79, 0.35, "post before pre:\nweaker", color=OCHRE)
axes[0].set(
    xlabel=r"$\Delta t = t_\mathrm{post} - t_\mathrm{pre}$ (ms)",
    ylabel=r"$\Delta w$",
    yticks=(0,),
    xlim=(-80, 80),
)

STEP = 0.1
time = np.arange(0, 240, STEP)
pre, post = np.array([20.0, 150.0]), np.array([35.0, 125.0])
a_pre = a_post = 0.0
w, trace = 0.5, np.empty((3, len(time)))
for i, now in enumerate(time):
    a_pre -= STEP / TAU_PLUS * a_pre
    a_post -= STEP / TAU_MINUS * a_post
    if np.isclose(pre, now, atol=STEP / 3).any():
        a_pre += A_PLUS
        w += 0.5 * a_post
    if np.isclose(post, now, atol=STEP / 3).any():
        a_post += A_MINUS
        w += 0.5 * a_pre
    trace[:, i] = a_pre, a_post, w
axes[1].plot(time, trace[0], color=BLUE)
axes[1].plot(time, trace[1], "--", color=ORANGE)
axes[1].plot(time, trace[2] + 1.25, color="#222222", lw=2.2)
axes[1].text(46, 0.5, r"$a_\mathrm{pre}$", color=BLUE)
axes[1].text(60, -0.72, r"$a_\mathrm{post}$", color=OCHRE)
axes[1].text(75, 2.1, "$w$")
axes[1].axhline(0, color=GREY, lw=0.8)
axes[1].set(xlabel="Time (ms)", yticks=(), xlim=(0, 240), ylim=(-1, 2.5))
save(figure, __file__)
