"""What the lessons on learning (weeks 4 and 5) calculate."""

from math import atan, ceil, degrees, exp, log

from lesson_words import Said


def _types_of_learning() -> list[Said]:
    return [
        ("the error is 0.8 and $V$ becomes #;", ".2f", 1 - 0.8**2),
        ("on the third, # and 0.488", ".2f", 0.8**2),
        ("on the third, 0.64 and #.", ".3f", 1 - 0.8**3),
        ("which is # after five trials", ".2f", 1 - 0.8**5),
        ("and # after ten", ".2f", 1 - 0.8**10),
        ("The error is $0 - 0.89 = #$", ".2f", -(1 - 0.8**10)),
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


def _edge(period: int) -> float:
    """Return the smallest weight at which the neuron fires with ``period``."""
    return (1 - exp(-0.1)) / (1 - exp(-0.1 * period))


def _not_differentiable() -> list[Said]:
    return [
        ("$\\lambda = e^{-0.1} = #$", ".3f", exp(-0.1)),
        ("For $k = 16$ these are # and", ".4f", _edge(16)),
        ("these are 0.1192 and #.", ".4f", _edge(15)),
        ("(3 - 6)^2 = #$", "d", (60 // 16 - 6) ** 2),
        ("the loss falls to # at once", "d", (60 // 15 - 6) ** 2),
        ("$w = 1 - \\lambda = #$", ".3f", 1 - exp(-0.1)),
    ]


def _limited_gradients() -> list[Said]:
    weights, times = (0.5, 0.8), (0.0, 1.0)
    total = sum(weights)
    out = (1 + sum(w * t for w, t in zip(weights, times, strict=True))) / total
    return [
        ("Its # recurrent weights", ",d", 300**2),
        ("below one per cent in # steps", "d", ceil(log(0.01) / log(0.7))),
        ("needs # steps for each layer", "d", 2**8 - 1),
        ("/ 1.3 = #$.", ".3f", out),
        ("$-1.385/1.3 = #$", ".2f", -(out - times[0]) / total),
        ("$-0.385/1.3 = #$", ".2f", -(out - times[1]) / total),
        ("$0.8/1.3 = #$", ".2f", weights[1] / total),
    ]


def _slope(below: float) -> float:
    """Return the surrogate derivative at a distance ``below`` the threshold."""
    s = 1 / (1 + exp(5 * below))
    return 5 * s * (1 - s)


def _surrogate_gradients() -> list[Said]:
    s = 1 / (1 + exp(-5 * 0.08))
    gradient = _slope(-0.08) * 1.8
    w = 0.6 - 0.05 * gradient
    return [
        ("below one per cent after # steps", "d", ceil(-20 * log(0.01))),
        ("the stand-in derivative is # at the threshold", ".2f", _slope(0)),
        ("# if the potential is 0.2 below it", ".2f", _slope(0.2)),
        ("and # if it is 1 below", ".2f", _slope(1)),
        (r"the sigmoid is $\sigma = #$", ".3f", s),
        (r"0.599 \times 0.401 = #$", ".2f", _slope(-0.08)),
        (r"$1.20 \times 1.8 = #$", ".2f", gradient),
        (r"0.05 \times 2.16 = #$", ".3f", w),
        ("Now $v^2 = #$", ".3f", 1.8 * w),
        ("or # MB", ".0f", 1e3 * 1e3 * 100 * 4 / 1e6),
    ]


LESSONS = {
    "week-4/types-of-learning": _types_of_learning,
    "week-4/rate-based-models": _rate_based_models,
    "week-4/stdp": _stdp,
    "week-5/not-differentiable": _not_differentiable,
    "week-5/limited-gradients": _limited_gradients,
    "week-5/surrogate-gradients": _surrogate_gradients,
}
