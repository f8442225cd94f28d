"""The mark of the site: one spike that turns into a network's edge."""

import matplotlib.pyplot as plt
from style import BLUE, ORANGE, save

figure = plt.figure(figsize=(1, 1), layout="none")
axes = figure.add_axes((0, 0, 1, 1))
axes.set(xlim=(0, 10), ylim=(0, 10))
axes.set_axis_off()
figure.patch.set_alpha(0)
axes.plot(
    [0.9, 3.1, 4.3, 5.5, 6.6, 8.2],
    [4.2, 4.2, 8.9, 1.6, 4.6, 4.6],
    color=BLUE,
    lw=6.5,
    solid_joinstyle="round",
)
axes.plot(8.6, 4.6, "o", color=ORANGE, ms=15)
save(figure, __file__)
