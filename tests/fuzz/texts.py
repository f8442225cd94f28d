"""Texts as authors, mistakes and strangers write them: from the inputs of the case files.

A text is one or more of those inputs, cut, joined, nested, repeated, with hostile pieces put in.
"""

from collections.abc import Sequence

from cases import read_cases
from hypothesis import strategies as st

_BLOCKS = [block for case in read_cases() for block in case.blocks]


def inputs(kind: str) -> list[str]:
    """Return the inputs of that kind in all cases."""
    return sorted({one.text for one in _BLOCKS if one.kind == kind and len(one.text) < 4000})


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "<iframe srcdoc='<script>1</script>'></iframe>",
    "<a href=javascript:alert(1)>",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{onclick=alert(1)}",
    "]]>",
    "-->",
    "<!--",
    "</p></div></main>",
    "</textarea></style></title>",
    "<b><i></b>",
    "<table><td><details>",
    "{{ 7*7 }}",
    "{% raw %}",
    "../../../etc/passwd",
    "/etc/passwd",
    "%2e%2e/x",
    "\\",
    "\0",
    "\r\n",
    "\u202e",
    "\ufeff",
    "\U0001f600",
    "\x1b[31m",
    "\x1b]8;;javascript:x\x07",
    "&#x6a;avascript:",
    "&lt;script&gt;",
    "`" * 7,
    ":" * 7,
    "$$",
    "\\begin{align}",
    "\\def\\a{\\a\\a}\\a",
    "[^",
    "(a)=",
    "---",
    "+++",
    "\t",
    "    ",
    "> ",
    "- ",
    "|",
    "1e999",
    "NaN",
    "&a",
    "*a",
    '"\\ud800"',
    '"\\x01"',
    "\x85",
    "\ufffe",
    "!!python/object/apply:os.system [id]",
]
"""Pieces that end what they stand in, or begin what acts."""

PIECES = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8))


@st.composite
def _changed(draw: st.DrawFn, text: str) -> str:
    """Draw a text with lines left out, doubled and moved, and pieces put in."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(lines)))
        change = draw(st.sampled_from(["put", "line", "drop", "double", "move", "indent", "cut"]))
        _apply(change, lines, min(at, len(lines) - 1), draw(PIECES), draw(st.integers(0, 40)))
    return "\n".join(lines)


def _apply(change: str, lines: list[str], at: int, piece: str, number: int) -> None:
    if not lines:
        lines.append(piece)
        return
    line = lines[at]
    if change == "put":
        lines[at] = line[:number] + piece + line[number:]
    elif change == "line":
        lines.insert(at, piece)
    elif change == "drop":
        del lines[at]
    elif change == "double":
        lines[at:at] = lines[at : at + number]
    elif change == "move":
        lines.insert(number % len(lines), lines.pop(at))
    elif change == "indent":
        lines[at:] = [piece[:4] + one for one in lines[at:]]
    else:
        lines[at] = line[:number]


def texts_like(given: Sequence[str], most: int = 3) -> st.SearchStrategy[str]:
    """Return texts that are up to ``most`` of the given ones, changed; some that are like none."""
    whole = st.lists(st.sampled_from(given), min_size=1, max_size=most).map("\n".join)
    return st.one_of(whole.flatmap(_changed), st.lists(PIECES, max_size=12).map(" ".join))


MYST = texts_like(inputs("myst"))
YAML = texts_like(inputs("yaml"), 1)
BIBTEX = texts_like(inputs("bibtex"), 2)

_TAGS = st.sampled_from(
    "a abbr b br button caption details div em figcaption figure form h1 h2 hr i iframe img input"
    " kbd li link mark math meta object ol p pre script section small source span style sub"
    " summary sup svg table tbody td th tr u ul video wbr x-y title textarea select".split()
)
_ATTRIBUTES = st.sampled_from(
    "href src class id title style alt width height align onclick onerror srcset xlink:href action"
    " open start type data-x poster controls target rel name is loading srcdoc".split()
)


@st.composite
def _tag(draw: st.DrawFn) -> str:
    name = draw(_TAGS)
    kind = draw(st.sampled_from(["open", "open", "close", "void", "odd"]))
    if kind == "close":
        return f"</{name}>"
    quote = draw(st.sampled_from(['"', '"', "'", ""]))
    pairs = draw(st.lists(st.tuples(_ATTRIBUTES, PIECES), max_size=2))
    written = "".join(f" {one}={quote}{value}{quote}" for one, value in pairs)
    return f"<{name}{written}{ {'void': '/>', 'odd': ''}.get(kind, '>') }"


_WORDS = st.sampled_from(["\n", "\n\n", "*a*", "`b`", "x", "> "])
HTML = st.lists(st.one_of(_tag(), _tag(), PIECES, _WORDS), max_size=20).map("".join)
