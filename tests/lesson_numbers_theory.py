"""What the lessons on theory and the future (weeks 6 to 9) calculate."""

from math import comb, exp, log, tanh

from lesson_words import Said


def _decided(bound: float, drift: float = 1.2) -> tuple[float, float]:
    """Return the share of correct decisions and the mean time of a drift-diffusion model."""
    return 1 / (1 + exp(-2 * drift * bound)), bound / drift * tanh(drift * bound)


def _majority(right: float, at_least: float) -> int:
    """Return how many observations a majority needs to be right ``at_least`` so often."""
    n = 1
    while (
        sum(comb(n, k) * right**k * (1 - right) ** (n - k) for k in range(n // 2 + 1, n + 1))
        < at_least
    ):
        n += 2
    return n


def _decision_making() -> list[Said]:
    (right, time), (hasty, soon), (careful, late) = map(_decided, (1, 0.5, 2))
    test = 1 / (1 + (0.4 / 0.6) ** 6)
    final = 6 * (2 * test - 1)
    return [
        ("$P = #$ and", ".3f", right),
        (r"\langle T \rangle = #$ s", ".2f", time),
        ("the model needs # s and is right in 77 %", ".2f", soon),
        ("is right in # % of trials; double", ".0f", 100 * hasty),
        ("it needs # s and is right in 99 %", ".2f", late),
        ("needs 1.64 s and is right in # %", ".0f", 100 * careful),
        (r"\log(0.6/0.4) = #$", ".3f", log(1.5)),
        (r"\log 9 = #$", ".3f", log(9)),
        ("which is # pieces", ".1f", log(9) / log(1.5)),
        (r"(0.6/0.4)^6 = #$", ".1f", 1.5**6),
        ("so $P = #$", ".3f", test),
        (r"0.919 - 1) = #$", ".2f", final),
        (r"5.03/0.2 = #$", ".1f", final / 0.2),
        ("she needs #.", "d", _majority(0.6, test)),
    ]


LESSONS = {
    "week-7/decision-making": _decision_making,
}
