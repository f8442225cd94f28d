"""Code cells: their ``#|`` lines, tags, label and caption -> what the page shows of them."""

import re
from collections.abc import Mapping, Sequence

from neuromatch_site.config.plain_text import without_marks
from neuromatch_site.config.yaml import load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule, did_you_mean
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import html_id, normalize_label
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._cell_tags import PARTS, SCROLL, read_tags
from neuromatch_site.transforms._context import TransformContext

_OPTION = re.compile(r"#\|[ \t]?(.*)")
_MAGIC = re.compile(r"%%\w")
_FORM = re.compile(
    r"\s*#[ \t]*@title[ \t]+(\S.*?)(?<![ \t])[ \t]*+(?:\{[^{}]*\}[ \t]*)?$", re.MULTILINE
)
"""The title of a form in Colab, without the settings behind it."""
_STREAMS = ("stdout", "stderr")
_CAPTIONS = {"caption": "figure", "fig-cap": "figure", "tbl-cap": "table"}
_ALTERNATIVES = ("alt", "fig-alt")
_USED = ("label", "tags", "scrolled", "mystnb", *_CAPTIONS, *_ALTERNATIVES)
_QUARTO: Mapping[str, str] = {
    "echo": "write `#| tags: [remove-input]` to leave the code out",
    "include": "write `#| tags: [remove-cell]` to leave the cell out",
    "output": "write `#| tags: [remove-output]` to leave the output out",
    "eval": "write `#| tags: [skip-execution]` to leave the cell unrun",
    "error": "write `#| tags: [raises-exception]` where the error is intended",
    "warning": "write `#| tags: [remove-stderr]` to leave warnings out",
    "message": "write `#| tags: [remove-stderr]` to leave messages out",
    "code-fold": "write `#| tags: [hide-input]` to fold the code",
    "code-summary": "write `#| tags: [hide-input]` to fold the code",
}
"""What to write for the options of Quarto."""


