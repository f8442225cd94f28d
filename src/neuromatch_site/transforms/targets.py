"""Attach labels to the nodes after them, and give every label a unique ``id``."""

import json

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import html_id, normalize_label
from neuromatch_site.model.ast.visit import parents_of, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes

ALIASES = "aliases"
"""Key in ``data`` for further labels of a node."""


@changes(nodes.MystTarget)
def attach_targets(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Move each ``(label)=`` to the next node.

    A node that cannot have a label is wrapped in a ``div``. Source: ``mystTargetsTransform`` of
    myst-transforms, where the last of several labels wins; here all of them lead to the node.
    """
    for parent in parents_of(content, nodes.MystTarget):
        parent.children = _attached(parent.children)


def _attached(children: list[nodes.Node]) -> list[nodes.Node]:
    result: list[nodes.Node] = []
    labels: list[nodes.MystTarget] = []
    for child in children:
        if isinstance(child, nodes.MystTarget):
            labels.append(child)
        elif not labels or isinstance(child, nodes.MystComment):
            result.append(child)
        elif isinstance(child, nodes.BlockBreak) and "label" not in _metadata(child):
            child.meta = json.dumps({**_metadata(child), "label": labels[-1].label})
            result.append(child)
            labels = labels[:-1]
            if labels:
                result.append(_labelled(nodes.Div(position=labels[0].position), labels))
                labels = []
        else:
            result.append(_labelled(child, labels))
            labels = []
    if labels:
        result.append(_labelled(nodes.Div(position=labels[0].position), labels))
    return result


def _metadata(node: nodes.BlockBreak) -> dict[str, object]:
    try:
        data = json.loads(node.meta or "{}")
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _labelled(node: nodes.Node, labels: list[nodes.MystTarget]) -> nodes.Node:
    target = node
    if not isinstance(target, nodes.Target | nodes.LiteralTarget):
        target = nodes.Div(position=node.position, children=[node])
    names = [label.label for label in labels]
    if target.label:
        names.insert(0, target.label)
    target.identifier, target.label = normalize_label(names[-1])
    others = [normalize_label(name)[0] for name in names[:-1]]
    others = [other for other in dict.fromkeys(others) if other != target.identifier]
    if others:
        target.data = {**(target.data or {}), ALIASES: others}
    return target


def make_html_ids(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Give each identifier a unique ``html_id`` on its page."""
    taken: dict[str, int] = {}
    for node in select(content, nodes.Target, nodes.LiteralTarget, nodes.Outputs):
        if not node.identifier:
            continue
        base_id = unique = node.html_id or html_id(node.identifier)
        number = taken.get(base_id, 0)
        while unique in taken:
            number += 1
            unique = f"{base_id}-{number}"
        taken[base_id] = number
        taken.setdefault(unique, 0)
        node.html_id = unique
