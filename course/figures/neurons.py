"""The model neurons that several figures simulate."""

import numpy as np


def lif(current, step=0.1, tau=10.0, *, leak=True):
    """Return potential and spike times (ms) of a (leaky) integrate-and-fire neuron.

    ``current`` has one value a step, in units of the threshold, which is 1; reset is to 0.
    """
    v, trace, spikes = 0.0, np.empty(len(current)), []
    for i, value in enumerate(current):
        v += step / tau * (value - v * leak)
        trace[i] = v
        if v > 1:
            spikes.append(i * step)
            v = 0.0
    return trace, np.array(spikes)


def hodgkin_huxley(current, step=0.01):
    """Return potential (mV) and gates m, h, n of Hodgkin and Huxley's squid axon (1952).

    ``current`` is in microamperes a square centimetre, one value a step (ms).
    Rates are written for a resting potential of -65 mV.
    """
    v = -65.0
    m, h, n = 0.0529, 0.5961, 0.3177
    out = np.empty((4, len(current)))
    for i, value in enumerate(current):
        am = 0.1 * (v + 40) / (1 - np.exp(-(v + 40) / 10))
        bm = 4 * np.exp(-(v + 65) / 18)
        ah = 0.07 * np.exp(-(v + 65) / 20)
        bh = 1 / (1 + np.exp(-(v + 35) / 10))
        an = 0.01 * (v + 55) / (1 - np.exp(-(v + 55) / 10))
        bn = 0.125 * np.exp(-(v + 65) / 80)
        ions = 120 * m**3 * h * (v - 50) + 36 * n**4 * (v + 77) + 0.3 * (v + 54.4)
        v += step * (value - ions)
        m += step * (am * (1 - m) - bm * m)
        h += step * (ah * (1 - h) - bh * h)
        n += step * (an * (1 - n) - bn * n)
        out[:, i] = v, m, h, n
    return out
