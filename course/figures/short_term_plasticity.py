"""The short-term plasticity model as a depressing and as a facilitating synapse."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

STEP, TAU = 0.1, 15.0
time = np.arange(0, 700, STEP)
spikes = np.r_[np.arange(50, 400, 40), 620.0]
CASES = [("Depression", 0.5, 250.0, 20.0), ("Facilitation", 0.12, 30.0, 400.0)]

figure, axes = panels(3.9, 2, 2, sharex=True, sharey="row")
for column, (title, jump, tau_d, tau_f) in enumerate(CASES):
    x, u, v = 1.0, 0.0, 0.0
    trace = np.empty((3, len(time)))
    for i, now in enumerate(time):
        x += STEP / tau_d * (1 - x)
        u -= STEP / tau_f * u
        v -= STEP / TAU * v
        if np.any(np.isclose(spikes, now, atol=STEP / 3)):
            u += jump * (1 - u)
            v += u * x
            x -= u * x
        trace[:, i] = x, u, v
    top, bottom = axes[:, column]
    top.plot(time, trace[0], color=BLUE)
    top.plot(time, trace[1], "--", color=ORANGE)
    top.set(title=title, ylim=(0, 1.08), yticks=(0, 1))
    bottom.plot(time, trace[2], color="#222222")
    bottom.plot(spikes, np.full(len(spikes), -0.05), "|", color=GREY, ms=8, mew=1.5)
    bottom.set(xlabel="Time (ms)", xlim=(0, 700), yticks=(0, 0.5), ylim=(-0.09, 0.62))
axes[0, 0].text(130, 0.86, "$x$: available", color=BLUE, fontsize=10.5)
axes[0, 1].text(400, 0.16, "$u$: released", color=OCHRE, fontsize=10.5)
axes[1, 0].set_ylabel("response $v$")
axes[0, 0].set_ylabel("share")
save(figure, __file__)
