"""One pixel of an event camera: brightness over time, frames of a camera, and events."""

import numpy as np
from style import BLUE, GREY, OCHRE, ORANGE, panels, save

time = np.arange(0, 200, 0.1)
brightness = 1.5 + 1.3 / (1 + np.exp(-(time - 60) / 2.5)) - 1.0 / (1 + np.exp(-(time - 128) / 4.0))
level = np.log(brightness)
CONTRAST = 0.09
reference, events = level[0], []
for now, value in zip(time, level, strict=True):
    while value - reference > CONTRAST:
        reference += CONTRAST
        events.append((now, 1))
    while reference - value > CONTRAST:
        reference -= CONTRAST
        events.append((now, -1))
on = [t for t, sign in events if sign > 0]
off = [t for t, sign in events if sign < 0]

figure, axes = panels(3.6, 3, 1, sharex=True, height_ratios=(2, 0.9, 1.1))
axes[0].plot(time, brightness, color=GREY, lw=2)
axes[0].set(title="Brightness at one pixel", yticks=(), ylim=(1.2, 3.1))
frames = np.arange(0, 200, 33.3)
axes[1].plot(frames, np.zeros(len(frames)), "s", color=GREY, ms=9)
axes[1].set(title="Camera, 30 frames a second: a value each time", yticks=(), ylim=(-1, 1))
axes[2].vlines(on, 0, 1, color=BLUE, lw=1.8)
axes[2].vlines(off, -1, 0, color=ORANGE, lw=1.8)
axes[2].axhline(0, color=GREY, lw=0.8)
axes[2].set(
    title="Event camera: only changes",
    yticks=(),
    xlabel="Time (ms)",
    xlim=(0, 200),
    ylim=(-1.1, 1.1),
)
axes[2].text(70, 0.3, "brighter", color=BLUE, fontsize=10.5)
axes[2].text(142, -0.8, "darker", color=OCHRE, fontsize=10.5)
save(figure, __file__)
