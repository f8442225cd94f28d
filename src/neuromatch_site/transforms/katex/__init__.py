"""TeX -> MathML Core, by KaTeX's own parser run in QuickJS."""

import re
from collections.abc import Mapping, Sequence
from time import monotonic

from msgspec import Struct

from neuromatch_site.transforms.katex import engine
from neuromatch_site.transforms.katex.limits import passed_limit
from neuromatch_site.transforms.katex.mathjax_syntax import accepted, original_place, with_braces
from neuromatch_site.transforms.katex.parse_tree import Parsed
from neuromatch_site.transforms.katex.problems import explained, quoted

MAX_OUTPUT = 256_000
"""Limit on the characters of a formula's MathML."""
_SECONDS = 5


class Formula(Struct, frozen=True):
    """A formula: its TeX, and whether it is displayed."""

    tex: str
    display: bool = False
    rows: bool = False
    """Lines of the environment are numbered, in an empty cell at their ends."""


class Formulas(Struct):
    """Rendered formulas, to be reused with the same macros."""

    macros: dict[str, str] = {}
    mathml: dict[str, str] = {}
    """By the TeX, after one dollar sign; two if it is displayed, three if its lines are numbered.
    """


class TexProblem(Struct, frozen=True):
    """Why a formula cannot be rendered."""

    message: str
    offset: int | None = None
    """Offset in the TeX, from 0, if KaTeX knows it."""
    too_complex: bool = False
    """The formula, or the expansion of its macros, exceeds a limit."""
    hint: str = ""
    """What to write instead."""


def render(formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[str | TexProblem]:
    """Return the MathML of each formula (with its TeX as ``alttext``), or what is wrong with it.

    The formulas are those of a page in order: definitions in one apply to those after it, as in
    MathJax, but not to the next call. Source: SECURITY requirements R11.1 to R11.3.
    """
    results: dict[Formula, str | TexProblem] = {}
    fine = []
    for formula in dict.fromkeys(formulas):
        problem = passed_limit(formula.tex)
        if problem:
            results[formula] = TexProblem(problem, too_complex=True)
        else:
            fine.append(formula)
    results.update(zip(fine, _render_all(fine, macros), strict=True))
    return [results[formula] for formula in formulas]


_DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?new(?:command|environment)|[gex]?def|let|DeclareMathOperator)(?![a-z])"
)


def render_again(
    formulas: Sequence[Formula], macros: Mapping[str, str], known: Formulas, common: Formulas
) -> list[str | TexProblem]:
    """Return the result of ``render``, and update ``known`` with it.

    ``common`` are formulas of other pages, and gets the short ones, which many pages have.
    """
    definitions = [formula for formula in formulas if _DEFINITION.search(formula.tex)]
    meaning = {**macros, **{str(i): definition.tex for i, definition in enumerate(definitions)}}
    before = known.mathml if known.macros == meaning else {}
    if common.macros == meaning:
        before = {**common.mathml, **before}
    names = ["$" * (1 + formula.display + formula.rows) + formula.tex for formula in formulas]
    new = [formula for formula, name in zip(formulas, names, strict=True) if name not in before]
    due = {*new, *definitions}
    due_in_order = [formula for formula in formulas if formula in due] if new else []
    rendered = dict(zip(due_in_order, render(due_in_order, macros), strict=True))
    pairs = list(zip(formulas, names, strict=True))
    results = [before.get(name) or rendered[formula] for formula, name in pairs]
    known.macros = meaning
    known.mathml = {
        name: result for name, result in zip(names, results, strict=True) if isinstance(result, str)
    }
    if common.macros == meaning and len(common.mathml) < _COMMON:
        short = {name: html for name, html in known.mathml.items() if len(name) <= _SHORT}
        common.mathml.update(short)
    return results


_COMMON, _SHORT = 1_000, 30
"""Limits on the formulas kept for other pages, and on their characters: half a megabyte."""


