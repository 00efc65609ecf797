"""On which line of a TOML file each key stands: the library that reads the values does not tell."""

import re
import tomllib
from collections.abc import Iterator, Mapping

# Keys and places in arrays, from the top: ("visits", 0, "services", 1, "units").
KeyPath = tuple[str | int, ...]

_BASIC = r'"(?:\\.|[^"\\\n])*"'
_LITERAL = r"'[^'\n]*'"
_PART = rf"(?:[A-Za-z0-9_-]+|{_BASIC}|{_LITERAL})"
_KEY = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
# Of several lines first: they begin like an empty one. They may end in quotes of their own.
_STRING = re.compile(rf'"""(?:\\.|[^\\])*?"{{3,5}}|\'\'\'.*?\'{{3,5}}|{_BASIC}|{_LITERAL}', re.DOTALL)
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_VALUE = re.compile(r"[^,\]}#\n]+")
# Between the brackets of what lies deeper than anybody asks for.
_NO_BRACKET = re.compile(rf"(?:{_STRING.pattern}|#[^\n]*|[^\[\]{{}}\"'#])*", re.DOTALL)
# The deepest place of a document is ("visits", 0, "services", 0, "codes", 0); the rest is passed over.
DEEPEST = 10


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """The line of each key and of each table's head, 1 the first, down to DEEPEST parts. `text` has to be TOML that
    tomllib reads."""
    return dict(_Scan(text.replace("\r\n", "\n")).heads())


class _Scan:
    """Goes through the text once; what it stands on is `at`, in line `line`."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._line = text, 0, 1
        # How many of each array of tables have begun.
        self._begun: dict[KeyPath, int] = {}

    def heads(self) -> Iterator[tuple[KeyPath, int]]:
        """Every key and every head with its line, in their order."""
        table: KeyPath = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._next() == "[":
                table = self._table()
                yield table, self._line
            else:
                yield from self._pair(table)
            self._skip(_BLANK)

    def _table(self) -> KeyPath:
        is_array = self._text.startswith("[[", self._at)
        self._step(2 if is_array else 1)
        self._skip(_BLANK)
        *above, last = self._key()
        self._skip(_BLANK)
        self._step(2 if is_array else 1)
        path: KeyPath = ()
        for part in above[: DEEPEST - 1]:
            path = self._last_of((*path, part))
        path = (*path, last)
        if is_array:
            self._begun[path] = self._begun.get(path, 0) + 1
        return self._last_of(path)

    def _last_of(self, path: KeyPath) -> KeyPath:
        """A table below an array of tables belongs to the last one of it."""
        return (*path, self._begun[path] - 1) if path in self._begun else path

    def _pair(self, table: KeyPath) -> Iterator[tuple[KeyPath, int]]:
        line = self._line
        path = table
        for part in self._key()[: max(0, DEEPEST - len(table))]:
            path = (*path, part)
            yield path, line
        self._skip(_BLANK)
        self._step(len("="))
        self._skip(_BLANK)
        yield from self._value(path)

    def _value(self, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
        if len(path) >= DEEPEST and self._next() in "[{":
            self._pass_over()
        elif self._next() == "[":
            yield from self._array(path)
        elif self._next() == "{":
            yield from self._inline(path)
        elif self._next() in "\"'":
            self._skip(_STRING)
        else:
            self._skip(_BARE_VALUE)

    def _pass_over(self) -> None:
        """Goes behind an array or a table in one line, however deep it is."""
        depth = 0
        while True:
            depth += 1 if self._next() in "[{" else -1
            self._step(1)
            if not depth:
                return
            self._skip(_NO_BRACKET)

    def _array(self, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
        for place, _ in enumerate(self._members("]")):
            yield (*path, place), self._line
            yield from self._value((*path, place))

    def _inline(self, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
        for _ in self._members("}"):
            yield from self._pair(path)

    def _members(self, end: str) -> Iterator[None]:
        """Stops before each member of an array or of a table in one line, and goes behind its end."""
        self._step(1)
        self._skip(_BLANK)
        while self._next() != end:
            yield
            self._skip(_BLANK)
            if self._next() == ",":
                self._step(1)
                self._skip(_BLANK)
        self._step(1)

    def _key(self) -> list[str]:
        found = _KEY.match(self._text, self._at)
        assert found
        self._step(len(found[0]))
        if not {'"', "'"} & set(found[0]):
            return [part.strip() for part in found[0].split(".")]
        # The library reads quotes and escapes.
        parts, inner = [], tomllib.loads(f"{found[0]} = 0")
        while isinstance(inner, dict):
            ((part, inner),) = inner.items()
            parts.append(part)
        return parts

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        self._step(len(found[0]) if found else 0)

    def _step(self, letters: int) -> None:
        self._line += self._text.count("\n", self._at, self._at + letters)
        self._at += letters
