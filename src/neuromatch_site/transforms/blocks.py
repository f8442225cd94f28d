"""``+++`` -> blocks, with their metadata."""

from collections.abc import Mapping

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule, did_you_mean
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.json_text import load_json
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import Block, BlockBreak, Caption, Container, Node, Root
from neuromatch_site.model.ast.visit import replace, select, walk
from neuromatch_site.transforms._cell_tags import LANDING_BLOCKS, hide_or_remove, read_tags
from neuromatch_site.transforms._context import TransformContext

_CAPTIONS = ("caption", "fig-cap", "tbl-cap")
_KEYS = ("kind", "class", "label", "part", "tags", *_CAPTIONS)
_KINDS = (
    *LANDING_BLOCKS,
    *("notebook-code", "notebook-content", "figure", "table"),
)
"""Kinds of blocks that look different: those of mystmd's landing pages, and cells."""


def nest_blocks(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Put the content between block breaks into blocks."""
    blocks: list[Node] = []
    current: Block | None = None
    for child in content.children:
        if isinstance(child, BlockBreak):
            current = Block(position=child.position, meta=child.meta)
            blocks.append(current)
        elif isinstance(child, Block):
            current = None
            blocks.append(child)
        else:
            if current is None:
                current = Block(position=child.position)
                blocks.append(current)
            current.children.append(child)
    content.children = blocks


def read_block_metadata(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Set kind, class, label and caption of each block from its metadata.

    Source: ``blockMetadataTransform`` and ``blockToFigureTransform`` of myst-transforms.
    """
    for block in list(select(content, Block)):
        if block.meta:
            written = _loaded(block.meta)
            _report_unused(block, written, context, diagnostics)
            block.data = {**(block.data or {}), **written} or None
            block.meta = None
        if block.data and block.kind != "notebook-code":
            _use(block, dict(block.data), context, diagnostics)


def remove_blocks(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Remove ``remove-cell`` blocks, unless a label lets other pages embed them."""
    replace(content, Block, lambda block: [] if _is_gone(block) else None)


def _is_gone(block: Block) -> bool:
    if block.visibility != "remove":
        return False
    return not any(_is_labelled(node) for node in walk(block))


def _is_labelled(node: Node) -> bool:
    label = getattr(node, "label", None)
    return bool(label) and not getattr(node, "implicit", None)


_PROGRAMS = frozenset(
    "user_expressions toc-hr-collapsed jp-MarkdownHeadingCollapsed editable slideshow deletable id"
    " colab colab_type outputId pycharm vscode nteract papermill execution jupyter".split()
)
"""What Jupyter and its like write for themselves when a page is edited as a notebook."""


def _report_unused(
    block: Block,
    written: Mapping[str, object],
    context: TransformContext,
    diagnostics: Diagnostics,
) -> None:
    """Report the keys of ``+++ {...}`` that change nothing."""
    place = block.position or Position(context.source.path)
    for name in written:
        if name not in _KEYS and name not in _PROGRAMS:
            message = f"`{name}` of a block has no effect on this site"
            hint = did_you_mean(name, list(_KEYS)) or "take it out"
            diagnostics.report(Rule.SETTING_HAS_EFFECT, place, message, hint)
    kind = written.get("kind")
    if isinstance(kind, str) and kind not in _KINDS and not any(map(written.get, _CAPTIONS)):
        message = f"`{kind}` is not a known kind of block; its content is shown"
        hint = did_you_mean(kind, list(_KINDS))
        diagnostics.report(Rule.SETTING_HAS_EFFECT, place, message, hint)


def _loaded(meta: str) -> Mapping[str, object]:
    """Return the metadata; nothing where it is none (the parser has said so)."""
    try:
        data = load_json(meta)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _use(
    block: Block, data: dict[str, object], context: TransformContext, diagnostics: Diagnostics
) -> None:
    hide_or_remove(block, read_tags(data, block.position, diagnostics))
    kind = data.pop("kind", None)
    words = data.pop("class", None)
    label = data.pop("label", None)
    if isinstance(words, str):
        block.classes = [*(block.classes or ()), *words.split()] or None
    if isinstance(label, str) and label.strip():
        block.identifier, block.label = normalize_label(label)
    captions = [(name, data.pop(name, None)) for name in _CAPTIONS]
    name, text = next(((name, text) for name, text in captions if isinstance(text, str)), ("", ""))
    if text:
        default = "table" if name == "tbl-cap" else "figure"
        _make_figure(block, str(kind or default), text, context, diagnostics)
    elif isinstance(kind, str):
        block.kind = kind
    block.data = data or None


def _make_figure(
    block: Block, kind: str, text: str, context: TransformContext, diagnostics: Diagnostics
) -> None:
    place = block.position or Position(context.source.path)
    source = Source(place.path, text, place.line, place.column, place.cell)
    caption = Caption(position=place, children=context.parse(source, diagnostics).children)
    figure = Container(
        position=place,
        kind=kind,
        label=block.label,
        identifier=block.identifier,
        children=[*block.children, caption],
    )
    block.label = block.identifier = None
    block.children = [figure]
