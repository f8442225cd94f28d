"""Files that programs write and strangers change: lock, schedules, styles, drawings, outputs."""

import json
from collections.abc import Mapping

from hypothesis import strategies as st

Courses = st.SearchStrategy[dict[str, str]]

_STRINGS = st.sampled_from(
    (
        *('"a"', '""', '"10.5555/a"', '"youtube:dQw4w9WgXcQ"', '"\\ud800"', '"\\udc00\\ud800"'),
        *('"\\u0000"', '"<b>"', '"javascript:x"', '"https://x.example/p"', '"/p"', '"2026-01-01"'),
        *('"book"', '"\\u202e"', '"a\\nb"', '"é"', '"10:00"', '"page"', '"y"'),
    )
)
_NUMBERS = st.sampled_from(
    (
        *("0", "-1", "1e999", "-1e999", "1e-999", "NaN", "Infinity", "0.1", "5000000000"),
        *("9" * 30, "9" * 200, "9" * 5_000, "2020", "-0", "1E5"),
    )
)
_LEAVES = st.one_of(_STRINGS, _NUMBERS, st.sampled_from(("null", "true", "false", "[", "", "{]")))


def _object(keys: st.SearchStrategy[str], values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(keys, values), max_size=5)
    return pairs.map(lambda found: "{" + ",".join(f"{k}:{v}" for k, v in found) + "}")


def _json(*names: str) -> st.SearchStrategy[str]:
    """Return JSON, and what nearly is, whose objects have keys of these names."""
    keys = st.one_of(st.sampled_from([json.dumps(name) for name in names]), _STRINGS)
    return st.recursive(
        _LEAVES,
        lambda inner: st.one_of(
            _object(keys, inner),
            st.lists(inner, max_size=3).map(lambda found: "[" + ",".join(found) + "]"),
        ),
        max_leaves=8,
    )


_ITEM = _json(
    *("id", "type", "title", "author", "family", "given", "issued", "date-parts", "raw", "DOI"),
    *("URL", "page", "volume", "container-title", "literal", "editor", "language"),
)
CITATIONS = _object(st.just('"10.5555/a"'), _ITEM)
VIDEO = _json("title", "author", "duration", "uploaded", "thumbnail", "url", "html")
VIDEOS = _object(st.just('"youtube:dQw4w9WgXcQ"'), VIDEO)
XREF = _json("references", "identifier", "kind", "url", "html_id", "data", "version")

_LINES = st.lists(
    st.sampled_from(
        (
            *(
                "y std:label -1 p.html#$ Y",
                "a py:function 1 p.html a b c",
                "a b c d e",
                "",
                "1 1 1 1",
            ),
            *(
                "a" + " " * 50 + "1",
                "x" * 300,
                "a : 1 $ -",
                "a py:x 1  -",
                "\t1\t1\t1\t1",
                "é x 1 $ -",
            ),
        )
    ),
    max_size=6,
)
_SCHEDULE = st.recursive(
    st.sampled_from(
        (
            *("a", "2026-01-01", "9990-12-31", "0001-01-01", '"10:00"', '"24:00"', "5000000000"),
            *("9" * 30, "1 h 30 min", "999 h", "-5", "~", "Europe/London", "../x", '"a\\r\\nb"'),
            *('"\\ud800"', '"\\e[0m"', "index.md", "https://x.example/", "javascript:x"),
        )
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda found: "[" + ", ".join(found) + "]"),
        st.lists(
            st.tuples(
                st.sampled_from(
                    "title timezone weeks start sessions date minutes page url description".split()
                ),
                inner,
            ),
            max_size=5,
        ).map(lambda found: "{" + ", ".join(f"{k}: {v}" for k, v in found) + "}"),
    ),
    max_leaves=12,
)


def _elements(
    names: str, attributes: Mapping[str, tuple[str, ...]], texts: tuple[str, ...], most: int
) -> st.SearchStrategy[str]:
    """Return XML-like text: elements of these names with these attributes, mostly well formed."""
    pair = st.sampled_from(
        [f' {name}="{value}"' for name, values in attributes.items() for value in values]
    )
    opened = st.lists(pair, max_size=3, unique_by=lambda one: one.split("=")[0]).map("".join)

    def element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        parts = st.tuples(
            st.sampled_from(names.split()), opened, st.lists(inner, max_size=4), st.booleans()
        )
        return parts.map(
            lambda one: f"<{one[0]}{one[1]}>{''.join(one[2])}" + (f"</{one[0]}>" if one[3] else "")
        )

    return st.recursive(st.sampled_from(texts), element, max_leaves=most)