def read_code_cells(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Set visibility, label and caption of every code cell from its tags and options.

    Source: mystmd's guide, "Jupyter Notebooks in MyST" and "Code cell tags".
    """
    for block in list(select(content, nodes.Block)):
        if block.kind == "notebook-code":
            _read_cell(block, context, diagnostics)


def _read_cell(block: nodes.Block, context: TransformContext, diagnostics: Diagnostics) -> None:
    code = next(select(block, nodes.Code), None)
    outputs = next(select(block, nodes.Outputs), None)
    data = dict(block.data or {})
    if code is not None:
        options = _lift_options(code, diagnostics)
        _report_unused(options, code.position, diagnostics)
        data.update(options)
    _hide(block, code, outputs, read_tags(data, block.position, diagnostics))
    if code is not None and code.visibility == "hide":
        title = _FORM.match(code.value)
        code.summary = without_marks(title[1]) if title else None
    if outputs is not None:
        tags = data.get("tags")
        if data.get("scrolled") is True or (isinstance(tags, list) and SCROLL in tags):
            outputs.classes = [*(outputs.classes or ()), SCROLL]
        _remove_streams(outputs, _unwanted(data, context))
        _describe(outputs, data)
    settings = data.pop("mystnb", None)
    _label(block, code, outputs, data)
    if isinstance(settings, dict) and outputs is not None:
        _show_as_mystnb(block, outputs, settings, context, diagnostics)
    _caption(block, data, context, diagnostics)
    block.data = data or None


def _lift_options(code: nodes.Code, diagnostics: Diagnostics) -> dict[str, object]:
    """Return what the ``#|`` lines at the top of a cell say, and take them out of it."""
    lines = code.value.split("\n")
    first = 1 if _MAGIC.match(lines[0]) else 0
    end = first
    while end < len(lines) and (_OPTION.match(lines[end]) or not lines[end].strip()):
        end += 1
    options = [_OPTION.match(line) for line in lines[first:end]]
    if not any(options):
        return {}
    code.value = "\n".join([*lines[:first], *lines[end:]])
    at = code.position or Position("")
    text = "\n".join(match[1] if match else "" for match in options)
    column = 4 if any(match and match[0].startswith("#| ") for match in options) else 3
    source = Source(at.path, text, at.line + first, column, at.cell)
    value = load_yaml(source, diagnostics, Rule.CODE_METADATA_LOADS)
    plain = value.plain if value is not None else None
    if isinstance(plain, dict):
        return dict(plain)
    if value is not None:
        message = "a `#|` line of a cell must be `name: value`"
        diagnostics.report(Rule.CODE_METADATA_LOADS, source.at(), message, "write `#| name: value`")
    return {}


def _report_unused(
    options: Mapping[str, object], at: Position | None, diagnostics: Diagnostics
) -> None:
    """Report each ``#|`` line that changes nothing; Quarto has more of them."""
    for name in options:
        if name in _USED:
            continue
        message = f"`{name}` of a cell has no effect on this site"
        hint = _QUARTO.get(name) or did_you_mean(name, _USED) or "take it out"
        diagnostics.report(Rule.SETTING_HAS_EFFECT, at or Position(""), message, hint)


def _hide(
    block: nodes.Block, code: nodes.Code | None, outputs: nodes.Outputs | None, tags: Sequence[str]
) -> None:
    for part, node in zip(PARTS, (block, code, outputs), strict=True):
        if node is not None:
            removed, hidden = f"remove-{part}" in tags, f"hide-{part}" in tags
            node.visibility = "remove" if removed else "hide" if hidden else None


def _unwanted(data: dict[str, object], context: TransformContext) -> set[str]:
    """Return the streams that are not shown: by a tag of the cell, or in the whole course."""
    tags = data.get("tags")
    removed = {name for name in _STREAMS if isinstance(tags, list) and f"remove-{name}" in tags}
    settings = context.project.settings
    return removed | {
        name for name in _STREAMS if settings.get(f"output_{name}", "show").startswith("remove")
    }


def _remove_streams(outputs: nodes.Outputs, unwanted: set[str]) -> None:
    if unwanted:
        outputs.children = [node for node in outputs.children if _stream(node) not in unwanted]


def _stream(node: nodes.Node) -> str:
    data = node.jupyter_data if isinstance(node, nodes.Output) else None
    is_stream = data is not None and data.get("output_type") == "stream"
    return ("stderr" if data.get("name") == "stderr" else "stdout") if data and is_stream else ""


def _describe(outputs: nodes.Outputs, data: dict[str, object]) -> None:
    """Give the pictures of a cell the text alternative that the cell gives.

    A figure that acts is called by its title where a picture beside it has the words, or else by
    these, which are not shown twice; a picture for which the cell has no words has its title.
    """
    values = [data.pop(name, None) for name in _ALTERNATIVES]
    text = next((value for value in values if isinstance(value, str)), None)
    images = list(select(outputs, nodes.Image))
    for image in images:
        image.alt = image.alt or text
    for figure in select(outputs, nodes.Interactive):
        figure.pictured = bool(images and text and not figure.title) or None
        figure.title = (figure.title or text) if images else (text or figure.title)
    for output in outputs.children:
        title = next((figure.title for figure in select(output, nodes.Interactive)), None)
        for image in select(output, nodes.Image) if title else ():
            image.alt = image.alt or title


def _label(
    block: nodes.Block,
    code: nodes.Code | None,
    outputs: nodes.Outputs | None,
    data: dict[str, object],
) -> None:
    label = data.pop("label", None)
    if isinstance(label, str) and label.strip():
        block.identifier, block.label = normalize_label(label)
        block.html_id = html_id(block.identifier)
    if not block.label:
        return
    if code is not None and code.identifier is None:
        code.identifier = f"{block.identifier}-code"
        code.html_id = html_id(code.identifier)
    if outputs is not None and outputs.identifier is None:
        outputs.identifier = f"{block.identifier}-outputs"
        outputs.html_id = html_id(outputs.identifier)


def _caption(
    block: nodes.Block, data: dict[str, object], context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Put the cell into a figure or a table where it has a caption; the label goes with it."""
    captions = [(kind, data.pop(name, None)) for name, kind in _CAPTIONS.items()]
    kind, text = next(((kind, text) for kind, text in captions if isinstance(text, str)), ("", ""))
    if not text:
        return
    at = block.position or Position("")
    parsed = context.parse(Source(at.path, text, at.line, at.column, at.cell), diagnostics)
    caption = nodes.Caption(position=at, children=parsed.children)
    figure = nodes.Container(
        position=at,
        kind=kind,
        label=block.label,
        identifier=block.identifier,
        html_id=block.html_id,
        noSubcontainers=True,
        children=[*block.children, caption],
    )
    block.label = block.identifier = block.html_id = None
    block.children = [figure]


def _show_as_mystnb(
    block: nodes.Block,
    outputs: nodes.Outputs,
    settings: dict[str, object],
    context: TransformContext,
    diagnostics: Diagnostics,
) -> None:
    """Give the pictures of a cell the size, and its outputs the figure, that MyST-NB gives them.

    Source: MyST-NB's guide, "Format code outputs", ``image`` and ``figure``.
    """
    image, figure = settings.get("image"), settings.get("figure")
    size: Mapping[str, object] = image if isinstance(image, dict) else {}
    for picture in select(outputs, nodes.Image) if size else ():
        picture.width = _length(size.get("width")) or picture.width
        picture.height = _length(size.get("height")) or picture.height
        picture.alt = picture.alt or _stripped(size.get("alt"))
        picture.align = picture.align or _stripped(size.get("align"))
    if not isinstance(figure, dict) or not (_stripped(figure.get("caption")) or figure.get("name")):
        return
    at = block.position or Position("")
    container = nodes.Container(
        position=at, kind="figure", noSubcontainers=True, children=[outputs]
    )
    if name := _stripped(figure.get("name")):
        container.identifier, container.label = normalize_label(name)
        container.html_id = html_id(container.identifier)
    if text := _stripped(figure.get("caption")):
        parsed = context.parse(Source(at.path, text, at.line, at.column, at.cell), diagnostics)
        container.children.append(nodes.Caption(position=at, children=parsed.children))
    block.children = [container if child is outputs else child for child in block.children]


def _stripped(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _length(value: object) -> str | None:
    """Return a size as the node of a picture has it: a bare number means pixels."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value}px"
    return _stripped(value)
