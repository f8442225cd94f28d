"""The numbers that lessons calculate: each is computed here and looked up in the lesson's text.

In the words, ``#`` is the number, printed as the format says. Numbers that lessons quote from
papers are not here; the text cites where they come from.
"""

from collections.abc import Sequence
from math import atan, comb, degrees, exp, log, pi, sin, sqrt, tanh

import pytest
from conftest import ROOT

COURSE = ROOT / "course"

Said = tuple[str, str, float | str]
"""Words of a lesson with one ``#``, the format of the number, and the number."""


def _network_models() -> list[Said]:
    delay = 0.0875 / 343
    window = 2 * log(0.65 / 0.35)
    population = sum(
        0.2 + 12 * exp(-((150 - (-600 + 30 * i)) ** 2) / (2 * 180**2)) for i in range(41)
    )
    votes = [(-200, 1), (-100, 3), (0, 5), (100, 4), (200, 2)]
    spikes = sum(n for _, n in votes)
    worth = [n / (1 + (n - 1) * 0.1) for n in (100, 1000)]
    return [
        (r"gives # µs, close to the 650 µs", ".0f", 1e6 * delay * (pi / 2 + sin(pi / 2))),
        ("changes by # µs for each degree", ".1f", 1e6 * delay * 2 * pi / 180),
        ("hence a window of # ms", ".2f", window),
        ("half a millisecond apart reach # and", ".2f", 0.65 * exp(-0.5 / 2) + 0.65),
        ("3 ms apart reach only #.", ".2f", 0.65 * exp(-3 / 2) + 0.65),
        ("fire about # spikes in all", ".0f", round(population, -1)),
        ("a standard deviation of about # µs", ".0f", 180 / sqrt(population)),
        (r"= # \;\text{µs}", ".0f", sum(place * n for place, n in votes) / spikes),
        (r"$100/\sqrt{15} \approx #$ µs", ".0f", 100 / sqrt(spikes)),
        ("a hundred neurons are worth # independent ones", ".1f", worth[0]),
        ("a thousand are worth # (", ".1f", worth[1]),
        ("the mean is # thresholds", ".0f", 0.1 * 1000 * 5 * 0.020),
        ("the standard deviation #: hopelessly", ".2f", sqrt(0.1**2 * 100 / 2)),
        ("add to a standard deviation of #, exactly", ".1f", sqrt(2 * 0.1**2 * 100 / 2)),
    ]


def _released(rise: float, tau_d: float, tau_f: float, gap: float = 40.0) -> list[float]:
    """Return what each of four spikes releases, ``gap`` ms apart."""
    x, u, released = 1.0, 0.0, []
    for _ in range(4):
        u += rise * (1 - u)
        released.append(u * x)
        x -= u * x
        x, u = 1 - (1 - x) * exp(-gap / tau_d), u * exp(-gap / tau_f)
    return released


def _synapse_models() -> list[Said]:
    tired, warm = _released(0.5, 250, 20), _released(0.12, 30, 400)
    unblocked = [1 / (1 + exp(-v / 16.13) / 3.57) for v in (-70, -20)]
    return [
        (r"e^{-40/250} = #$, while", ".3f", 1 - 0.5 * exp(-40 / 250)),
        (r"e^{-40/20} = #$ and", ".3f", 0.5 * exp(-40 / 20)),
        (r"(1 - 0.068) = #$", ".3f", 0.5 * exp(-2) + 0.5 * (1 - 0.5 * exp(-2))),
        ("the second release is #.", ".3f", tired[1]),
        *(
            (f"* - {name} - {first:.3f} - #", ".3f", second)
            for name, first, second in zip(
                ("first", "second", "third", "fourth"), tired, warm, strict=True
            )
        ),
        ("lifts the cell by # mV, to", ".1f", 70 * 2 / 12),
        ("to $-#$ mV", ".1f", 70 - 70 * 2 / 12),
        ("lifts the cell by # mV only", ".1f", 70 * 2 / 22),
        (r"only # % of the channels", ".0f", 100 * unblocked[0]),
        (r"but # % do at $-20$ mV", ".0f", 100 * unblocked[1]),
    ]


def _gate(v: float) -> tuple[float, float]:
    """Return the opening and the closing rate of Hodgkin and Huxley's potassium gate."""
    return 0.01 * (v + 55) / (1 - exp(-(v + 55) / 10)), 0.125 * exp(-(v + 65) / 80)


