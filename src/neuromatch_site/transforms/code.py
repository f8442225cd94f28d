"""Code: one name per language; TeX and Mermaid fences -> formulas and diagrams."""

from functools import cache

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Code, Math, Mermaid, Node, Root
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes

_WELL_KNOWN = frozenset(
    "bash bibtex c c++ cmake console cpp css csv cuda diff docker dockerfile dot fortran go haskell"
    " html html+jinja ini java javascript jinja js json jsonc julia julia-repl latex lua make"
    " makefile markdown matlab md mermaid myst nix numpy octave perl php pip-requirements plain"
    " pot powershell ps1 pycon python r rst ruby rust scala sh shell sql svg swift tex text toml"
    " ts typescript typst xml yaml yml zsh".split()
)
"""Languages that Pygments knows: those that pages have, so that it need not be asked."""
_OURS = frozenset(
    {"myst", "markdown", "md", "none", "mermaid", "output", "raw", "plaintext", "txt"}
)


@changes(Code)
def read_fences(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Convert fences in the language ``math`` to formulas, and ``mermaid`` to diagrams."""
    replace(content, Code, _meant)


def _meant(node: Code) -> list[Node] | None:
    if node.executable:
        return None
    if node.lang == "math":
        content: Math | Mermaid = Math(position=node.position, value=node.value)
    elif node.lang == "mermaid":
        content = Mermaid(position=node.position, value=node.value)
    else:
        return None
    content.label, content.identifier, content.classes = node.label, node.identifier, node.classes
    return [content]


@changes(Code)
def name_languages(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Set the language of code: by default, that of the page's kernel.

    Source: ``codeTransform`` of myst-transforms.
    """
    kernel = context.frontmatter.kernel
    for node in select(content, Code):
        if node.lang is None and kernel is not None:
            node.lang = kernel.language or None
        if node.lang:
            node.lang = _tidy(node.lang)
            _check_language(node, node.lang, context, diagnostics)


def _tidy(lang: str) -> str:
    low = lang.lower()
    if "python" in low and low not in ("pycon", "python-console"):
        return "python"
    return "r" if low == "r" else lang


def _check_language(
    node: Code, lang: str, context: TransformContext, diagnostics: Diagnostics
) -> None:
    low = lang.lower()
    if low in _WELL_KNOWN or low in _OURS:
        return
    from pygments.lexers import find_lexer_class_by_name  # costs 30 ms
    from pygments.util import ClassNotFound

    try:
        find_lexer_class_by_name(low)
    except ClassNotFound:
        place = node.position or Position(context.source.path)
        message = f"no syntax highlighting for `{lang}`"
        diagnostics.report(
            Rule.CODE_LANG_DEFINED, place, message, diagnostics.did_you_mean(low, _languages())
        )


@cache
def _languages() -> tuple[str, ...]:
    from pygments.lexers import get_all_lexers

    return tuple(sorted({name for _, names, _, _ in get_all_lexers() for name in names}))
