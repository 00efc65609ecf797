"""Frozen facts as JSON and back: what is kept beside a PDF, so that anybody can say years later what it said."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

FactsT = TypeVar("FactsT")
# What JSON has too: most of the fields.
_AS_IT_IS = frozenset({str, int, bool, NoneType})


def as_json(facts: object) -> str:
    """A dataclass as JSON, every field of it: what a default is may change, and what was issued does not."""
    return json.dumps(_plain(facts), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[FactsT], text: str) -> FactsT:
    """The dataclass from its JSON. A key that a newer program wrote is left out."""
    made = _made(kind, json.loads(text))
    assert isinstance(made, kind)
    return made


def _plain(value: object) -> Any:
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(kind):
        return {
            name: one if type(one) in _AS_IT_IS else _plain(one)
            for name, one in zip(_names(kind), _read(kind)(value), strict=True)
        }
    return value.isoformat() if isinstance(value, date) else value


@cache
def _read(kind: type) -> Callable[[object], tuple[object, ...]]:
    """What reads all fields of a dataclass at once: a bill has hundreds."""
    names = _names(kind)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda facts: tuple(getattr(facts, name) for name in names)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def _made(kind: Any, value: Any) -> Any:
    """The value that was written for this type."""
    if get_origin(kind) is UnionType:
        if value is None:
            return None
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], one) for one in value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _made(hints[name], one) for name, one in value.items() if name in hints})  # type: ignore[operator]
    return date.fromisoformat(value) if kind is date else value