def _render_all(formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[str | TexProblem]:
    if not formulas:
        return []
    try:
        parsed = _parse(formulas, macros, _SECONDS)
    except engine.errors():
        return _one_by_one(formulas, macros)
    return [_result(formula, tree, macros) for formula, tree in zip(formulas, parsed, strict=True)]


def _one_by_one(formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[str | TexProblem]:
    """Return what can be rendered of a batch with a formula that takes too much."""
    deadline = monotonic() + 3 * _SECONDS
    results: list[str | TexProblem] = []
    definitions: list[Formula] = []
    for formula in formulas:
        problem = TexProblem("the formula takes too much time or memory", too_complex=True)
        if monotonic() > deadline:
            results.append(problem)
            continue
        engine.restart()
        try:
            parsed = _parse([*definitions, formula], macros, 1)[-1]
            results.append(_result(formula, parsed, macros))
        except engine.errors():
            results.append(problem)
            continue
        if _DEFINITION.search(formula.tex):
            definitions.append(formula)
    engine.restart()
    return results


def _parse(formulas: Sequence[Formula], macros: Mapping[str, str], seconds: int) -> list[Parsed]:
    pairs = [(accepted(formula.tex), formula.display) for formula in formulas]
    return engine.parse(pairs, macros, seconds)


def _result(formula: Formula, parsed: Parsed, macros: Mapping[str, str]) -> str | TexProblem:
    if not parsed.error:
        return _mathml(formula, parsed)
    problem = _limit(parsed)
    if problem:
        return TexProblem(problem, too_complex=True)
    if parsed.error == "refused":
        command = parsed.message
        return TexProblem(
            f"`{command}` is not allowed in a formula", _index_of(formula.tex, command)
        )
    read, again = formula, parsed
    for _ in range(_REPAIRS):
        repaired = _repaired(read, again)
        if repaired is None:
            break
        read, again = repaired, _parse([repaired], macros, _SECONDS)[0]
        if not again.error:
            return _mathml(formula, again)
    message, hint = explained(parsed.message)
    if parsed.offset < 0:
        return TexProblem(message, hint=hint)
    place = _author_offset(formula.tex, parsed.offset)
    return TexProblem(quoted(formula.tex, place, message), place, hint=hint)


def _limit(parsed: Parsed) -> str:
    """Return which limit was met while the formula was parsed; nothing where none was."""
    if parsed.error == "too long":
        return "the formula is too long once its macros are expanded"
    if "Too many expansions" in parsed.message:
        return "a macro of the formula expands without end"
    if parsed.error not in ("refused", "ParseError"):
        return "the formula is nested too deeply"
    return ""


def _author_offset(tex: str, offset: int) -> int:
    """Return the character of the author's TeX that KaTeX means: it counts UTF-16 units."""
    read = accepted(tex)
    before = read.encode("utf-16-le")[: 2 * offset].decode("utf-16-le", "ignore")
    return original_place(tex, read, len(before))


_REPAIRS = 20
"""Mistakes of one formula that are repaired."""


def _repaired(formula: Formula, parsed: Parsed) -> Formula | None:
    """Return what the author most likely meant, as mystmd repairs it; None where nobody knows."""
    tex, message = formula.tex, parsed.message
    if message.startswith("Got function") and parsed.offset >= 0:
        braced = with_braces(tex, _author_offset(tex, parsed.offset))
        return None if braced == tex else Formula(braced, formula.display)
    if message.startswith("Expected 'EOF', got '&'") and r"\begin{align" not in tex:
        return Formula(f"\\begin{{align*}}\n{tex}\n\\end{{align*}}", display=True)
    if message.endswith("can be used only in display mode."):
        return Formula(tex, display=True)
    return None


def _mathml(formula: Formula, parsed: Parsed) -> str | TexProblem:
    from neuromatch_site.transforms.katex.mathml import mathml

    try:
        result = mathml(
            parsed.tree,
            formula.tex,
            display=formula.display,
            rows=formula.rows,
            symbol=engine.symbol,
        )
    except RecursionError:
        return TexProblem("the formula is nested too deeply", too_complex=True)
    if len(result) > MAX_OUTPUT:
        return TexProblem(
            f"the formula becomes {len(result):,} characters of MathML; at most {MAX_OUTPUT:,}",
            too_complex=True,
        )
    return result


def _index_of(tex: str, command: str) -> int | None:
    at = tex.find(command)
    return None if at < 0 else at
