"""Figures, tables and code with captions: their content in order; subfigures; alternatives."""

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._paragraphs import is_space
from neuromatch_site.transforms._steps import changes

_CONTENT = (
    nodes.Embed,
    nodes.Block,
    nodes.Container,
    nodes.Image,
    nodes.Include,
    nodes.Diagram,
    nodes.Iframe,
    nodes.Table,
    nodes.Code,
    nodes.Outputs,
    nodes.Output,
    nodes.Card,
    nodes.Grid,
    nodes.Video,
    nodes.Problem,
)
"""What a container can show."""


@changes(nodes.Container, nodes.Proof)
def arrange_containers(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Arrange the children of each container: content, placeholder, caption, legend.

    The first paragraph of text becomes the caption, others the legend; several contents become
    subfigures. The caption of a table comes first. Source: ``containerChildrenTransform`` of
    myst-transforms.
    """
    for container in reversed(list(select(content, nodes.Container))):
        if container.kind != "quote":
            _arrange(container, diagnostics)
    for container in select(content, nodes.Container):
        _name_subfigures(container)
    if context.project.counts_as_sphinx:  # as Sphinx counts: what has a caption, label or none
        for container in select(content, nodes.Container):
            if not any(isinstance(child, nodes.Caption) for child in container.children):
                container.enumerated = container.enumerated or bool(container.subcontainer)
        for proof in select(content, nodes.Proof):  # sphinx-proof numbers theorems, no proofs
            proof.enumerated = proof.enumerated if proof.kind not in (None, "proof") else False


class _Parts(Struct):
    contents: list[nodes.Node] = field(default_factory=list)
    placeholders: list[nodes.Node] = field(default_factory=list)
    captions: list[nodes.Caption] = field(default_factory=list)
    legends: list[nodes.Legend] = field(default_factory=list)
    others: list[nodes.Node] = field(default_factory=list)


def _arrange(container: nodes.Container, diagnostics: Diagnostics) -> None:
    place = container.position or Position("")
    parts = _sorted(container)
    if not parts.captions and parts.others:
        first = parts.others.pop(0)
        parts.captions.append(nodes.Caption(position=first.position, children=[first]))
    if parts.others:
        parts.legends.append(nodes.Legend(position=parts.others[0].position, children=parts.others))
    for siblings, what in (
        (parts.captions, "caption"),
        (parts.legends, "legend"),
        (parts.placeholders, "placeholder"),
    ):
        if len(siblings) > 1:
            message = f"a {container.kind} has one {what}; this one has {len(siblings)}"
            diagnostics.report(Rule.CONTAINER_CHILDREN_VALID, place, message)
    if not parts.contents:
        message = f"the {container.kind} is empty"
        hint = "add a picture, a table, code or an embedded cell"
        diagnostics.report(Rule.CONTAINER_CHILDREN_VALID, place, message, hint)
    if len(parts.contents) > 1 and not container.noSubcontainers:
        parts.contents = [_subfigure(node, container) for node in parts.contents]
    around = [*parts.captions, *parts.legends]
    if container.kind == "table":
        container.children = [*parts.captions, *parts.contents, *parts.placeholders, *parts.legends]
    else:
        container.children = [*parts.contents, *parts.placeholders, *around]


def _sorted(container: nodes.Container) -> _Parts:
    parts = _Parts()
    for child in _hoisted(container.children):
        if isinstance(child, nodes.Caption):
            parts.captions.append(child)
        elif isinstance(child, nodes.Legend):
            parts.legends.append(child)
        elif isinstance(child, nodes.Image) and child.placeholder:
            parts.placeholders.append(child)
        elif isinstance(child, _CONTENT) or _is_linked_picture(child):
            parts.contents.append(child)
        elif not isinstance(child, nodes.MystComment):
            parts.others.append(child)
    return parts


def _is_linked_picture(node: nodes.Node) -> bool:
    """Return whether the node is a picture that leads somewhere: ``:target:`` of a figure."""
    return (
        isinstance(node, nodes.Link)
        and bool(node.children)
        and all(isinstance(child, nodes.Image) for child in node.children)
    )


def _hoisted(children: list[nodes.Node]) -> list[nodes.Node]:
    """Return the children, with those of included files and of paragraphs of things to show."""
    result: list[nodes.Node] = []
    for child in children:
        if isinstance(child, nodes.Include):
            result += _hoisted(child.children)
            continue
        inner = (
            [c for c in child.children if not is_space(c)]
            if isinstance(child, nodes.Paragraph)
            else []
        )
        if not inner or not all(isinstance(c, _CONTENT) for c in inner):
            result.append(child)
            continue
        result.extend(inner)
    return result


def _subfigure(node: nodes.Node, parent: nodes.Container) -> nodes.Container:
    """Return the node as a subfigure: itself if it is a container, else one around it."""
    if isinstance(node, nodes.Container):
        node.subcontainer = True
        return node
    subfigure = nodes.Container(
        position=node.position, kind=parent.kind, subcontainer=True, children=[node]
    )
    label = getattr(node, "label", None)
    if label:
        subfigure.identifier, subfigure.label = normalize_label(label)
        subfigure.data, node.data = node.data, None
        for name in ("identifier", "label", "html_id"):
            setattr(node, name, None)
    if isinstance(node, nodes.Image) and node.alt:
        words = nodes.Paragraph(position=node.position, children=[nodes.Text(value=node.alt)])
        subfigure.children.append(nodes.Caption(position=node.position, children=[words]))
        node.alt = None
    return subfigure


def _name_subfigures(container: nodes.Container) -> None:
    """Give subfigures without a label that of their figure, with their letter."""
    if container.subcontainer:
        return
    name = container.label or container.identifier
    subfigures = [
        c for c in container.children if isinstance(c, nodes.Container) and c.subcontainer
    ]
    for index, subfigure in enumerate(subfigures):
        if name and not subfigure.identifier:
            letter = chr(ord("a") + index % 26)
            subfigure.identifier, subfigure.label = normalize_label(f"{name}-{letter}")
            subfigure.implicit = True


@changes(nodes.Container)
def describe_images(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Use the caption as the alternative text of an image without one.

    Source: ``imageAltTextTransform`` of myst-transforms, which marks it the same way.
    """
    for container in reversed(list(select(content, nodes.Container))):
        caption = next((c for c in container.children if isinstance(c, nodes.Caption)), None)
        words = _first_paragraph(caption)
        if not words:
            continue
        for image in select(container, nodes.Image):
            if not image.alt:
                image.alt = words
                image.data = {**(image.data or {}), "altTextIsAutoGenerated": True}


def _first_paragraph(caption: nodes.Parent | None) -> str:
    if caption is None:
        return ""
    paragraph = next(select(caption, nodes.Paragraph), None)
    return text_of(paragraph) if paragraph is not None else ""
