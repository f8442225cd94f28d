"""Every option of a directive changes what is shown, or a message says that it changes nothing."""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping

from courses import Built, Course, picture

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.myst.directives._options import without_effect
from neuromatch_site.myst.language import DIRECTIVES
from neuromatch_site.myst.parser.directive import Directive, Kind, Option

Make = Callable[[Mapping[str, str | bytes]], Course]

_USES: Mapping[str, str] = {
    "admonition": ":::{note} Title\nOPTIONS\n\nText.\n:::",
    "anywidget": ":::{anywidget} https://example.org/w.mjs\nOPTIONS\n\n{}\n:::",
    "aside": ":::{aside} Title\nOPTIONS\n\nText.\n:::",
    "audio": ":::{video} v.mp4\nOPTIONS\n\nText.\n:::",
    "bibliography": "See [@smith].\n\n:::{bibliography}\nOPTIONS\n:::",
    "blockquote": ":::{blockquote}\nOPTIONS\n\nText.\n:::",
    "button": ":::{button} https://example.org\nOPTIONS\n\nText.\n:::",
    "card": ":::{card} Title\nOPTIONS\n\nText.\n:::",
    "code": ":::{code} python\nOPTIONS\n\na = 1\nb = 2\n:::",
    "code-cell": "```{code-cell} python\nOPTIONS\n\na = 1\nb = 2\n```",
    "csv-table": ':::{csv-table} Title\nOPTIONS\n\na, "b, c", \'d, e\'\nf, "g x"h", i\n:::',
    "div": ":::{div}\nOPTIONS\n\nText.\n:::",
    "dropdown": ":::{dropdown} Title\nOPTIONS\n\nText.\n:::",
    "embed": ":::{embed} #cell\nOPTIONS\n:::",
    "exercise": ":::{exercise} Title\nOPTIONS\n\nText.\n:::",
    "figure": ":::{figure} p.png\nOPTIONS\n\nText.\n:::",
    "figure-md": ":::{figure-md}\nOPTIONS\n\n![Picture](p.png)\n\nText.\n:::",
    "glossary": ":::{glossary}\nOPTIONS\n\nZ WORD\n: Text.\n\nA WORD\n: Text.\n:::",
    "glue": ":::{glue:figure} plot\nOPTIONS\n\nText.\n:::",
    "graphviz": ":::{graphviz}\nOPTIONS\n\ndigraph { a -> b }\n:::",
    "grid": "::::{grid} 2\nOPTIONS\n\n:::{card} Title\nText.\n:::\n::::",
    "grid-item": "::::{grid} 2\n\n:::{grid-item}\nOPTIONS\n\nText.\n:::\n::::",
    "hlist": ":::{hlist}\nOPTIONS\n\n- Text\n:::",
    "iframe": ":::{iframe} https://example.com/page\nOPTIONS\n\nText.\n:::",
    "image": ":::{image} p.png\nOPTIONS\n:::",
    "include": ":::{include} part.py\n:lang: python\nOPTIONS\n:::",
    "index": ":::{index} word\nOPTIONS\n:::\n\nText.\n\n:::{show-index}\n:::",
    "list-table": ":::{list-table} Title\nOPTIONS\n\n* - a\n  - b\n* - c\n  - d\n:::",
    "math": ":::{math}\nOPTIONS\n\na\n:::",
    "mermaid": ":::{mermaid}\nOPTIONS\n\ngraph TD\n:::",
    "myst": ":::{myst}\nOPTIONS\n\nText.\n:::",
    "nma-slides": ":::{nma-slides} snv4m\nOPTIONS\n:::",
    "nma-video": ":::{nma-video} Title\n:osf: abc12\nOPTIONS\n:::",
    "panels": ":::{panels}\nOPTIONS\n\nOne.\n\n---\n\nTwo.\n\n---\n\nThree.\n:::",
    "parsed-literal": ":::{parsed-literal}\nOPTIONS\n\na *b*\nc\n:::",
    "proof": ":::{prf:theorem} Title\nOPTIONS\n\nText.\n:::",
    "quiz": ":::{quiz} Question\n:answer: 5\nOPTIONS\n:::",
    "raw": ":::{raw} html\nOPTIONS\n\n<b>Text</b>\n:::",
    "rubric": ":::{rubric} Title\nOPTIONS\n:::",
    "show-index": "{index}`word` Text.\n\n:::{show-index}\nOPTIONS\n:::",
    "solution": ":::{solution}\nOPTIONS\n\nText.\n:::",
    "tab": ":::{tab} One\nText.\n:::\n\n:::{tab} Two\nOPTIONS\n\nText.\n:::",
    "code-tab": "::::{tab-set}\n\n:::{code-tab} python One\nOPTIONS\n\nx = 1\ny = 2\n:::\n::::",
    "tab-item": "::::{tab-set}\n\n:::{tab-item} One\nText.\n:::\n\n"
    ":::{tab-item} Two\nOPTIONS\n\nText.\n:::\n::::",
    "tab-set": "::::{tab-set}\nOPTIONS\n\n:::{tab-item} One\nText.\n:::\n::::",
    "tab-set-code": "::::{tab-set-code}\nOPTIONS\n\n```python\na\n```\n::::",
    "table": ":::{table} Title\nOPTIONS\n\n| a | b |\n| - | - |\n| c | d |\n:::",
    "toc": "## One\n\n### Two\n\n:::{toc}\nOPTIONS\n:::",
    "versionadded": ":::{versionadded} 2.0\nOPTIONS\n\nText.\n:::",
    "youtube": ":::{youtube} aaaaaaaaaaa\nOPTIONS\n\nText.\n:::",
}
"""How a directive is used; ``OPTIONS`` is where an option is written."""

