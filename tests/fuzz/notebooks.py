"""Notebooks: of the right form, nearly so, and cut."""

import json

from fuzz.texts import HTML, MYST, PIECES, inputs, texts_like
from hypothesis import strategies as st

_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), PIECES),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(PIECES, inner, max_size=3)
    ),
    max_leaves=6,
)
_TYPES = st.sampled_from(
    "text/plain text/html text/markdown text/latex image/png image/jpeg image/svg+xml"
    " application/json application/javascript application/vnd.jupyter.widget-view+json"
    " application/vnd.plotly.v1+json text/x".split()
)
_LINES = st.one_of(HTML, PIECES, st.lists(PIECES, max_size=3), _JSON)
_OUTPUTS = st.one_of(
    st.fixed_dictionaries(
        {
            "output_type": st.sampled_from(["display_data", "execute_result"]),
            "data": st.dictionaries(_TYPES, _LINES, max_size=3),
            "metadata": st.just({}),
        }
    ),
    st.fixed_dictionaries({"output_type": st.just("stream"), "name": PIECES, "text": _LINES}),
    st.fixed_dictionaries(
        {
            "output_type": st.just("error"),
            "ename": PIECES,
            "evalue": PIECES,
            "traceback": st.lists(PIECES, max_size=3),
        }
    ),
    _JSON,
)
_CELLS = st.one_of(
    st.fixed_dictionaries(
        {
            "cell_type": st.sampled_from(["code", "markdown", "raw", "x"]),
            "source": st.one_of(MYST, HTML, _LINES),
            "metadata": st.one_of(st.just({}), st.just({"tags": ["hide-input"]}), _JSON),
            "outputs": st.lists(_OUTPUTS, max_size=3),
        }
    ),
    _JSON,
)
_WHOLE = st.fixed_dictionaries(
    {
        "cells": st.lists(_CELLS, max_size=4),
        "metadata": st.one_of(st.just({}), _JSON),
        "nbformat": st.sampled_from([4, 4, 4, 3, None]),
        "nbformat_minor": st.just(5),
    }
)
NOTEBOOK = st.one_of(_WHOLE.map(json.dumps), _JSON.map(json.dumps), texts_like(inputs("ipynb"), 1))