def _biophysical_models() -> list[Said]:
    (up, down), (fast_up, fast_down) = _gate(-65), _gate(-20)
    rest, held = up / (up + down), fast_up / (fast_up + fast_down)
    soon = held - (held - rest) * exp(-(fast_up + fast_down))
    return [
        (r"}{1 - e^{1}} = #,", ".3f", up),
        (r"0.125) = #$ and $\tau_n", ".3f", rest),
        (r"1/0.183 = #$ ms", ".1f", 1 / (up + down)),
        (r"only $n^4 = #$ of the channels", ".3f", rest**4),
        ("The opening rate rises to # and", ".3f", fast_up),
        ("the closing rate falls to #, so", ".3f", fast_down),
        (r"$n_\infty = #$ and", ".3f", held),
        (r"$\tau_n = #$ ms. In the end", ".1f", 1 / (fast_up + fast_down)),
        (r"In the end $n^4 = #$", ".3f", held**4),
        (r"e^{-1/2.3} = #$", ".3f", soon),
        (r"and $n^4 = #$ has reached", ".3f", soon**4),
        (r"\times 12 = #$ µA/cm²", ".1f", 36 * rest**4 * 12),
        (r"has $\lambda = #$ mm", ".2f", 10 * sqrt(20000 / 150 * 2e-4 / 4)),
    ]


def _rate_based_models() -> list[Said]:
    w = (1.0, 0.0)
    path = []
    for _ in range(3):
        c = (w[0] + 0.6 * w[1], 0.6 * w[0] + w[1])
        y2 = w[0] * c[0] + w[1] * c[1]
        w = (w[0] + 0.1 * (c[0] - y2 * w[0]), w[1] + 0.1 * (c[1] - y2 * w[1]))
        path.append(w)
    return [
        (r"The weights become $(1, #)$", ".2f", path[0][1]),
        (r"then $(#, 0.120)$", ".3f", path[1][0]),
        (r"then $(0.996, #)$", ".3f", path[1][1]),
        (r"then $(#, 0.178)$", ".3f", path[2][0]),
        (r"then $(0.988, #)$", ".3f", path[2][1]),
        (r"$e^{-2.4} = #$", ".3f", exp(-2 * 1.2)),
        ("the weights are #° off", ".1f", degrees(atan(exp(-2 * 1.2)))),
        ("would have taken # times as long", "s", {6: "six"}[round(1.2 / 0.2)]),
    ]


def _repeated(period: float, delay: float = 10.0) -> float:
    """Return the change of weight for each repetition of a pair, over all pairs."""
    forward = sum(exp(-(delay + k * period) / 17) for k in range(300))
    backward = sum(0.8 * exp(-(k * period - delay) / 34) for k in range(1, 300))
    return forward - backward


def _stdp() -> list[Said]:
    return [
        (r"$e^{-15/17} = +#$", ".2f", exp(-15 / 17)),
        (r"e^{-25/34} = -#$", ".2f", 0.8 * exp(-25 / 34)),
        ("1,000 ms - +#", ".2f", _repeated(1000)),
        ("- 100 ms - +#", ".2f", _repeated(100)),
        ("- 50 ms - +#", ".2f", _repeated(50)),
        ("- 20 ms - −#", ".2f", -_repeated(20)),
        (r"$0.8 \times 34 = #$ against 17", ".0f", 0.8 * 34),
        (r"$-0.0112 \times 20 = -#$", ".3f", 0.0112 * 20),
    ]


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
    "week-1/biophysical-models": _biophysical_models,
    "week-2/network-models": _network_models,
    "week-2/synapse-models": _synapse_models,
    "week-4/rate-based-models": _rate_based_models,
    "week-4/stdp": _stdp,
    "week-7/decision-making": _decision_making,
}


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_says_the_numbers_that_its_equations_give(lesson: str) -> None:
    text = " ".join((COURSE / f"{lesson}.md").read_text(encoding="utf-8").split())
    wrong = [words for words in _said(LESSONS[lesson]()) if words not in text]
    assert wrong == []


def _said(said: Sequence[Said]) -> list[str]:
    return [words.replace("#", format(number, spec)) for words, spec, number in said]