_VALUES: Mapping[str, str] = {
    "align": "right",
    "height": "50px",
    "aspect": "4:3",
    "class": "special",
    "license": "MIT",
    "kind": "table",
    "target": "https://example.org",
    "url": "https://example.org",
    "enumerated": "false",
    "enumerator": "Z9",
    "icon": "false",
    "emphasize-lines": "2",
    "filename": "name.py",
    "header": "first, second",
    "stub-columns": "1",
    "header-rows": "1",
    "delim": ";",
    "quote": "'",
    "escape": "x",
    "widths": "1 3",
    "placeholder": "p.png",
    "youtube": "aaaaaaaaaaa",
    "bilibili": "BV1up4y1S7wj",
    "osf": "abc13",
    "tags": "hide-input",
    "mystnb": "{figure: {caption: Words}}",
    "column": "col-4",
    "columns": "12",
    "scale": "50",
    "lang": "r",
    "start-line": "1",
    "end-line": "1",
    "start-at": "b",
    "start-after": "a",
    "end-at": "a",
    "end-before": "b",
    "lines": "2",
    "pair": "one; two",
    "triple": "one; two; three",
    "see": "one; two",
    "seealso": "one; two",
    "single": "one",
    "answer": "7",
    "tolerance": "2",
    "context": "page",
    "depth": "1",
    "filter": "all",
    "dir": "rtl",
    "points": "4",
}
"""What is written for an option, where its kind does not say enough."""
_OF: Mapping[str, str] = {
    "div lang": "fr",
    "quiz kind": "text",
    "toc kind": "page",
    "admonition open": "",
    "figure remove-input": "false",
    "include literal": "",
}
"""The same, for an option of one directive."""

_USES_OF: Mapping[str, str] = {
    "code enumerated": ":::{code} python\n:caption: Text\nOPTIONS\n\na\n:::",
    "code enumerator": ":::{code} python\n:caption: Text\nOPTIONS\n\na\n:::",
    "figure no-subfigures": ":::{figure}\nOPTIONS\n\n![One](p.png)\n![Two](q.png)\n\nText.\n:::",
    "figure remove-input": ":::{figure} #cell\nOPTIONS\n:::",
    "figure remove-output": ":::{figure} #cell\n:remove-input: false\nOPTIONS\n:::",
    "include literal": ":::{include} part.md\nOPTIONS\n:::",
    "include enumerated": ":::{include} part.py\n:lang: python\n:caption: Text\nOPTIONS\n:::",
    "include enumerator": ":::{include} part.py\n:lang: python\n:caption: Text\nOPTIONS\n:::",
    "button text": ":::{button} https://example.org\nOPTIONS\n:::",
    "card columns": "::::{grid} 4\n\n:::{card} Title\nOPTIONS\n\nText.\n:::\n::::",
    "card img-alt": ":::{card} Title\n:img-top: p.png\nOPTIONS\n\nText.\n:::",
    "audio caption": ":::{video} v.mp4\nOPTIONS\n:::",
}
"""How a directive is used where an option acts on other things."""
_NUMBERS = ("enumerated", "enumerator", "nonumber")
"""Options that act on what has a label."""

_ELSEWHERE: Mapping[str, str] = {
    "graphviz alt": "it names the drawing, which the lock or a program has to make first",
    "mermaid alt": "it names the drawing, which the lock or a program has to make first",
    "glue doc": "it names another page, where the value is stored",
    "card link-type": "what it asks for is so without it",
    "math nowrap": "what it asks for is so without it",
    "toc glob": "what it asks for is so without it",
    "button type": "it is for `link-button`, and what it asks for is so without it",
    "button ref-type": "it is for `button-ref`, and what it asks for is so without it",
    "include relative-images": "what it asks for is so without it",
    "include relative-docs": "what it asks for is so without it",
    "toc includehidden": "what it asks for is so without it",
    "toc local": "what it asks for is so without it",
    "youtube privacy_mode": "what it asks for is so without it",
    "math typst": "said to another program by its name",
    "admonition icon": "what it asks for is so without it",
    "exercise minutes": "it counts in the time of the page, above its text",
}
"""Options whose effect is not on the page, and where it is."""

