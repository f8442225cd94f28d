"""Values that cells stored with ``glue`` -> the places that use them."""

import ast
from collections.abc import Mapping, Sequence

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import copy_of, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes


@changes(nodes.Span, nodes.Outputs, nodes.Math)
def fill_glue(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Put each stored value where its key is used; remove values that are only stored.

    A value can be from another page (``:doc:``). Missing values are reported once per page; each
    place shows the key. Source: MyST-NB's guide, "Embed outputs".
    """
    own = stored_values(content)
    missing: list[tuple[str, Position]] = []
    for node in list(select(content, nodes.Span, nodes.Outputs, nodes.Math)):
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
        if isinstance(node, nodes.Span):
            node.children = _inline(stored.get(key), key, request)
        elif isinstance(node, nodes.Outputs):
            node.children = _blocks(stored.get(key), key, request)
        elif isinstance(node, nodes.Math):
            node.value = _tex(stored.get(key, [])) or rf"\texttt{{{key}}}"
    _report_missing(missing, diagnostics)


def stored_values(content: nodes.Root) -> Mapping[str, Sequence[nodes.Node]]:
    """Return the values that cells stored, by key; remove those that are only stored, not shown."""
    stored: dict[str, Sequence[nodes.Node]] = {}
    for outputs in select(content, nodes.Outputs):
        remaining: list[nodes.Node] = []
        for output in outputs.children:
            about = output.jupyter_data if isinstance(output, nodes.Output) else None
            if about and isinstance(output, nodes.Output) and "glue" in about:
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


def _inline(
    siblings: Sequence[nodes.Node] | None, key: str, request: Mapping[str, object]
) -> list[nodes.Node]:
    """Return a value as it can stand in a line."""
    if siblings is None:
        return [nodes.InlineCode(value=key)]
    nodes_here: list[nodes.Node] = []
    for node in siblings:
        if isinstance(node, nodes.AnsiText):
            nodes_here.append(
                nodes.Text(value=_formatted(node.value, str(request.get("format") or "")))
            )
        elif isinstance(node, nodes.Math):
            nodes_here.append(nodes.InlineMath(value=node.value))
        elif isinstance(node, nodes.Paragraph):
            nodes_here += [copy_of(child) for child in node.children]
        elif isinstance(node, nodes.Image):
            nodes_here.append(copy_of(node))
        else:
            nodes_here.append(_in_line(node))
    return nodes_here


def _in_line(node: nodes.Node) -> nodes.Node:
    if not isinstance(node, nodes.SafeHtml):
        return nodes.Text(value=text_of(node))
    copied = copy_of(node)
    copied.inline = True
    return copied


def _blocks(
    siblings: Sequence[nodes.Node] | None, key: str, request: Mapping[str, object]
) -> list[nodes.Node]:
    if siblings is None:
        return [nodes.Paragraph(children=[nodes.InlineCode(value=key)])]
    copies = [copy_of(node) for node in siblings]
    for image in (
        node_ for node in copies for node_ in select(nodes.Root(children=[node]), nodes.Image)
    ):
        for name in ("width", "height", "alt", "align"):
            if value := request.get(name):
                setattr(image, name, value)
    return copies


def _tex(siblings: Sequence[nodes.Node]) -> str:
    return next((node.value for node in siblings if isinstance(node, nodes.Math)), "")


def _formatted(text: str, form: str) -> str:
    """Return a value as ``format(value, form)`` writes it; a text without its quotes."""
    try:
        value = ast.literal_eval(text.strip())
        return format(value, form) if form else value if isinstance(value, str) else text
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return text
