"""KaTeX's error messages -> messages for authors."""

import re
from difflib import get_close_matches

_ENVIRONMENTS = (
    "align", "align*", "aligned", "alignat", "array", "Bmatrix", "bmatrix", "cases", "CD",
    "dcases", "equation", "gather", "gathered", "matrix", "multline", "pmatrix", "rcases",
    "smallmatrix", "split", "subarray", "Vmatrix", "vmatrix",
)  # fmt: skip
_RULES: tuple[tuple[str, str, str], ...] = (
    # KaTeX's message; ours; the hint. %s is what the message names.
    (
        r"Undefined control sequence: (\\.+)",
        "`%s` is not a TeX command that KaTeX supports",
        "define it under `math:` in the front matter or in `myst.yml`: `%s: …`",
    ),
    (
        r"Expected 'EOF', got '&'",
        "`&` outside of an environment",
        r"put the lines between `\begin{aligned}` and `\end{aligned}`; write `\&` for the sign",
    ),
    (
        r"Expected 'EOF', got '}'|Extra }",
        "`}` without a `{` before it",
        r"remove it, or write `\}` for a brace that is shown",
    ),
    (
        r"Expected '}', got '(?:EOF|\\right|\\end|&)'|Unexpected end of input in a macro .*",
        "a `{` is not closed",
        r"add the `}`, or write `\{` for a brace that is shown",
    ),
    (
        r"Expected '\\right', got .*",
        r"`\left` without a `\right`",
        r"write `\right.` where no bracket is to be shown",
    ),
    (
        r"Expected 'EOF', got '\\right'",
        r"`\right` without a `\left`",
        r"write `\left.` where no bracket is to be shown",
    ),
    (r"Expected 'EOF', got '\\end'", r"`\end` without a `\begin`", ""),
    (r"Expected 'EOF', got '(.+)'", "unexpected `%s`", ""),
    (
        r"Mismatch: \\begin\{(.+)\} matched by .*",
        r"`\begin{%s}` is closed by another `\end`",
        r"write `\end{%s}`",
    ),
    (
        r"Double superscript",
        "two superscripts on one base",
        "group them: `{x^a}^b` or `x^{a^b}`",
    ),
    (r"Double subscript", "two subscripts on one base", "group them: `{x_a}_b` or `x_{a_b}`"),
    (
        r"Expected group (?:after|as) '?(.+?)'?",
        "nothing follows `%s`",
        "put what belongs to it in braces",
    ),
    (
        r"Got function '(\\.+)' with no arguments as (.+)",
        "`%s` needs braces around it here",
        "write `{%s …}`",
    ),
    (
        r"Can't use function '(\$|\\\()' in math mode",
        "`%s` inside a formula",
        r"end the formula before it; write `\$` for the sign",
    ),
    (
        r"Can't use function '(.+)' in text mode",
        r"`%s` among words",
        "put it between `$` signs",
    ),
    (r"Can't use function '(.+)' in math mode", r"`%s` outside of words", r"put it in `\text{…}`"),
    (
        r"Invalid delimiter (?:'.*'|type .*)? ?after '(\\.+)'|Invalid delimiter.*",
        "`%s` needs a bracket after it",
        r"write a bracket, a bar, or `.` for none: `(`, `\{`, `|`",
    ),
    (
        r"Limit controls must follow a math operator",
        r"`\limits` not after an operator",
        r"put it after `\sum`, `\int`, `\operatorname*{…}` or `\mathop{…}`",
    ),
    (
        r"Invalid color: '(.*)'",
        "unknown colour `%s`",
        "write a name such as `red`, or `#` and six hexadecimal digits",
    ),
    (
        r"Invalid (?:size|unit): '(.*)'",
        "unknown length `%s`",
        "write a number and a unit: `1em`, `2ex`, `5mm`",
    ),
    (
        r"\\tag works only in display equations",
        r"`\tag` in a line of text",
        "put the formula between `$$`",
    ),
    (r"Multiple \\tag", r"more than one `\tag` in a line", "keep one"),
    (
        r"Unknown column alignment: (.+)",
        "unknown column `%s` of an array",
        "use `l`, `c`, `r` and `|`",
    ),
    (
        r"Too many tab characters: &",
        "a row has more cells than the array has columns",
        "add columns, or remove an `&`",
    ),
)


def explained(message: str) -> tuple[str, str]:
    """Return KaTeX's message in an author's words, and a hint, which can be empty."""
    environment = re.fullmatch(r"No such environment: (.+)", message)
    if environment:
        near = get_close_matches(environment[1], _ENVIRONMENTS, 1)
        hint = f"did you mean `{near[0]}`?" if near else ""
        return f"unknown environment `{environment[1]}`", hint
    for pattern, words, hint in _RULES:
        match = re.fullmatch(pattern, message)
        if match:
            named = match[1] if match.re.groups and match[1] else "it"
            return words.replace("%s", named), hint.replace("%s", named)
    plain = message[:1].lower() + message[1:] if message[:2].istitle() else message
    return plain.replace("'", "`"), ""


def quoted(tex: str, offset: int, message: str) -> str:
    """Return the message with the place in the formula, unless it already contains it."""
    line = " ".join(tex.split())
    here = " ".join(tex[offset:].split())[:_QUOTED]
    if not here:
        end = line[-_QUOTED:]
        return f"{message}, at the end of `{end}`" if end and end not in message else message
    named = re.findall(r"`([^`]+)`", message)
    return message if any(name in here for name in named) else f"{message}, at `{here}`"


_QUOTED = 20
"""Characters of the formula that a message quotes."""
