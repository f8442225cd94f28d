"""KaTeX in QuickJS: TeX -> parse tree. No Node, nothing for the browser to do."""

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from msgspec import Raw, ValidationError
from msgspec.json import Decoder

from neuromatch_site.transforms.katex.parse_tree import Parsed, decoder

MAX_EXPANSIONS = 1_000
"""Limit on macro expansions in a formula."""
MAX_TREE = 2_000_000
"""Limit on the characters of a formula's parse tree, as JSON."""
MAX_EM = 100
"""Limit on lengths in a formula."""
_MEMORY = 256 * 1024 * 1024

_SCRIPTS = ("packages.js", "chemistry.js", "units.js", "parse.js")


class _Context(Protocol):
    """What we use of ``quickjs.Context``."""

    def eval(self, code: str) -> object: ...
    def get(self, name: str) -> Callable[..., str]: ...
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
        for name in _SCRIPTS:
            context.eval(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return _ENGINE.context


@cache
def _source() -> str:
    spec = find_spec("sphinxcontrib.katex")
    if spec is None or spec.origin is None:
        raise RuntimeError("sphinxcontrib-katex, which carries KaTeX, is not installed")
    return Path(spec.origin).with_name("katex.min.js").read_text(encoding="utf-8")


def errors() -> tuple[type[Exception], ...]:
    """Return the exceptions for exceeded time, memory or depth."""
    from quickjs import JSException, StackOverflow

    return (JSException, StackOverflow, MemoryError)


def restart() -> None:
    """Discard the engine of this thread: after an error its memory cannot be trusted."""
    _ENGINE.context = None


def parse(
    formulas: Sequence[tuple[str, bool]], macros: Mapping[str, str], seconds: int
) -> list[Parsed]:
    """Return the parse tree of each formula, given as its TeX and whether it is displayed."""
    job = {
        "formulas": formulas,
        "macros": macros,
        "maxExpand": MAX_EXPANSIONS,
        "maxSize": MAX_EM,
        "maxTree": MAX_TREE,
    }
    context = _katex()
    context.set_time_limit(seconds)
    answers = Decoder(list[Raw]).decode(context.get("parseFormulas")(json.dumps(job)))
    return [_parsed(answer) for answer in answers]


def _parsed(answer: Raw) -> Parsed:
    """Return what KaTeX says of a formula; a tree that it should have refused is an error."""
    try:
        return decoder().decode(answer)
    except ValidationError:
        return Parsed(error="ParseError", message="The formula is incomplete")


_TOKEN = re.compile(r"<m(?:i|n|o|text)\b[^>]*>([^<]*)</")


@cache
def symbol(mode: str, text: str) -> str:
    """Return KaTeX's character for a command of ``math`` or ``text`` mode."""
    from html import unescape

    context = _katex()
    context.set_time_limit(1)
    try:
        match = _TOKEN.search(context.get("symbol")(mode, text))
    except errors():
        return text  # no command: a character that KaTeX does not know alone
    return unescape(match[1]) if match else text
