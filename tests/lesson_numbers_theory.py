"""What the lessons on theory and the future (weeks 6 to 9) calculate."""

from math import comb, erfc, exp, log, log2, sqrt, tanh

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
        (r"\tanh(\tfrac12 \log 9) = #$", ".1f", tanh(log(9) / 2)),
        (r"2.197/0.1 = #$", ".1f", log(9) / 0.1 * tanh(log(9) / 2)),
    ]


def _observing() -> list[Said]:
    bits = 384 * 30_000 * 10
    return [
        (r"30{,}000 \times 10 = #$ million bits", ".0f", bits / 1e6),
        ("or # MB, each second", ".1f", bits / 8e6),
        ("and # GB an hour", ".0f", bits / 8e9 * 3600),
        (r"0.002} = #\,\%", ".0f", 100 * (1 - exp(-20 * 5 * 0.002))),
        ("500 ms it is #.", ".3f", exp(-1 / (30 * 0.5))),
        ("holds about # million of them", "s", {2: "two"}[round(86e9 / 1.2e6 * 27 / 1e6)]),
        ("That is # neurons in a thousand", "s", {9: "nine"}[round(621_733 / 70e6 * 1000)]),
    ]


def _analysing() -> list[Said]:
    return [
        ("60 cells and 200 samples that is #,", ".2f", 60 / 200),
        ("at ten samples a second are # samples", ",d", 10 * 60 * 10),
        ("they are worth about #.", "d", 10 * 60 // 5),
        ("500 trials has # million numbers", ".0f", 300 * 100 * 500 / 1e6),
        (r"(300 + 100 + 500) = #$", "s", f"{10 * (300 + 100 + 500):,d}".replace(",", "{,}")),
        ("the noise is # against", ".2f", sqrt(20 / 1000)),
    ]


def _manipulating() -> list[Said]:
    both, only_a, only_b = 0.8, 0.6, 0.5
    return [
        ("$0.8 - 0.5 = #$", ".1f", both - only_b),
        ("$0.8 - 0.6 = #$", ".1f", both - only_a),
        ("Together that is #, and", ".1f", both - only_b + both - only_a),
        (r"(0.6 + 0.3) = #,", ".2f", (only_a + both - only_b) / 2),
        (r"(0.5 + 0.2) = #,", ".2f", (only_b + both - only_a) / 2),
        (r"0.3/\sqrt{1000} = #$", ".3f", 0.3 / sqrt(1000)),
    ]


def _introduction() -> list[Said]:
    arrivals = 8.6e10 * 7000
    each = 20 / arrivals
    return [
        ("saves # % of the energy", ".0f", 100 * (1 - (0.6 / 0.9) ** 2)),
        (r"= # \times 10^{14}$ times", ".1f", arrivals / 1e14),
        ("Divide: # femtojoules", ".0f", each * 1e15),
        ("# times as much, and 10", ".0f", round(25e-12 / each, -1)),
        ("a factor of #. *A limit.*", ",.0f", round(10e-9 / each, -5)),
        (r"\ln 2 = # \times 10^{-21}$", ".1f", 1.380649e-23 * 300 * log(2) * 1e21),
        ("in a year are # GW", ".0f", 415e12 / (365.25 * 24) / 1e9),
        ("that would run # billion brains", ".1f", 415e12 / (365.25 * 24) / 20 / 1e9),
        ("at $I = #$ operations a byte", ".0f", 300 / 2),
        ("a second, # % of what", ".1f", 100 * 2 / 300),
    ]


def _computing() -> list[Said]:
    bits = 20
    return [
        ("an address has # bits", "d", (10**6 - 1).bit_length()),
        ("the border is at # spikes a second", ".0f", 1 / (1e-3 * bits)),
        ("frames need # Mbit/s", ",.0f", 1e6 / 1e-3 / 1e6),
        ("Mbit/s and events #. At", ".0f", 1e6 * 10 * bits / 1e6),
        ("events need #. Sparse", ".0f", 1e6 * 1 * bits / 1e6),
        ("which is # ns here", ".0f", 0.5 * 50 / (2 * 0.5)),
        ("the wait is # µs", ".1f", 0.98 * 50 / (2 * 0.02) / 1000),
        ("spends # µW for each neuron", ".1f", 2600 / 1.15e9 * 1e6),
        ("86 billion, # *nano*watts", ".2f", 20 / 86e9 * 1e9),
    ]


def _sensing() -> list[Said]:
    return [
        ("that is up to # ms", ".0f", 1000 / 30),
        ("has moved by # cm", ".0f", 100 * 20 / 30),
        ("a change of about # %", ".0f", 100 * (exp(0.15) - 1)),
        (r"the logarithm by $\ln 20 = #$", ".1f", log(20)),
        ("the pixel sends # events", "d", int(log(20) / 0.15)),
        (r"$\ln 1.5 = #$", ".2f", log(1.5)),
        ("0.41$: # events", "d", int(log(1.5) / 0.15)),
        ("at 40 bits each, # Mbit/s", ".0f", 1e6 * 0.02 * 50 * 40 / 1e6),
        ("frames a second, # Mbit/s", ",.0f", 1e6 * 8 * 1000 / 1e6),
        ("moves at # pixels a second", ".0f", 1 / 0.002),
    ]


def _does_neuroscience_work() -> list[Said]:
    return [
        (r"\tfrac14}} = # .", ".2f", (1 / 8) / sqrt(3 / 16 / 4)),
        ("1,565 transistors, # %", ".0f", 100 * 1565 / 3510),
        ("5 %, and about # will pass", ".0f", 3510 * 0.05),
        ("there are # million pairs", ".1f", comb(3510, 2) / 1e6),
        ("and # billion triples", "s", {7: "seven"}[round(comb(3510, 3) / 1e9)]),
    ]


def _poisson_entropy(mean: float) -> float:
    """Return the entropy of a Poisson count, in bits."""
    entropy, chance = 0.0, exp(-mean)
    for k in range(60):
        entropy -= chance * log2(chance)
        chance *= mean / (k + 1)
    return entropy


def _spike_or_not(chance: float) -> float:
    return -chance * log2(chance) - (1 - chance) * log2(1 - chance)


def _what_are_spikes_for() -> list[Said]:
    slip = erfc(0.5 / 0.11 / sqrt(2)) / 2
    return [
        ("needs noise of # standard deviations", ".1f", 0.5 / 0.11),
        (r"$\epsilon = # \times 10^{-6}$", ".1f", slip * 1e6),
        (r"with a probability of $# \times 10^{-5}$", ".1f", 5e4 * (1 - (1 - 2 * slip) ** 20)),
        (r"\sqrt{20} = #$", ".2f", 0.11 * sqrt(20)),
        ("spikes, is # bits", ".2f", _poisson_entropy(1)),
        (r"0.95 = # \;\text{bits}", ".3f", _spike_or_not(0.05)),
        ("the twenty together have # bits", ".1f", 20 * _spike_or_not(0.05)),
        ("With bins of 1 ms it would be #.", ".1f", 100 * _spike_or_not(0.01)),
        ("multiplies it by #.", "s", {21: "twenty-one"}[round(1 + 1999 * 0.01)]),
    ]


LESSONS = {
    "week-6/observing": _observing,
    "week-6/analysing": _analysing,
    "week-6/manipulating": _manipulating,
    "week-7/decision-making": _decision_making,
    "week-8/introduction": _introduction,
    "week-8/computing": _computing,
    "week-8/sensing-and-applications": _sensing,
    "week-9/does-neuroscience-work": _does_neuroscience_work,
    "week-9/what-are-spikes-for": _what_are_spikes_for,
}
