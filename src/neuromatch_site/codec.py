"""Structs <-> JSON, by their annotations: what the cache keeps is data, never code."""

import types
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from neuromatch_site.ast.nodes import Node
from neuromatch_site.ast.serialize import from_json, to_json
from neuromatch_site.source import Position

Json = object
"""What ``json`` reads and writes."""
_Decode = Callable[[Json], object]


def encode(value: object) -> Json:
    """Return a value of structs, nodes, enums and plain data as JSON data.

    Fields that have their default are left out.
    """
    if isinstance(value, Node):
        return to_json(value)
    if isinstance(value, Enum):
        return value.name
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, frozenset, set)):
        items = sorted(value) if isinstance(value, (frozenset, set)) else value
        return [encode(item) for item in items]
    return {
        name: encode(item)
        for name, default in _fields(type(value))  # type: ignore[arg-type]
        if (item := getattr(value, name)) is not default and item != default
    }


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    if not issubclass(kind, Struct):
        raise TypeError(f"{kind.__name__} is no data")
    return tuple((item.name, _default(item)) for item in fields(kind))


def _default(item: FieldInfo) -> object:
    make = item.default_factory
    return make() if callable(make) else item.default


def decode(kind: type, data: Json) -> object:
    """Return the value of type ``kind`` that ``encode`` made the data from.

    Raises ``TypeError``, ``KeyError`` or ``ValueError`` for data of another shape.
    """
    return _decoder(kind)(data)


@cache
def _decoder(kind: object) -> _Decode:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is not None:
        return _generic(origin, arguments)
    if not isinstance(kind, type) or kind is object:
        return _plain
    if issubclass(kind, Struct):
        return _node if issubclass(kind, Node) else _struct(kind)
    if issubclass(kind, Enum):
        return _enum(kind)
    return _position if kind is Position else _scalar(kind)


def _generic(origin: object, arguments: tuple[object, ...]) -> _Decode:
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin in (dict, Mapping):
        return _mapping(arguments)
    return _collection(_MAKERS[origin], arguments)


_MAKERS: Mapping[object, Callable[[list[object]], object]] = {
    list: list,
    tuple: tuple,
    Sequence: tuple,
    frozenset: frozenset,
}


def _enum(kind: type[Enum]) -> _Decode:
    return lambda name: kind[str(name)]


def _plain(data: Json) -> object:
    return data


def _scalar(kind: type) -> _Decode:
    def decode_scalar(data: Json) -> object:
        if isinstance(data, kind) or (kind is float and isinstance(data, int)):
            return data
        raise TypeError(f"{data!r} is no {kind.__name__}")

    return decode_scalar


def _node(data: Json) -> object:
    if not isinstance(data, Mapping):
        raise TypeError("a node is a mapping")
    return from_json(data)


def _position(data: Json) -> object:
    if not isinstance(data, list):
        raise TypeError("a position is a list")
    return Position(*data)


def _union(arguments: tuple[object, ...]) -> _Decode:
    """Return the decoder of ``X | None``, or of plain values that tell themselves."""
    others = [item for item in arguments if item is not type(None)]
    decoders = [_decoder(item) for item in others]

    def decode_union(data: Json) -> object:
        if data is None:
            return None
        for each in decoders[:-1]:
            try:
                return each(data)
            except (TypeError, KeyError, ValueError):
                continue
        return decoders[-1](data)

    return decode_union


def _collection(make: Callable[[list[object]], object], arguments: tuple[object, ...]) -> _Decode:
    fixed = len(arguments) > 1 and arguments[-1] is not Ellipsis
    decoders = [_decoder(item) for item in arguments if item is not Ellipsis]

    def decode_collection(data: Json) -> object:
        if not isinstance(data, list):
            raise TypeError("a list is expected")
        if fixed:
            return make([each(item) for each, item in zip(decoders, data, strict=True)])
        return make([decoders[0](item) for item in data])

    return decode_collection


def _mapping(arguments: tuple[object, ...]) -> _Decode:
    each = _decoder(arguments[1])

    def decode_mapping(data: Json) -> object:
        if not isinstance(data, Mapping):
            raise TypeError("a mapping is expected")
        return {key: each(item) for key, item in data.items()}

    return decode_mapping


def _struct(kind: type[Struct]) -> _Decode:
    decoders: dict[str, _Decode] = {}

    def decode_struct(data: Json) -> object:
        if not isinstance(data, Mapping):
            raise TypeError(f"{kind.__name__} is a mapping")
        if not decoders:
            decoders.update((item.name, _decoder(item.type)) for item in fields(kind))
        return kind(**{name: decoders[name](item) for name, item in data.items()})

    return decode_struct
