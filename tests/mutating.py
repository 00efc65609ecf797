"""Clinics whose files something happened to, and what is said of each at opening: for the suite, and with any count for
the scorecard (`opened_many`)."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import sqlcipher3
from fixed import CHEAP, NOW

from clinic_desktop.clinic import Clinic, is_behind
from clinic_desktop.errors import ClinicError, Damaged, NotAllowed, StoreTrouble, WrongPassword
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder

# What one mutation is called, what it does to a closed clinic, and as what it may be told.
Change = Callable[[ClinicFolder, random.Random], object]
Told = tuple[type[ClinicError], ...]


class Opened(NamedTuple):
    """What came of one: which mutation, as what it was told (None where the clinic opened), its words, and whether that
    is as it should be."""

    name: str
    told: type[ClinicError] | None
    words: str
    is_right: bool


def _any_of(folder: ClinicFolder, chance: random.Random) -> Path:
    return chance.choice((folder.database, folder.vault, vault.second_copy(folder.vault)))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _flip(path: Path, chance: random.Random, count: int) -> None:
    raw = bytearray(path.read_bytes())
    for _ in range(count):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    path.write_bytes(raw)


def _flip_both(folder: ClinicFolder, chance: random.Random) -> None:
    for path in (folder.vault, vault.second_copy(folder.vault)):
        _flip(path, chance, 3)


def _cut(path: Path, chance: random.Random) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: chance.randrange(1, len(raw))])


def _both(change: Callable[[Path], object]) -> Change:
    def changed(folder: ClinicFolder, _: random.Random) -> None:
        for path in (folder.vault, vault.second_copy(folder.vault)):
            change(path)

    return changed


def _plain(folder: ClinicFolder, _: random.Random) -> None:
    folder.database.unlink()
    database = sqlcipher3.connect(str(folder.database))
    database.execute("CREATE TABLE clients (id INTEGER)")
    database.commit()
    database.close()


def _log_of_another(folder: ClinicFolder, chance: random.Random) -> None:
    folder.log.write_bytes(chance.randbytes(4_096 * 3))


def _shuffle(folder: ClinicFolder, chance: random.Random) -> None:
    raw = folder.database.read_bytes()
    pages = [raw[at : at + 4_096] for at in range(0, len(raw), 4_096)]
    one, other = chance.sample(range(1, len(pages)), 2)
    pages[one], pages[other] = pages[other], pages[one]
    folder.database.write_bytes(b"".join(pages))


_DAMAGE: Told = (Damaged,)
_ANY: Told = (Damaged, StoreTrouble, WrongPassword, NotAllowed)
# Where the clinic may open all the same, for nobody looked at the damaged page, the last says so.
MUTATIONS: dict[str, tuple[Change, Told, bool]] = {
    "an empty file": (lambda folder, _: _write(folder.database, b""), _DAMAGE, False),
    "16 random bytes": (lambda folder, chance: _write(folder.database, chance.randbytes(16)), _DAMAGE, False),
    "a page of anything": (lambda folder, chance: _write(folder.database, chance.randbytes(4_096)), _DAMAGE, False),
    "as long, of anything": (
        lambda folder, chance: _write(folder.database, chance.randbytes(folder.database.stat().st_size)),
        _DAMAGE,
        False,
    ),
    "a plain database": (_plain, _DAMAGE, False),
    "no file": (lambda folder, _: folder.database.unlink(), _DAMAGE, False),
    "its first page": (
        lambda folder, chance: _write(
            folder.database,
            folder.database.read_bytes()[:16] + chance.randbytes(4_080) + folder.database.read_bytes()[4_096:],
        ),
        _DAMAGE,
        False,
    ),
    "cut short": (lambda folder, chance: _cut(folder.database, chance), _DAMAGE, True),
    "flipped bits": (lambda folder, chance: _flip(folder.database, chance, 40), _DAMAGE, True),
    "pages in each other’s place": (_shuffle, _DAMAGE, True),
    "a log of anything": (_log_of_another, _DAMAGE, True),
    "no key file": (_both(Path.unlink), _DAMAGE, False),
    "no first key file": (lambda folder, _: folder.vault.unlink(), (), True),
    "empty key files": (_both(lambda path: _write(path, b"")), _DAMAGE, False),
    "key files of anything": (_both(lambda path: _write(path, os.urandom(300))), _DAMAGE, False),
    "key files cut short": (_both(lambda path: _write(path, path.read_bytes()[:200])), _DAMAGE, False),
    "a key file with flipped bits": (lambda folder, chance: _flip(folder.vault, chance, 3), (*_ANY,), True),
    "key files with flipped bits": (
        _flip_both,
        _ANY,
        True,
    ),
    "key files that are lists": (_both(lambda path: _write(path, b"[1, 2]")), _DAMAGE, False),
    "key files without end": (_both(lambda path: _write(path, b"[" * 100_000)), _DAMAGE, False),
}


def opened_many(whole: ClinicFolder, password: str, home: Path, count: int, seed: int = 7) -> Iterator[Opened]:
    """Mutate a closed clinic so many times, one way after the other, and open it as its owner."""
    chance = random.Random(seed)
    names = list(MUTATIONS)
    slot = vault.read(whole.vault).people()[0].id
    for at in range(count):
        name = names[at % len(names)]
        folder = ClinicFolder(home / "mutated")
        shutil.rmtree(folder.path, ignore_errors=True)
        shutil.copytree(whole.path, folder.path)
        change, told, may_open = MUTATIONS[name]
        change(folder, chance)
        yield _opened(folder, name, (slot, password), (told, may_open))


def _opened(folder: ClinicFolder, name: str, who: tuple[str, str], right: tuple[Told, bool]) -> Opened:
    before = {path.name: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}
    told, may_open = right
    try:
        key = vault.unwrap(vault.read(folder.vault), *who)
        is_behind(folder, key)
        Clinic.open(folder, key, who[0], Clock(NOW), CHEAP).close()
    except ClinicError as trouble:
        after = {path.name: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}
        # Nothing new in its place: neither a file that was not there, nor another one.
        is_as_it_was = after.get("clinic.db") == before.get("clinic.db") or "clinic.db-wal" in before
        is_right = (
            type(trouble) in told and is_as_it_was and not set(after) - set(before) - {"clinic.db-shm", "clinic.db-wal"}
        )
        return Opened(name, type(trouble), trouble.words, is_right)
    return Opened(name, None, "", may_open)
