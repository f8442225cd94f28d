"""TeX -> MathML, by KaTeX itself run in QuickJS: no Node, nothing for the browser to do."""

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Protocol

from msgspec import Struct

from neuromatch_site.transforms.katex.limits import passed_limit

MAX_EXPANSIONS = 1_000
"""Macro expansions in a formula."""
MAX_OUTPUT = 256_000
"""Characters of the MathML of a formula."""
MAX_EM = 100
"""The longest length that a formula may ask for."""
_SECONDS, _MEMORY = 5, 256 * 1024 * 1024


class Formula(Struct, frozen=True):
    """A formula: its TeX, and whether it stands on a line of its own."""

    tex: str
    display: bool = False


class Formulas(Struct):
    """Formulas of a page that were rendered: with the same macros they need not be again."""

    macros: dict[str, str] = {}
    mathml: dict[str, str] = {}
    """By the TeX, behind one dollar sign, or two where it stands on a line of its own."""


class TexProblem(Struct, frozen=True):
    """Why a formula could not be rendered."""

    message: str
    offset: int | None = None
    """Character of the TeX, from 0, where KaTeX knows it."""
    too_complex: bool = False
    """The formula, or what its macros expand to, passes a limit."""


def render(formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[str | TexProblem]:
    """Return the MathML of each formula (with its TeX as ``alttext``), or what is wrong with it.

    The macros hold for these formulas only; what a formula defines, for itself only.
    Source: SECURITY requirements R11.1 to R11.3.
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


def render_again(
    formulas: Sequence[Formula], macros: Mapping[str, str], known: Formulas
) -> list[str | TexProblem]:
    """Return what ``render`` does, and have in ``known`` what can be rendered of these formulas."""
    before = known.mathml if known.macros == macros else {}
    names = [("$$" if formula.display else "$") + formula.tex for formula in formulas]
    new = [formula for formula, name in zip(formulas, names, strict=True) if name not in before]
    made = dict(zip(new, render(new, macros) if new else [], strict=True))
    pairs = list(zip(formulas, names, strict=True))
    results = [before.get(name) or made[formula] for formula, name in pairs]
    known.macros = dict(macros)
    known.mathml = {
        name: found for name, found in zip(names, results, strict=True) if isinstance(found, str)
    }
    return results


# -- KaTeX

_GLUE = """
function renderFormulas(text) {
  const job = JSON.parse(text);
  return JSON.stringify(job.formulas.map(([tex, display]) => {
    const refused = [];
    try {
      const html = katex.renderToString(tex, {
        displayMode: display, output: "mathml", macros: {...job.macros}, strict: "ignore",
        maxExpand: job.maxExpand, maxSize: job.maxSize,
        trust: (context) => { refused.push(context.command); return false; },
      });
      return refused.length ? ["", "refused", refused[0], -1] : [html, "", "", -1];
    } catch (error) {
      const message = String(error.rawMessage || error.message || error);
      return ["", String(error.name), message, error.position ?? -1];
    }
  }));
}
"""
_Answer = tuple[str, str, str, int]
"""MathML; else the name of the error, KaTeX's message, and the UTF-16 offset or -1."""
_BUILT_IN = {r"\mbox": r"\text{#1}"}


class _Context(Protocol):
    """What we use of ``quickjs.Context``."""

    def eval(self, code: str) -> object: ...
    def get(self, name: str) -> Callable[[str], str]: ...
    def set_memory_limit(self, limit: int) -> None: ...
    def set_time_limit(self, limit: int) -> None: ...


class _Engine(threading.local):
    """KaTeX, loaded once per thread: QuickJS watches the stack of the thread it was made in."""

    context: _Context | None = None


_ENGINE = _Engine()


def _katex() -> _Context:
    """Return the engine, with KaTeX in it."""
    if _ENGINE.context is None:
        from quickjs import Context  # costs 50 ms with KaTeX; only pages with formulas need it

        _ENGINE.context = context = Context()
        context.set_memory_limit(_MEMORY)
        context.eval(_source())
        context.eval(_GLUE)
    return _ENGINE.context


@cache
def _source() -> str:
    spec = find_spec("sphinxcontrib.katex")
    if spec is None or spec.origin is None:
        raise RuntimeError("sphinxcontrib-katex, which carries KaTeX, is not installed")
    return Path(spec.origin).with_name("katex.min.js").read_text(encoding="utf-8")


def _render_all(formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[str | TexProblem]:
    if not formulas:
        return []
    try:
        answers = _ask(formulas, macros, _SECONDS)
    except _engine_errors():
        return _one_by_one(formulas, macros)
    return [
        _answer(formula, answer, macros) for formula, answer in zip(formulas, answers, strict=True)
    ]


def _one_by_one(formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[str | TexProblem]:
    """Return what can be rendered of a batch with a formula that takes too much."""
    deadline = monotonic() + 3 * _SECONDS
    results: list[str | TexProblem] = []
    for formula in formulas:
        problem = TexProblem("the formula takes too much time or memory", too_complex=True)
        if monotonic() > deadline:
            results.append(problem)
            continue
        _ENGINE.context = None
        try:
            results.append(_answer(formula, _ask([formula], macros, 1)[0], macros))
        except _engine_errors():
            results.append(problem)
    _ENGINE.context = None
    return results


def _engine_errors() -> tuple[type[Exception], ...]:
    from quickjs import JSException, StackOverflow

    return (JSException, StackOverflow, MemoryError)


def _ask(formulas: Sequence[Formula], macros: Mapping[str, str], seconds: int) -> list[_Answer]:
    job = {
        "formulas": [[_prepared(formula.tex), formula.display] for formula in formulas],
        "macros": {**_BUILT_IN, **macros},
        "maxExpand": MAX_EXPANSIONS,
        "maxSize": MAX_EM,
    }
    context = _katex()
    context.set_time_limit(seconds)
    answers: list[_Answer] = json.loads(context.get("renderFormulas")(json.dumps(job)))
    return answers


_NUMBERED = re.compile(r"\\(begin|end)\{(align|alignat|gather|equation|multline|flalign)\}")


def _prepared(tex: str) -> str:
    """Return the TeX with starred environments.

    KaTeX would leave room in each line for a number that it expects a style sheet to print.
    """
    return _NUMBERED.sub(lambda match: f"\\{match[1]}{{{match[2]}*}}", tex)


def _answer(formula: Formula, answer: _Answer, macros: Mapping[str, str]) -> str | TexProblem:
    html, name, message, offset = answer
    if html:
        return _mathml(formula, html)
    if name == "refused":
        return TexProblem(f"`{message}` is not allowed in a formula", _found(formula.tex, message))
    if name != "ParseError":
        return TexProblem("the formula is nested too deep", too_complex=True)
    if "Too many expansions" in message:
        return TexProblem("a macro of the formula expands without end", too_complex=True)
    repaired = _repaired(formula, message)
    if repaired is not None:
        result = _render_all([repaired], macros)[0]
        if isinstance(result, str):
            return result.replace(_alttext(repaired.tex), _alttext(formula.tex), 1)
    place = None if offset < 0 else _place(formula.tex, offset)
    return TexProblem(_plain(message), place)


def _place(tex: str, offset: int) -> int:
    """Return the character of the TeX that KaTeX means: it counts UTF-16 units, and stars."""
    prepared = _prepared(tex)
    before = prepared.encode("utf-16-le")[: 2 * offset].decode("utf-16-le", "ignore")
    stars = [match.end() + i for i, match in enumerate(_NUMBERED.finditer(tex))]
    return len(before) - sum(1 for star in stars if star <= len(before))


def _repaired(formula: Formula, message: str) -> Formula | None:
    """Return what the author most likely meant, as mystmd repairs it; None where nobody knows."""
    tex = formula.tex
    if message.startswith("Expected 'EOF', got '&'") and r"\begin{align" not in tex:
        return Formula(f"\\begin{{align*}}\n{tex}\n\\end{{align*}}", formula.display)
    if message.startswith("Unknown column alignment: *"):
        plain = re.sub(r"\\begin\{array\}\{\*\{\d+\}c\}", r"\\begin{array}{c}", tex)
        return Formula(plain, formula.display) if plain != tex else None
    return None


def _mathml(formula: Formula, html: str) -> str | TexProblem:
    if len(html) > MAX_OUTPUT:
        return TexProblem(
            f"the formula becomes {len(html):,} characters of MathML; at most {MAX_OUTPUT:,}",
            too_complex=True,
        )
    math = html.removeprefix('<span class="katex">').removesuffix("</span>")
    math = math.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "", 1)
    from neuromatch_site.transforms.katex.mathml import core

    shown = core(math.partition("<annotation ")[0])
    return _WHOLE.sub(lambda match: _formula(match[1], match[2], formula.tex), shown)


_WHOLE = re.compile(r"<math([^>]*)><semantics>(.*)", re.DOTALL)


def _formula(attributes: str, content: str, tex: str) -> str:
    """Return a formula without what ``math`` implies: a row around everything.

    Source: MathML Core, 2.2.1: the layout of ``math`` is that of ``mrow``.
    """
    if content.startswith("<mrow>"):
        content = content.removeprefix("<mrow>").removesuffix("</mrow>")
    return f"<math{attributes} {_alttext(tex)}>{content}</math>"


def _alttext(tex: str) -> str:
    escaped = tex.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'alttext="{escaped}"'


def _found(tex: str, command: str) -> int | None:
    at = tex.find(command)
    return None if at < 0 else at


def _plain(message: str) -> str:
    """Return KaTeX's message as a part of a sentence."""
    undefined = re.fullmatch(r"Undefined control sequence: (\\.+)", message)
    if undefined:
        return f"`{undefined[1]}` is no command of TeX that KaTeX knows"
    return message[:1].lower() + message[1:] if message[:2].istitle() else message
