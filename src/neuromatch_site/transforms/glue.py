"""Values that cells stored with ``glue`` -> the places that use them."""

import ast
from collections.abc import Mapping, Sequence

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import (
    AnsiText,
    Image,
    InlineCode,
    InlineMath,
    Math,
    Node,
    Output,
    Outputs,
    Paragraph,
    Root,
    SafeHtml,
    Span,
    Text,
)
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import copy_of, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes


@changes(Span, Outputs, Math)
def fill_glue(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Put each stored value where its key is used; remove values that are only stored.

    A value can be from another page (``:doc:``). Missing values are reported once per page; each
    place shows the key. Source: MyST-NB's guide, "Embed outputs".
    """
    own = stored_values(content)
    missing: list[tuple[str, Position]] = []
    for node in list(select(content, Span, Outputs, Math)):
        if not node.data or "glue" not in node.data:
            continue
        request = node.data.pop("glue")
        node.data = node.data or None
        if not isinstance(request, dict):
            continue
        key, page = str(request["key"]), str(request.get("doc") or "")
        stored = context.glued(page) if page else own
        if key not in stored:
            missing.append((key, node.position or Position(context.source.path)))
        if isinstance(node, Span):
            node.children = _inline(stored.get(key), key, request)
        elif isinstance(node, Outputs):
            node.children = _blocks(stored.get(key), key, request)
        elif isinstance(node, Math):
            node.value = _tex(stored.get(key, [])) or rf"\texttt{{{key}}}"
    _report_missing(missing, diagnostics)


def stored_values(content: Root) -> Mapping[str, Sequence[Node]]:
    """Return the values that cells stored, by key; remove those that are only stored, not shown."""
    stored: dict[str, Sequence[Node]] = {}
    for outputs in select(content, Outputs):
        remaining: list[Node] = []
        for output in outputs.children:
            about = output.jupyter_data if isinstance(output, Output) else None
            if about and isinstance(output, Output) and "glue" in about:
                stored[str(about.pop("glue"))] = [copy_of(child) for child in output.children]
                if about.pop("hidden"):
                    continue
            remaining.append(output)
        outputs.children = remaining
    return stored


def _report_missing(missing: Sequence[tuple[str, Position]], diagnostics: Diagnostics) -> None:
    if not missing:
        return
    hint = "run the page with `neuromatch-site run`, or check the key that `glue` was given"
    key, place = missing[0]
    more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
    message = f"no output is stored for `{key}`{more}; the keys are shown"
    diagnostics.report(Rule.OUTPUT_SHOWN, place, message, hint)


def _inline(nodes: Sequence[Node] | None, key: str, request: Mapping[str, object]) -> list[Node]:
    """Return a value as it can stand in a line."""
    if nodes is None:
        return [InlineCode(value=key)]
    nodes_here: list[Node] = []
    for node in nodes:
        if isinstance(node, AnsiText):
            nodes_here.append(Text(value=_formatted(node.value, str(request.get("format") or ""))))
        elif isinstance(node, Math):
            nodes_here.append(InlineMath(value=node.value))
        elif isinstance(node, Paragraph):
            nodes_here += [copy_of(child) for child in node.children]
        elif isinstance(node, Image):
            nodes_here.append(copy_of(node))
        else:
            nodes_here.append(_in_line(node))
    return nodes_here


def _in_line(node: Node) -> Node:
    if not isinstance(node, SafeHtml):
        return Text(value=text_of(node))
    copied = copy_of(node)
    copied.inline = True
    return copied


def _blocks(nodes: Sequence[Node] | None, key: str, request: Mapping[str, object]) -> list[Node]:
    if nodes is None:
        return [Paragraph(children=[InlineCode(value=key)])]
    copies = [copy_of(node) for node in nodes]
    for image in (node_ for node in copies for node_ in select(Root(children=[node]), Image)):
        for name in ("width", "height", "alt", "align"):
            if value := request.get(name):
                setattr(image, name, value)
    return copies


def _tex(nodes: Sequence[Node]) -> str:
    return next((node.value for node in nodes if isinstance(node, Math)), "")


def _formatted(text: str, form: str) -> str:
    """Return a value as ``format(value, form)`` writes it; a text without its quotes."""
    try:
        value = ast.literal_eval(text.strip())
        return format(value, form) if form else value if isinstance(value, str) else text
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return text
