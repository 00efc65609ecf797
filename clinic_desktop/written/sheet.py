"""The tables of a file as they are read, and all that is wrong with them, each with its line."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import Kind, nearest, said
from clinic_desktop.written.lines import KeyPath

Values = dict[str, Any]
Keys = Mapping[str, tuple[str, Kind]]
# More than any bill has, and still read and checked in a moment.
MOST_TABLES = 200
# Who has more to put right begins with these.
MOST_WRONG = 100
_FIRST_LINE = 1


class FileSheet:
    """Collects what is wrong with a file; `lines` finds those of its keys, and is asked only when something is."""

    def __init__(self, lines: Callable[[], Mapping[KeyPath, int]]) -> None:
        """Start with nothing wrong."""
        self._find_lines = lines
        self._lines: Mapping[KeyPath, int] | None = None
        self._wrong: list[tuple[int, str]] = []

    @property
    def wrong(self) -> tuple[tuple[int, str], ...]:
        """Line and sentence of everything that is wrong, by line."""
        return tuple(sorted(self._wrong, key=lambda one: one[0]))

    @property
    def is_full(self) -> bool:
        """Whether so much is wrong that no more is noted."""
        return len(self._wrong) >= MOST_WRONG

    def add(self, path: KeyPath, words: str) -> None:
        """Note what is wrong with a key, at its line or that of the table around it; MOST_WRONG at most."""
        if self.is_full:
            return
        # Of an array of tables each head has a line, the array itself has none.
        near = ((*path, 0), *(path[:end] for end in range(len(path), 0, -1)))
        if self._lines is None:
            self._lines = self._find_lines()
        line = next((self._lines[one] for one in near if one in self._lines), _FIRST_LINE)
        self._wrong.append((line, words))


class FileTable:
    """One table of the file. What is not asked for by name is unknown, and said by `close`."""

    def __init__(self, sheet: FileSheet, content: Mapping[str, Any], path: KeyPath = ()) -> None:
        """`path` is where it stands in the file, () the top."""
        self.path, self._sheet, self._content = path, sheet, content
        self._known: dict[str, None] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def values(self, keys: Keys, *needed: str) -> Values:
        """The fields of the keys that are there and can be read; the others are said."""
        found: Values = {}
        for key, (field, kind) in keys.items():
            self._known[key] = None
            if key in self._content:
                try:
                    found[field] = kind(self._content[key])
                except Unreadable as unreadable:
                    self.add(key, say("{key}: {words}", key=key, words=unreadable.words))
            elif key in needed:
                self.add("", say("The key “{key}” is missing.", key=key))
        return found

    def is_table(self, key: str) -> bool:
        """Whether a table stands there, where there could also be a word."""
        return isinstance(self._content.get(key), dict)

    def has_tables(self, key: str) -> bool:
        """Whether tables stand there, where there could also be words."""
        content = self._content.get(key)
        return isinstance(content, list) and any(isinstance(one, dict) for one in content)

    def table(self, key: str) -> "FileTable | None":
        """A table below this one; None where there is none."""
        self._known[key] = None
        content = self._content.get(key)
        if content is None:
            return None
        if isinstance(content, dict):
            return FileTable(self._sheet, content, (*self.path, key))
        self.add(
            key, say("“{key}” is one table: write {head} on a line of its own.", key=key, head=f"[{self._named(key)}]")
        )
        return None

    def tables(self, key: str) -> Iterator["FileTable"]:
        """The tables of an array below this one, in their order."""
        self._known[key] = None
        content = self._content.get(key, [])
        if not isinstance(content, list) or not all(isinstance(one, dict) for one in content):
            head = f"[[{self._named(key)}]]"
            self.add(key, say("There can be several of “{key}”: write {head} above each.", key=key, head=head))
            return
        if len(content) > MOST_TABLES:
            # At the first one too many.
            self._sheet.add(
                (*self.path, key, MOST_TABLES), say("There are more than {most} of “{key}”.", most=MOST_TABLES, key=key)
            )
        for place, one in enumerate(content[:MOST_TABLES]):
            yield FileTable(self._sheet, one, (*self.path, key, place))

    def add(self, key: str, words: str) -> None:
        """Note what is wrong with a key of this table, or with the table itself where `key` is ""."""
        self._sheet.add((*self.path, key) if key else self.path, words)

    def close(self) -> None:
        """Say which keys are known to nobody, and what they may be meant for."""
        known = tuple(self._known)
        for key in self._content:
            if self._sheet.is_full:
                return
            if key in self._known:
                continue
            if near := nearest(key, known):
                self.add(key, say("There is no key “{key}” here. Did you mean “{near}”?", key=said(key), near=near))
            else:
                keys = ", ".join(known)
                self.add(key, say("There is no key “{key}” here. There are {keys}.", key=said(key), keys=keys))

    def _named(self, key: str) -> str:
        return ".".join(str(part) for part in (*self.path, key) if isinstance(part, str))


def closed(table: FileTable, keys: Keys, needed: Sequence[str] = ()) -> Values:
    """The values of a table that has no table below it."""
    found = table.values(keys, *needed)
    table.close()
    return found
