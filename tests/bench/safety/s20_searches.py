"""S20: texts that are SQL, and words of its searches, typed into every search."""

import random
from pathlib import Path

from bench.safety.desk import Desk, copied
from bench.safety.score import Score
from factories import HOSTILE_NAMES
from hostile_words import hostile_words

from clinic_desktop.clients.queries import clients_found
from clinic_desktop.payers.queries import payer_page
from clinic_desktop.search.queries.hits import hits

_SCHEMA = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
_PIECES = (
    *(
        '"',
        "'",
        ";",
        "--",
        "/*",
        "*/",
        "%",
        "_",
        "*",
        "NEAR(",
        "OR",
        "NOT",
        "(",
        ")",
        ":",
        "^",
        "-",
        "+",
        "{",
        "\\",
        "\0",
    ),
    *("DROP TABLE clients", "UNION SELECT 1", "ATTACH 'x' AS y", "PRAGMA key", "name:", "ada", "No. 1001", "12", " "),
)


def searched(count: int, seed: int) -> Score:
    """So many texts, each typed into the searches of clients, of payers and of everything."""
    chance = random.Random(seed)
    known = (*HOSTILE_NAMES, *hostile_words(Path("trap.png")))
    desk = Desk(copied("searched"))
    read, today = desk.clinic.read, desk.clinic.clock.today()
    before, bad = list(read.rows(_SCHEMA)), list[str]()
    for number in range(count):
        typed = known[number] if number < len(known) else "".join(chance.choices(_PIECES, k=chance.randint(1, 9)))
        try:
            clients_found(read, typed, today, retired=None)
            payer_page(read, typed=typed)
            hits(read, typed, today)
        # Whatever it is: it is what is counted.
        except Exception as error:  # noqa: BLE001
            bad.append(f"{typed!r}: {type(error).__name__}: {error}")
    is_same = list(read.rows(_SCHEMA)) == before
    desk.close()
    words = f"{count:,} texts in 3 searches: errors {len(bad)}, the schema {'as it was' if is_same else 'CHANGED'}"
    return Score((count - len(bad)) * is_same, count, words + (f"; first: {bad[0]}" if bad else ""))
