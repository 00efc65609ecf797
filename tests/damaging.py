"""Damages to a clinic’s real encrypted file, and what a salvage makes of each: for the suite, and with any count for
the scorecard (`salvaged_many`)."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from fixed import NOW

from clinic_desktop.errors import ClinicError, Damaged
from clinic_desktop.jobs import Progress
from clinic_desktop.salvaging import Saved, save_anew
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.salvage.building import tables_of

PAGE = 4096
Rows = dict[str, dict[tuple[object, ...], tuple[object, ...]]]


class Outcome(NamedTuple):
    """What became of one damage: how it was done, whether a new file was made, and the rows of the old one that are
    neither in it as they were nor named as lost or in doubt."""

    how: str
    is_saved: bool
    unnamed: tuple[str, ...]
    is_complete: bool
    why_not: str = ""


def rows_of(path: Path, key: bytes) -> Rows:
    """Every row of every table that is not reckoned, by its key."""
    with closing(open_encrypted(path, key, "write")) as database:
        found: Rows = {}
        for table in tables_of(database):
            info = database.execute(f"PRAGMA table_info({table})").fetchall()
            keys = [at for at, one in enumerate(info) if one[5]]
            rows = database.execute(f"SELECT * FROM {table}").fetchall()
            found[table] = {tuple(row[at] for at in keys): tuple(row) for row in rows}
        return found


def overwrite(raw: bytearray, chance: random.Random) -> None:
    """Pages of anything."""
    for _ in range(chance.randint(1, 12)):
        page = chance.randrange(len(raw) // PAGE)
        raw[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)


def zero(raw: bytearray, chance: random.Random) -> None:
    """A run of pages of nothing, as a failing disk leaves them."""
    page = chance.randrange(len(raw) // PAGE)
    count = min(chance.randint(1, 30), len(raw) // PAGE - page)
    raw[page * PAGE : (page + count) * PAGE] = bytes(count * PAGE)


def cut(raw: bytearray, chance: random.Random) -> None:
    """The end is not there, in the middle of a page too."""
    del raw[chance.randrange(len(raw) // 2, len(raw)) :]


def flip(raw: bytearray, chance: random.Random) -> None:
    """Single bits."""
    for _ in range(chance.randint(1, 20)):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (overwrite, zero, cut, flip)


def salvaged_many(
    whole: ClinicFolder, key: bytes, slot: str, home: Path, count: int, seed: int = 7
) -> Iterator[Outcome]:
    """Damage a closed clinic so many times, each time another way, and save it anew."""
    chance = random.Random(seed)
    before = rows_of(whole.database, key)
    raw = whole.database.read_bytes()
    for at in range(count):
        damage = DAMAGES[at % len(DAMAGES)]
        folder = ClinicFolder(home / "damaged")
        shutil.rmtree(folder.path, ignore_errors=True)
        shutil.copytree(whole.path, folder.path)
        made = bytearray(raw)
        damage(made, chance)
        folder.database.write_bytes(made)
        yield _outcome(folder, (key, slot), f"{at} {damage.__name__}", before)


def _outcome(folder: ClinicFolder, opened_by: tuple[bytes, str], how: str, before: Rows) -> Outcome:
    damaged = folder.database.read_bytes()
    try:
        saved = save_anew(folder, *opened_by, Clock(NOW), Progress())
    except ClinicError as trouble:
        # Nothing can be read, or not who owns it: said, and nothing was touched.
        assert isinstance(trouble, Damaged) or trouble.words
        assert folder.database.read_bytes() == damaged
        assert not folder.restored_in_part.exists()
        return Outcome(how, False, (), False, trouble.words)
    assert folder.database.read_bytes() == damaged
    return Outcome(how, True, tuple(_unnamed(saved, opened_by[0], before)), saved.salvaged.is_complete)


def _unnamed(saved: Saved, key: bytes, before: Rows) -> Iterator[str]:
    """Rows that are not as they were, of tables of which nothing is said to be missing or in doubt."""
    after = rows_of(saved.part.database, key)
    for one in saved.salvaged.tables:
        if one.name == "balances":
            # Added up anew from what is there.
            continue
        was = before[one.name]
        missing = sum(1 for number, row in was.items() if after[one.name].get(number) != row)
        in_doubt = one.lost + one.aside + one.older
        if missing > in_doubt and not one.is_open:
            yield f"{one.name}: {missing} of {len(was)}, named {in_doubt}"
