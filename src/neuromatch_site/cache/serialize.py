"""Structs and trees <-> JSON text, by their annotations: the cache contains data, never code.

``msgspec`` writes both, and reads structs. It could read trees, too, but preparing it for a hundred
node types takes 20 ms at every start: longer than our own reader takes for a tree.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct, json

from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import NODES, Node, Nodes

T = TypeVar("T", bound=Struct)


def encode(value: object) -> bytes:
    """Return a value of structs, nodes, enums and plain data as JSON.

    Raises ``TypeError`` for anything else.
    """
    return json.encode(value, enc_hook=_encodable)


def _encodable(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be serialized")


def decode(kind: type[T], text: bytes) -> T:
    """Return the value of type ``kind`` that ``encode`` serialized.

    Fields of nodes are ``Nodes``. Raises ``ValueError`` for a text of another structure.
    """
    value: T = _decoder(kind).decode(text)
    return value


@cache
def _decoder(kind: type[Struct]) -> "json.Decoder[Any]":
    return json.Decoder(kind, dec_hook=_hook)


def _hook(kind: type, data: object) -> object:
    if kind is object:
        return data
    if kind is not Nodes or not isinstance(data, list):
        raise TypeError(f"{kind.__name__} cannot be serialized")
    return Nodes(_node(item) for item in data)


def decode_tree(text: bytes) -> tuple[str, Node]:
    """Return a page's source text and its tree, serialized by ``encode``.

    Raises ``ValueError``, ``TypeError`` or ``KeyError`` for a text of another structure.
    """
    source, tree = _WITH_TREE.decode(text)
    return source, _node(tree)


_WITH_TREE = json.Decoder(tuple[str, dict[str, Any]])


def _node(data: dict[str, Any]) -> Node:
    kind = _KINDS[data.pop("type")]
    if "position" in data:
        data["position"] = Position(*data["position"])
    for name in _HOLDING:
        if name in data:
            data[name] = [_node(item) for item in data[name]]
    return kind(**data)


_KINDS = {kind.__struct_config__.tag: kind for kind in NODES.values()}
_HOLDING = ("children", "caption")
"""Fields of nodes that hold nodes."""