_LOOKS = [*without_effect("shadow").values()]
"""What another theme draws: this site has a look of its own, and the reference says so."""
_NO_OPTIONS = {"todo", "only"}


def _value(directive: Directive, name: str, option: Option) -> str:
    if option.unused and option.kind is Kind.FLAG:
        return ""
    given = _OF.get(f"{directive.name} {name}", _VALUES.get(name))
    if name == "label":
        return f"label-{directive.name}"
    if given is not None:
        return given
    if option.choices:
        return option.choices[-1]
    by_kind = {Kind.FLAG: "", Kind.INTEGER: "3", Kind.NUMBER: "3", Kind.LENGTH: "50%"}
    return by_kind.get(option.kind, "Words")


_PLOT = {
    "output_type": "display_data",
    "metadata": {"scrapbook": {"mime_prefix": "", "name": "plot"}},
    "data": {"image/png": b64encode(picture("p.png", "40x30")).decode()},
}


def _notebook(text: str) -> str:
    """Return a notebook of a text and of a cell that stores a value."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": text},
        {
            "cell_type": "code",
            "metadata": {},
            "source": "plot",
            "execution_count": 1,
            "outputs": [_PLOT],
        },
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})


_Found = tuple[str, list[tuple[Rule, str, str]]]


def _found(built: Built, path: str) -> _Found:
    """Return what a page shows, without what tells it from the other pages, and its messages."""
    said = [(one.rule, one.message, one.hint) for one in built.said if one.position.path == path]
    return built.html(path).replace(path.partition(".")[0], "PAGE"), said


def test_an_option_changes_the_page_or_is_reported(course: Make) -> None:
    texts: dict[str, str] = {}
    probes: dict[str, tuple[str, str]] = {}

    def page(directive: Directive, use: str, *options: str) -> str:
        """Add a page that uses a directive with some options; return its path."""
        ending = "ipynb" if directive.name == "glue" else "md"
        path = f"probe{len(texts)}x.{ending}"
        text = f"# Page\n\n{use.replace('OPTIONS', chr(10).join(options))}\n"
        text = text.replace("WORD", path.partition(".")[0])
        texts[path] = _notebook(text) if ending == "ipynb" else text
        return path

    for directive in DIRECTIVES:
        for name, option in directive.options.items():
            if directive.name in _NO_OPTIONS or f"{directive.name} {name}" in _ELSEWHERE:
                continue
            if option in _LOOKS:
                continue
            use = _USES_OF.get(f"{directive.name} {name}", _USES[directive.name])
            given = [f":label: of-{len(texts)}"] if name in _NUMBERS else []
            written = f":{name}: {_value(directive, name, option)}".rstrip()
            plain = page(directive, use, *given)
            given = [f":label: of-{len(texts)}"] if name in _NUMBERS else []
            probes[f"{directive.name} {name}"] = plain, page(directive, use, *given, written)
    files: dict[str, str | bytes] = {
        "index.md": "# Home\n",
        "cells.ipynb": _notebook("# Cells").replace(
            '"source": "plot"', '"source": "#| label: cell\\nplot"'
        ),
        "myst.yml": json.dumps(_CONFIG),
        "p.png": picture("p.png", "400x300"),
        "q.png": picture("q.png", "400x300"),
        "part.py": "a = 1\nb = 2\n",
        "part.md": "*a*\n",
        "x.bib": "@book{smith, title={T}, author={Smith, A}, year={2000}}",
        "v.mp4": b"\0",
    }
    built = course({**files, **texts}).build()
    idle = [
        name
        for name, (plain, path) in probes.items()
        if _labels_apart(_found(built, plain)) == _labels_apart(_found(built, path))
    ]
    assert not idle, "\n".join(idle)


def _labels_apart(found: _Found) -> _Found:
    """Return what was found, with one name for the labels that the probes have."""
    return re.sub(r"\bof-\d+", "LABEL", found[0]), found[1]


_CONFIG = {
    "version": 1,
    "project": {
        "bibliography": ["x.bib"],
        "toc": [
            {"file": "index.md"},
            {"title": "Part", "children": [{"file": "cells.ipynb"}]},
            {"pattern": "probe*", "hidden": True},  # in no sidebar: that of 600 pages costs most
        ],
    },
    "site": {"options": {"frame_hosts": ["example.com"]}},
}
