"""Writes TOML: values as a file spells them, and whole files. What `content` reads of it is the same again."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import Written

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_DELETE = "\x7f"


def spelled(value: object) -> str:
    """A value as a file spells it, in one line; numbers with a point come as `Written`, so that none is rounded."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Written | int):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(spelled, value))}]"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(name)} = {spelled(one)}" for name, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    raise TypeError(f"no file has a {type(value).__name__}")


def read_spelled(text: str) -> Any:
    """The value that `spelled` wrote. Raises Unreadable."""
    try:
        found = tomllib.loads(f"value = {text}", parse_float=Written)
    except (ValueError, RecursionError) as wrong:
        raise Unreadable(say("This is not spelled as in a file.")) from wrong
    if tuple(found) != ("value",):
        raise Unreadable(say("This is not spelled as in a file."))
    return found["value"]


def written(content: Mapping[str, Any]) -> str:
    """A whole file: values first, then its tables, then arrays of tables; all in the order in which they come."""
    return "\n".join((*_pairs(content), *_tables(content, ()))) + "\n"


def _pairs(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if not isinstance(value, Mapping) and not _is_array(value):
            yield f"{_key(key)} = {spelled(value)}"


def _tables(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    for key, value in table.items():
        name = ".".join((*path, _key(key)))
        if isinstance(value, Mapping):
            yield from ("", f"[{name}]", *_pairs(value), *_tables(value, (*path, _key(key))))
        elif _is_array(value):
            for one in value:
                yield from ("", f"[[{name}]]", *_pairs(one), *_tables(one, (*path, _key(key))))


def _is_array(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _key(name: str) -> str:
    return name if name and _BARE.issuperset(name) else _quoted(name)


def _quoted(text: str) -> str:
    # JSON escapes as TOML does, but for one control character that it leaves as it is; lone surrogates are no text.
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace(_DELETE, "\\u007f")
