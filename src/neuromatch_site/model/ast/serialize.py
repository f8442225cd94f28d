"""A tree <-> the JSON of the MyST spec."""

from collections.abc import Mapping
from functools import cache

from msgspec.structs import fields

from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import NODES, Node, Parent


def to_json(node: Node, *, positions: bool = True) -> dict[str, object]:
    """Return the node as the spec's JSON, without ``None`` values."""
    result: dict[str, object] = {"type": node.type}
    for name in _fields(type(node)):
        value = getattr(node, name)
        if value is not None:
            result[name] = _value_to_json(value, positions)
    if node.classes is not None:
        result["class"] = " ".join(node.classes)
    if positions and node.position is not None:
        result["position"] = _position_to_json(node.position)
    if isinstance(node, Parent):
        result["children"] = [to_json(child, positions=positions) for child in node.children]
    return result


def from_json(data: Mapping[str, object]) -> Node:
    """Return the node of some JSON.

    Raises ``KeyError`` for an unknown type and ``TypeError`` for an unknown field.
    """
    kind = NODES[str(data["type"])]
    values: dict[str, object] = {}
    for name, value in data.items():
        if name == "type":
            continue
        if name == "class":
            values["classes"] = str(value).split()
        elif name == "position":
            values["position"] = _position_from_json(value)
        elif name in _node_fields(kind):
            values[name] = _nodes_from_json(value)
        else:
            values[name] = value
    return kind(**values)  # type: ignore[arg-type]


@cache
def _node_fields(kind: type[Node]) -> frozenset[str]:
    """Return the fields that hold nodes; other data may look like nodes and is none."""
    return frozenset(field.name for field in fields(kind) if "Node" in str(field.type))


def _nodes_from_json(value: object) -> object:
    if isinstance(value, Mapping):
        return from_json(value)
    return [from_json(item) for item in value] if isinstance(value, list) else value


@cache
def _fields(kind: type[Node]) -> tuple[str, ...]:
    known = ("position", "classes", "children")
    return tuple(name for name in kind.__struct_fields__ if name not in known)


def _value_to_json(value: object, positions: bool) -> object:  # noqa: FBT001 - passed through
    if isinstance(value, Node):
        return to_json(value, positions=positions)
    if isinstance(value, list) and value and isinstance(value[0], Node):
        return [to_json(item, positions=positions) for item in value]
    return value


def _position_to_json(position: Position) -> dict[str, object]:
    start = {"line": position.line, "column": position.column}
    result: dict[str, object] = {"start": start, "path": position.path}
    if position.cell is not None:
        result["cell"] = position.cell
    return result


def _position_from_json(value: object) -> Position | None:
    if not isinstance(value, Mapping):
        return None
    start = value.get("start")
    place = start if isinstance(start, Mapping) else {}
    cell = value.get("cell")
    return Position(
        str(value.get("path", "")),
        int(place.get("line", 1)),
        int(place.get("column", 1)),
        cell if isinstance(cell, int) else None,
    )
