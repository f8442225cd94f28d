"""Power and practice in the match between AlphaGo and Lee Sedol, on logarithmic axes."""

from style import BLUE, GREY, ORANGE, panels, save

figure, axes = panels(4.2, 2, 1, height_ratios=(3, 2))
POWER = [
    ("Human brain", 20, 20, BLUE),
    ("AlphaGo Zero, 2017", 1e3, 2e3, ORANGE),
    ("AlphaGo, 2016", 1e5, 1e6, ORANGE),
]
for row, (name, low, high, colour) in enumerate(POWER):
    axes[0].barh(row, high, color=colour, height=0.55, alpha=0.35)
    axes[0].barh(row, low, color=colour, height=0.55)
    axes[0].text(1.3, row + 0.5, name, va="center", fontsize=10.5)
axes[0].set(xscale="log", xlim=(1, 3e6), ylim=(-0.5, 2.9), yticks=(), title="Power (W)")
GAMES = [("Lee Sedol, if five games a day", 5e4, BLUE), ("AlphaGo Zero, self-play", 4.9e6, ORANGE)]
for row, (name, count, colour) in enumerate(GAMES):
    axes[1].barh(row, count, color=colour, height=0.55)
    axes[1].text(1.3e2, row + 0.5, name, va="center", fontsize=10.5)
axes[1].set(xscale="log", xlim=(1e2, 3e7), ylim=(-0.5, 1.9), yticks=(), title="Games played")
axes[0].text(1.6e6, 0, "pale: upper estimate", color=GREY, fontsize=10, ha="right", va="center")
for ax in axes:
    ax.spines["left"].set_visible(False)
save(figure, __file__)