_MACROS = tuple(f"m{number}" for number in range(4))
_CSL = _elements(
    "text names name group choose if else-if else date date-part number label sort key",
    {
        "macro": _MACROS,
        "variable": ("title", "author", "issued", "page", "nothing"),
        "name": ("day", "month", "year", *_MACROS),
        "type": ("book", "x"),
        "form": ("short", "long", "numeric"),
        "delimiter": (", ", "&amp;"),
        "prefix": ("(", "&lt;script&gt;"),
        "et-al-min": ("3", "-1", "9999999999"),
    },
    ("", "x", "&amp;", "<text value='y'/>", "<text macro='m1'/>", "<text macro='m2'/>"),
    10,
)


def _style(parts: list[str]) -> str:
    macros = "".join(f'<macro name="m{n}">{part}</macro>' for n, part in enumerate(parts[2:]))
    return (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info>'
        f"<title>x</title><id>x</id><updated>2020-01-01T00:00:00+00:00</updated></info>{macros}"
        f"<citation><layout>{parts[0]}</layout></citation>"
        f"<bibliography><layout>{parts[1]}</layout></bibliography></style>"
    )


_SVG = _elements(
    "g use rect path style a image pattern defs marker script foreignObject animate text",
    {
        "id": ("a", "b", "c"),
        "href": ("#a", "#b", "#c", "x.svg#a", "https://x.example", "data:image/png;base64,x"),
        "xlink:href": ("#a", "#b"),
        "fill": ("url(#a)", "url(#b)", "url(https://x.example)", "u\\72l(x)", "red"),
        "style": ("fill:url(#c)", "b\\61 ckground:url(x)"),
        "width": ("1", "1e9", "x"),
        "onload": ("x",),
    },
    ("", "x", "@import 'x';", "@\\69mport 'x';", "&lt;", "<!-- x -->", "<![CDATA[x]]>"),
    20,
)
_HTML = _elements(
    "div table tr td p b i a ul li details summary span script style svg math iframe",
    {
        "class": ("dataframe", "x"),
        "href": ("javascript:x", "https://x.example"),
        "onclick": ("x",),
        "style": ("color:red",),
        "src": ("x", "data:image/png;base64,x"),
    },
    ("", "x", "&lt;", "<", "</div>", "</table>", "<!--", "]]>", "<b><p>" * 40, "<div>" * 300),
    20,
)


def _notebook(html: str) -> str:
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}
    cell = {"cell_type": "code", "metadata": {}, "source": "x", "outputs": [output]}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})


_INDEX = "# Front\n\n[@10.5555/a] [@k] [](xref:x#y) ![l](l.svg)\n\n:::{iframe} https://youtu.be/dQw4w9WgXcQ\n:::\n"
_BIB = "@book{k, title={T}, author={A, B}, year=2020}"


def _course(name: str, texts: st.SearchStrategy[str], options: str = "") -> Courses:
    config = "version: 1\nproject:\n  title: T\n  references: {x: https://x.example}\n" + options
    return texts.map(
        lambda text: {name: text, "index.md": _INDEX, "myst.yml": config, "r.bib": _BIB}
    )


MACHINE_FILES: Mapping[str, Courses] = {
    "locked citations": _course("lock/citations.json", st.one_of(CITATIONS, _ITEM)),
    "locked videos": _course("lock/videos.json", st.one_of(VIDEOS, VIDEO)),
    "locked inventories": _course("lock/inventories/x.json", XREF),
    "schedules": _course("data/schedule.yml", _SCHEDULE),
    "styles": _course(
        "s.csl",
        st.lists(_CSL, min_size=6, max_size=6).map(_style),
        "site: {options: {citation_style: s.csl}}\n",
    ),
    "drawings": _course(
        "l.svg",
        _SVG.map(lambda text: f'<svg xmlns="http://www.w3.org/2000/svg">{text}</svg>'),
    ),
    "outputs": _course("n.ipynb", _HTML.map(_notebook)),
}
INVENTORY_LINES = _LINES
