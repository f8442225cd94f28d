"""Set the numbers that the course has counted on the nodes of a page."""

from collections.abc import Sequence

from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import Number, Project
from neuromatch_site.transforms._numbered_nodes import counted_nodes
from neuromatch_site.transforms._templates import fill, numbered_template


def assign_numbers(content: nodes.Root, numbers: Sequence[Number], project: Project) -> None:
    """Set the number of each node, and put it before the caption of each labelled figure.

    In a Jupyter Book 1 every caption gets its number, with the labels of the book, as in Sphinx.
    """
    every = project.config.counts_as_sphinx
    items = project.config.numbering.items if every else {}
    for (node, _), number in zip(counted_nodes(content), numbers, strict=True):
        node.enumerator = number.enumerator
        if isinstance(node, nodes.Container):
            node.parentEnumerator = number.parent
    for container in select(content, nodes.Container):
        if container.enumerator and (every or container.identifier):
            item = items.get(container.kind)
            form = (item.template if item else "") or numbered_template(
                container.kind, project.words
            )
            _number_caption(container, form)


def _number_caption(container: nodes.Container, form: str) -> None:
    """Put the number before the caption; a subfigure without a caption gets one."""
    caption = next((c for c in container.children if isinstance(c, nodes.Caption)), None)
    paragraph: nodes.Parent | None = None
    if caption is not None:
        paragraph = next(select(caption, nodes.Paragraph), None)
    elif container.subcontainer:
        paragraph = nodes.Paragraph(position=container.position)
        container.children.append(nodes.Caption(position=container.position, children=[paragraph]))
    if paragraph is None:
        return
    whole = f"{container.parentEnumerator or ''}{container.enumerator}"
    form = "(%s)" if container.subcontainer else f"{form}:"
    prefix = fill([nodes.Text(value=form)], container.enumerator or "", "", ())
    number = nodes.CaptionNumber(
        position=container.position,
        kind=container.kind,
        label=container.label,
        identifier=container.identifier,
        html_id=container.html_id,
        enumerator=whole,
        children=prefix,
    )
    paragraph.children = [number, *paragraph.children]
