"""What the lessons on structure (weeks 0 to 3) calculate."""

from math import atan, comb, degrees, erfc, exp, log, pi, radians, sin, sqrt

from lesson_words import Said


def _why_neuroscience() -> list[Said]:
    return [
        (r"{5 \;\text{ms}} = #", ".0f", 500 / 5),
        ("takes # billion steps", ".1f", 3e9 * 0.5 / 1e9),
        ("within 100 ms has # steps", "s", {20: "twenty"}[100 // 5]),
    ]


def _challenges() -> list[Said]:
    brain = 20 * 28 * 365 * 24 / 1000
    heard = 30_000 * 365
    return [
        (r"\approx # \;\text{games}", "s", f"{round(5 * 365 * 28, -3):,d}".replace(",", "{,}")),
        (r"\text{h} \approx # \;\text{kWh}", "s", "4{,}900" if round(brain, -2) == 4900 else "?"),
        ("this comes to # kWh", ",d", 1000 * 72),
        ("kWh: # brains' worth", "s", {15: "fifteen"}[round(72_000 / brain)]),
        ("that is # million", ".0f", heard * 20 / 1e6),
        ("some # years", ",.0f", round(1e13 / heard, -5)),
        ("two bits, # gigabytes", ".1f", 6e9 * 2 / 8 / 1e9),
        ("move the score by # times", ",.0f", 150_000 / 100),
    ]


def _history() -> list[Said]:
    values = {"cue": 0.0, "wait": 0.0, "reward": 0.0, "end": 0.0}
    errors = []
    for _ in range(3):
        for now, following in (("cue", "wait"), ("wait", "reward"), ("reward", "end")):
            error = (now == "reward") + values[following] - values[now]
            values[now] += error / 2
            errors.append(error)
    return [
        (r"is worth 0.5, so $\delta = #$", ".1f", errors[4]),
        (r"$V(\text{wait})$ becomes #.", ".2f", errors[4] / 2),
        (r"At *cue* $\delta = #$", ".2f", errors[6]),
        (r"$V(\text{cue})$ becomes #.", ".3f", values["cue"]),
        (r"0.75 - 0.25 = #$", ".1f", errors[7]),
        ("at *reward*, #.", ".2f", errors[8]),
    ]


def _neuron_structure() -> list[Said]:
    star, chain, path = 2 * sqrt(5), sqrt(5) + 2, sqrt(5)
    x = 2 - 1 / sqrt(3)
    arm = sqrt((2 - x) ** 2 + 1)
    fork, way = x + 2 * arm, x + arm
    return [
        (r"$L = 2\sqrt5 = #$", ".2f", star),
        (r"$D = \sqrt5 = #$", ".2f", path),
        (r"$L = \sqrt5 + 2 = #$", ".2f", chain),
        ("so $D = #$.", ".2f", (path + chain) / 2),
        (r"\approx # ,", ".3f", 1 / sqrt(3)),
        ("so $x = #$", ".2f", x),
        ("$L = #$ and $D", ".2f", fork),
        ("$D = 1.42 + # = 2.58$", ".2f", arm),
        ("$D = 1.42 + 1.15 = #$", ".2f", way),
        ("the star costs # and the fork 3.15", ".2f", (star + path) / 2),
        ("and the fork #, so", ".2f", (fork + way) / 2),
        ("the costs are # and 2.69", ".2f", 0.1 * star + 0.9 * path),
        ("the costs are 2.46 and #,", ".2f", 0.1 * fork + 0.9 * way),
    ]


def _neuron_function() -> list[Said]:
    body, room = (1000 * 8.314 * kelvin / 96485 for kelvin in (310.15, 293.15))
    k, na = room * log(20 / 400), room * log(440 / 50)
    area = pi * (20e-4) ** 2
    charge = 1e-6 * area * 0.1
    litres = pi / 6 * (20e-5) ** 3
    ions, held = charge / 1.602e-19, 0.140 * litres * 6.022e23
    return [
        ("$RT/F$ is # mV", ".1f", body),
        ("a ratio of ten # mV", ".0f", body * log(10)),
        ("$RT/F = #$ mV", ".1f", room),
        (r"\tfrac{20}{400} = #", ".1f", k),
        (r"\tfrac{440}{50} = +#", ".1f", na),
        ("54.9)/21 = #$ mV", ".1f", (20 * k + na) / 21),
        (r"surface is $# \times 10^{-5}$ cm²", ".2f", area * 1e5),
        (r"\Delta v = # \times 10^{-12}$", ".2f", charge * 1e12),
        ("which is # million ions", ".1f", ions / 1e6),
        (r"holds $# \times 10^{-12}$ litres", ".1f", litres * 1e12),
        (r"some $# \times 10^{11}$", ".1f", held / 1e11),
        ("one in # has moved", ",.0f", round(held / ions, -3)),
        ("# % of the deflection is left", ".0f", 100 * exp(-1)),
        ("still holds # % of an input", ".0f", 100 * exp(-20 / 40)),
        ("one with 10 ms holds # %", ".0f", 100 * exp(-20 / 10)),
    ]


def _interval(current: float, threshold: float = 1.0) -> float:
    return 10 * log(current / (current - threshold))


def _adapted() -> tuple[float, float]:
    """Return the final interval and threshold of the adapting neuron of the figure."""
    low, high = 1.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        threshold = 1 + 0.18 * exp(-middle / 100) / (1 - exp(-middle / 100))
        late = threshold >= 2.2 or _interval(2.2, threshold) > middle
        low, high = (middle, high) if late else (low, middle)
    return middle, threshold


def _noisy_rate(current: float, spread: float, steps: int = 5000) -> float:
    """Return spikes a second of a leaky neuron with noise and a time constant of 10 ms."""
    low, high = -current / (sqrt(2) * spread), (1 - current) / (sqrt(2) * spread)
    width = (high - low) / steps
    middles = (low + (step + 0.5) * width for step in range(steps))
    return 1 / (0.01 * sqrt(pi) * width * sum(exp(x * x) * erfc(-x) for x in middles))


def _abstract_models() -> list[Said]:
    final, threshold = _adapted()
    return [
        *(
            (f"* - {current:.2f} - {_interval(current):.1f} ms - #", ".0f", rate)
            for current in (1.01, 1.1, 1.5, 3)
            if (rate := 1000 / _interval(current))
        ),
        ("already gives # spikes a second", ".0f", 1000 / _interval(1.01)),
        ("At $I = 3$ this gives #,", ".0f", 1000 * (3 - 0.5) / 10),
        ("per ms, # spikes a second", ".0f", 1000 / (_interval(3) + 2)),
        (r"the leaky one $q^2 \nu \times #$ ms", ".0f", 10 / 2),
        ("it fires # spikes a second, and", ".1f", _noisy_rate(0.9, 0.1)),
        (r"with $\sigma = 0.3$ it fires #.", ".1f", _noisy_rate(0.9, 0.3)),
        ("the three rates are #,", ".0f", 1000 / _interval(2)),
        ("the three rates are 144, # and", ".0f", _noisy_rate(2, 0.1)),
        ("the three rates are 144, 145 and #:", ".0f", _noisy_rate(2, 0.3)),
        ("the first interval is # ms", ".1f", _interval(2.2)),
        ("a final one of # ms", ".1f", final),
        ("the threshold at # at each", ".2f", threshold),
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


def _synapses_1() -> list[Said]:
    share = [100 * 0.8, 100 * 0.2]
    return [
        ("A hundred layers make the axon # times as fast", "s", {10: "ten"}[round(sqrt(100))]),
        (r"(80 + 320) = #\, \sigma^2", "d", 80 + 20 * 4**2),
        (r"standard deviation is $#\, \sigma w$. Compare", ".0f", sqrt(share[0] + share[1] * 16)),
        (r"standard deviation is $#\, \sigma w$. The cell", ".0f", sqrt(sum(share))),
        (r"w r = #\, w r$", ".1f", 80 * 1.01 - 20 * 4 * 0.99),
    ]


def _synapses_2() -> list[Said]:
    n, p, q = 5, 0.3, 0.4
    mean, spread = n * p * q, sqrt(n * p * (1 - p)) * q
    return [
        (r"0.3 \times 0.4 = #$ mV", ".2f", mean),
        (r"\times 0.4 = #$ mV, and it fails", ".2f", spread),
        ("$0.7^5 = #$ %", ".0f", 100 * (1 - p) ** n),
        ("$1.5/0.7 = #$", ".1f", n * p / (1 - p)),
        ("$0.4^5 = #$ %", ".0f", 100 * 0.4**n),
        ("$3/0.4 = #$", ".1f", n * 0.6 / 0.4),
        ("a mean of # mV", ".0f", 100 * mean),
        ("a standard deviation of # mV. One", ".1f", 10 * spread),
        ("varies by # % of its mean", ".0f", 100 * spread / mean),
        ("a hundred together by # %", ".0f", 10 * spread / mean),
    ]


def _networks() -> list[Said]:
    satisfied = 2 * sum(comb(3, k) for k in range(3))
    skew = radians(100) * 0.010
    return [
        (r"2\,(1 + 3 + 3) = #$ of 16", "d", satisfied),
        (r"\tan\psi = #$", ".4f", skew),
        ("a skew of # degree", "s", {1: "one"}[round(degrees(atan(skew)))]),
        ("that would be # patterns", ",d", 2 * 100_000),
    ]


def _connectome() -> list[Said]:
    worm, maggot, fly = (302, 5600), (3016, 548_000), (139_255, 54.5e6)
    voxels = 1e18 / (4 * 4 * 40)
    return [
        (r"4 \times 40 = #$ nm³", "d", 4 * 4 * 40),
        (r"has $# \times 10^{15}$ of them", ".1f", voxels / 1e15),
        ("500 mm³: # *exabytes*", ".1f", 500 * voxels / 1e18),
        ("or # zettabytes", ".1f", 1.2e6 * voxels / 1e21),
        ("the worm has # for each neuron", ".0f", worm[1] / worm[0]),
        ("the maggot #, the adult", ".0f", maggot[1] / maggot[0]),
        ("the adult fly #, and", ".0f", fly[1] / fly[0]),
        ("you between # and 11,600", ",.0f", round(1e14 / 86e9, -2)),
        ("1,200 and #.", ",.0f", round(1e15 / 86e9, -2)),
        *(
            (f"{before}#{after}", spec, 100 * synapses / (neurons * (neurons - 1)))
            for (neurons, synapses), before, after, spec in (
                (worm, "density {eq}`eq-density`: ", " %, 6.0 %", ".1f"),
                (maggot, "6.2 %, ", " % and", ".1f"),
                (fly, "6.0 % and ", " %.", ".2f"),
            )
        ),
        ("would need some # partners", ",.0f", round(0.06 * fly[0], -2)),
    ]


def _humans() -> list[Said]:
    return [
        (r"{0.16 + 0.24} = # .", ".2f", 0.16 / (0.16 + 0.3 * 0.8)),
        ("the same calculation would give # %", ".0f", 100 * 0.16 / (0.16 + 0.03 * 0.8)),
        ("with four groups, #.", ".2f", 1 - 1 / 4),
    ]


LESSONS = {
    "week-0/why-neuroscience": _why_neuroscience,
    "week-0/history": _history,
    "week-0/challenges": _challenges,
    "week-1/neuron-structure": _neuron_structure,
    "week-1/neuron-function": _neuron_function,
    "week-1/abstract-models": _abstract_models,
    "week-1/biophysical-models": _biophysical_models,
    "week-2/synapses-1": _synapses_1,
    "week-2/synapses-2": _synapses_2,
    "week-2/networks": _networks,
    "week-2/synapse-models": _synapse_models,
    "week-2/network-models": _network_models,
    "week-3/connectome": _connectome,
    "week-3/humans": _humans,
}
