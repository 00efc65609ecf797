"""The line of each key of a TOML file."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.written.lines import KeyPath, key_lines

MIXED = '''\
# A comment = with an equals sign, and [a head]
top = 1   # and more

"quo.ted" = """
first = 1
[second]
""""" # ends in two quotes of its own
'literal.key' = 'a # b'
dotted . "in.side" = 2
[table]  # a head
words = [
    "one", # not a ] yet
    'two', """three
[four]""",
]
inline = { a = 1, "b" = { c = [1, 2] }, d.e = "x, y }" }
[ table . below ]
at = 2026-11-23 07:32:00
lines = \'\'\'
x = "
\'\'\'
[[visits]]
day = 2026-11-02
[[visits.services]]
name = "a\\"b"
[[visits.services]]
name = "c"
[[visits]]
[visits.clock]
time = 07:30:00
[[visits.services]]
name = 1.5
'''


def test_every_way_to_write_a_key_has_its_line() -> None:
    found = key_lines(MIXED)
    expected: dict[KeyPath, int] = {
        ("top",): 2,
        ("quo.ted",): 4,
        ("literal.key",): 8,
        ("dotted", "in.side"): 9,
        ("table",): 10,
        ("table", "words"): 11,
        ("table", "words", 1): 13,
        ("table", "words", 2): 13,
        ("table", "inline"): 16,
        ("table", "inline", "b", "c"): 16,
        ("table", "inline", "d", "e"): 16,
        ("table", "below"): 17,
        ("table", "below", "at"): 18,
        ("table", "below", "lines"): 19,
        ("visits", 0): 22,
        ("visits", 0, "day"): 23,
        ("visits", 0, "services", 0, "name"): 25,
        ("visits", 0, "services", 1): 26,
        ("visits", 0, "services", 1, "name"): 27,
        ("visits", 1): 28,
        ("visits", 1, "clock"): 29,
        ("visits", 1, "clock", "time"): 30,
        ("visits", 1, "services", 0, "name"): 32,
    }
    assert {path: line for path, line in found.items() if path in expected} == expected
    assert set(found) == set(paths(tomllib.loads(MIXED))) - {("visits",), *lists(tomllib.loads(MIXED))}


def test_line_ends_of_windows_count_once() -> None:
    assert key_lines(MIXED.replace("\n", "\r\n")) == key_lines(MIXED)


@pytest.mark.parametrize("text", ["", "\n\n", "# only this", "a=1", "[a]", "[[a]]", '"" = 1', "a = []", "a = {}"])
def test_the_shortest_files(text: str) -> None:
    assert set(key_lines(text)) <= {("a",), ("",), ("a", 0)}


NAMES = some.text(min_size=0, max_size=6)
VALUES = some.recursive(
    some.integers() | some.booleans() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(some.lists(some.tuples(NAMES, VALUES), max_size=6, unique_by=lambda one: one[0]))
def test_any_keys_and_values_are_found_on_their_line(pairs: list[tuple[str, Any]]) -> None:
    text, wanted, line = "", {}, 1
    for name, value in pairs:
        written = f"{quoted(name)} = {toml(value)}\n\n"
        wanted[name] = line
        line += written.count("\n")
        text += written
    assert tomllib.loads(text) == dict(pairs)
    found = key_lines(text)
    assert {path[0]: at for path, at in found.items() if len(path) == 1} == wanted
    assert set(found) == set(paths(dict(pairs)))


def quoted(text: str) -> str:
    return '"' + "".join(f"\\u{ord(one):04x}" if ord(one) < 0x80 and not one.isalnum() else one for one in text) + '"'


def toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[\n" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(name)} = {toml(one)}" for name, one in value.items()) + "}"
    return str(value)


def paths(value: Any, above: KeyPath = ()) -> Iterator[KeyPath]:
    """All keys of what was read, and the places of its arrays."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, one in inner:
        yield (*above, part)
        yield from paths(one, (*above, part))


def lists(value: Any, above: KeyPath = ()) -> Iterator[KeyPath]:
    """The arrays of tables: each of their heads has a line, they themselves have none. A dotted key's middle has."""
    for path in paths(value):
        inner = value
        for part in path:
            inner = inner[part]
        if isinstance(inner, list) and inner and all(isinstance(one, dict) for one in inner):
            yield path
