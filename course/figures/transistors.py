"""What single lesions of a microprocessor's transistors did to three games."""

from style import BLUE, GREY, ORANGE, PALE, panels, save

TOTAL, NONE, ALL = 3510, 1565, 1560
SOME = TOTAL - NONE - ALL
PARTS = [
    ("no game\naffected", NONE, PALE),
    ("some games\nfail", SOME, ORANGE),
    ("every game\nfails", ALL, BLUE),
]
figure, ax = panels(1.9)
left = 0
for name, count, colour in PARTS:
    ax.barh(0, count, left=left, color=colour, height=0.5, edgecolor="white")
    ax.text(
        left + count / 2,
        0,
        f"{count:,}",
        ha="center",
        va="center",
        color="white" if colour == BLUE else "#222222",
        weight="bold",
    )
    ax.text(left + count / 2, 0.36, name, ha="center", va="bottom", color=GREY)
    left += count
ax.set(xlim=(0, TOTAL), ylim=(-0.3, 0.95), yticks=(), xlabel="transistors, each removed alone")
ax.spines["left"].set_visible(False)
save(figure, __file__)
