"""The phases of an action potential, from the Hodgkin-Huxley equations."""

import numpy as np
from neurons import hodgkin_huxley
from style import BLUE, GREY, INK, PALE, panels, save

STEP = 0.01
time = np.arange(0, 16, STEP)
current = np.where((time > 1) & (time < 2), 20.0, 0.0)
v = hodgkin_huxley(current, STEP)[0]

figure, ax = panels(3.5)
ax.axhline(-65, color=GREY, lw=1, ls=":")
ax.plot(time, v, color=BLUE, lw=2.4)
ax.axvspan(1, 2, ymax=0.05, color=PALE)
ax.text(1.0, -97, "input", fontsize=10, color=GREY, va="center")
MARKS = [
    ("1", "past threshold, Na$^+$ flows in", (1.75, -40), (5.2, -20)),
    ("2", "Na$^+$ channels inactivate", (2.35, 40), (5.2, 38)),
    ("3", "K$^+$ flows out", (3.2, 5), (5.2, 10)),
    ("4", "below rest: refractory", (5.8, -76), (6.6, -88)),
    ("5", "back to rest", (13, -65), (11.5, -52)),
]
for number, text, place, words in MARKS:
    ax.annotate(
        f"{number}  {text}",
        place,
        words,
        va="center",
        color=INK,
        arrowprops={"arrowstyle": "-", "color": GREY, "lw": 1, "shrinkB": 2},
    )
ax.set(xlabel="Time (ms)", ylabel="Membrane\npotential (mV)", xlim=(0, 16), ylim=(-103, 55))
save(figure, __file__)
