"""Files by chance for imports: none crashes the program, none hangs it, and none leaves a part of itself behind.

Line S8 of the scorecard asks for thousands of them; the suite for a few.
"""

import random
from collections.abc import Callable
from typing import NamedTuple

from imported import TODAY, counts, facts_of, imported

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.imports.commands.importing import ImportRows
from clinic_desktop.imports.commands.taking_back import TakeBackImport
from clinic_desktop.imports.loader.beside import ImportAsk, look_through
from clinic_desktop.imports.model.entries import RowChoices
from clinic_desktop.imports.model.fields import FIELDS, KINDS, Kind
from clinic_desktop.imports.model.sheet import HowRead, Matching
from clinic_desktop.jobs import Progress
from clinic_desktop.values.problems import Unreadable

Watch = Callable[[], float]
LONGEST = 2.0
_PIECES = (
    *(
        "Ana",
        "Lee",
        "de la Cruz",
        "O’Brien-Nuñez",
        "שרה",
        "王小明",
        "🙂",
        "e\u0301",
        "\u202eabc",
        "nul\x00l",
        "\ufffd",
        "",
    ),
    *("3/14/1980", "14/3/1980", "3/4/80", "2/30/1980", "1980-03-14", "12/31/9999", "0/0/0000", "3/14", "today", "-1w"),
    *("2535550142", "(253) 555-0142 cell", "555", "a@x.com", "a@", "98402", "2134", "WA", "Washington", "$80.00", "-5"),
    *(
        "1,234.5",
        "60 min",
        "99999999999999999999",
        "2:30 PM",
        "25:99",
        "F",
        "x",
        "N/A",
        "=1+1",
        "@SUM(A1)",
        "+1",
        "-",
        "'",
    ),
    *('"', '""', '"open', 'a"b', "Cascade Mutual", "self pay", "AB 123", "1999999992", "1234567890", "Cancelled"),
    *("x" * 300, "y" * 12_000, "a\nb", "\t", " ", "\u00a0", "\ud800", "Ⅷ", "٣", "1e9", "NaN", "0x10", "{x} %s", "<b>"),
)
# What stands in a column of that name in a file that is well.
_GOOD = {
    "name": ("Ana Lee", "Vega, Luis", "Maria de la Cruz"),
    "given_name": ("Ana", "Luis", "Maria"),
    "family_name": ("Lee", "Vega", "de la Cruz"),
    "birth_date": ("3/14/1980", "12/25/1975"),
    "date_of_service": ("3/20/2025", "12/1/2024"),
    "payer_name": ("Cascade Mutual", "Rainier"),
    "number": ("C-1", "C-2"),
    "note": ("Likes quiet",),
}
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32")


class Fuzzed(NamedTuple):
    """What came of so many files: `read` those that were tables, `rows` that were imported; and what must be none."""

    files: int
    read: int
    rows: int
    crashed: tuple[str, ...]
    hung: tuple[str, ...]
    partial: tuple[str, ...]


def fuzz_imports(clinic: Clinic, count: int, seed: int, watch: Watch | None = None) -> Fuzzed:
    """Read so many files by chance, import what is good of them, and take it back again. A clinic of its own: what it
    had before has to be there after each. Without a watch nobody looks how long each takes."""
    # Whom rows may be about.
    imported(clinic, "Client ID,Name,DOB\nC-1,Ana Lee,3/14/1980\nC-2,Luis Vega,12/25/1975\n")
    read = rows = 0
    crashed, hung, partial = list[str](), list[str](), list[str]()
    before = counts(clinic)
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        name, begun = f"seed {seed}, file {number}", watch() if watch else 0.0
        try:
            got = _one(clinic, chance)
        except Exception as error:  # noqa: BLE001 - that is what is counted
            crashed.append(f"{name}: {type(error).__name__}: {error}")
            got = 0
        if watch and watch() - begun > LONGEST:
            hung.append(name)
        read, rows = read + (got >= 0), rows + max(0, got)
        after = counts(clinic)
        if any(after[table] != before[table] for table in before if table != "imports"):
            partial.append(name)
            before = after
    return Fuzzed(count, read, rows, tuple(crashed), tuple(hung), tuple(partial))


def _one(clinic: Clinic, chance: random.Random) -> int:
    """One file: how many of its rows were imported, -1 where it is no table."""
    kind: Kind = chance.choice(list(KINDS))
    content = file_by_chance(chance, kind)
    how = HowRead(chance.choice(("", "", "utf-8", "utf-16", "cp1252")), chance.choice(("", "", ",", ";", "\t")))
    choices = RowChoices({2: {0: chance.choice(_PIECES)}}, frozenset((3,)), frozenset((4,)), chance.random() < 0.5)
    try:
        seen = look_through(clinic.read, ImportAsk(content, kind, TODAY, how, None, choices), Progress())
        if chance.random() < 0.5:
            fields = ("", *FIELDS[kind])
            columns = tuple(chance.choice(fields) for _ in seen.table.headings)
            matching = Matching(_each_once(columns), chance.choice((None, True, False)), chance.random() < 0.5)
            ask = ImportAsk(content, kind, TODAY, how, matching, choices, seen.table)
            seen = look_through(clinic.read, ask, Progress())
    except Unreadable as unreadable:
        assert unreadable.words
        return -1
    assert len(seen.outlook.lines) == len(seen.table.rows)
    if not seen.outlook.entries:
        return 0
    before = counts(clinic)
    try:
        made = clinic.do(ImportRows(facts_of(seen, kind), seen.outlook.entries)).row
    except Refused:
        # The dry run promised it: nothing came between.
        assert counts(clinic) == before
        raise
    clinic.do(TakeBackImport(made, 1))
    return len(seen.outlook.entries)


def file_by_chance(chance: random.Random, kind: Kind) -> bytes:
    """Bytes that are a table more often than not, with all that files of other programs have in them."""
    if chance.random() < 0.15:
        return chance.randbytes(chance.randrange(0, 3_000))
    divider, end = chance.choice(",,,;\t|"), chance.choice(("\n", "\n", "\r\n", "\r"))
    width = chance.randrange(1, 12)
    keys = [chance.choice([*FIELDS[kind], *_GOOD]) for _ in range(width)]
    lines = [[FIELDS[kind].get(key, key) for key in keys]] if chance.random() < 0.85 else []
    # A file that is well but for some cells, or one of noise.
    well = chance.choice((0.0, 0.5, 0.95))
    for _ in range(chance.randrange(1, 12)):
        row = [chance.choice(_GOOD.get(key, ("",)) if chance.random() < well else _PIECES) for key in keys]
        lines.append(row + [""] * chance.choice((0, 0, 0, 1)) if chance.random() < 0.9 else row[:-1])
    text = end.join(divider.join(map(_quoted(chance, divider), row)) for row in lines)
    made = text.encode(chance.choice(_ENCODINGS), "replace")
    if chance.random() < 0.2:
        at = chance.randrange(len(made) + 1)
        made = made[:at] + chance.randbytes(chance.randrange(1, 9)) + made[at + chance.randrange(0, 9) :]
    return made


def _quoted(chance: random.Random, divider: str) -> Callable[[str], str]:
    def quote(cell: str) -> str:
        if chance.random() < 0.05 or not (set(cell) & {divider, '"', "\n", "\r"}):
            return cell
        doubled = cell.replace('"', '""')
        return f'"{doubled}"'

    return quote


def _each_once(columns: tuple[str, ...]) -> tuple[str, ...]:
    """No field twice, as on the screen."""
    return tuple(key if key == "note" or key not in columns[:at] else "" for at, key in enumerate(columns))
