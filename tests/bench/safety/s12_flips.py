"""S12: a single bit changed in the clinic's file, in a backup of it, in an encrypted file: each is found."""

import random

from bench.safety.desk import Desk, copied, prepared
from bench.safety.score import Score

from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups.copies import file_mark, verify
from clinic_desktop.store.backups.manifest import Backup, backups_in
from clinic_desktop.store.backups.named import named_in
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.keys.keyring import ClinicFolder


def flipped(count: int, seed: int) -> Score:
    """So many bits of each."""
    chance = random.Random(seed)
    desk = Desk(copied("flipped", backups=True))
    names = sorted(named_in(desk.clinic._writer._database).by_rows)
    desk.close()
    one = backups_in(desk.folder.backups)[0]
    found = {
        "the clinic's file": _found(desk.folder, count, chance),
        "a backup": _found_in_backup(one, count, chance),
        "encrypted files": _found_in_blobs(desk.folder, names, count, chance),
    }
    words = ", ".join(f"{where} {many}/{count}" for where, many in found.items())
    return Score(sum(found.values()), count * len(found), f"single bits changed and found: {words}")


def _found(folder: ClinicFolder, count: int, chance: random.Random) -> int:
    whole = folder.database.read_bytes()
    found = 0
    for _ in range(count):
        folder.database.write_bytes(_bent(whole, chance))
        found += _is_refused(folder)
    folder.database.write_bytes(whole)
    return found * (not _is_refused(folder))


def _is_refused(folder: ClinicFolder) -> bool:
    try:
        verify(folder.database, prepared().key, Progress())
    except ClinicError:
        return True
    return False


def _found_in_backup(one: Backup, count: int, chance: random.Random) -> int:
    """As a restore looks at it: by the hashes of its manifest, the files that it consists of in turn."""
    found = 0
    for at in range(count):
        name, mark = sorted(one.manifest.files.items())[at % len(one.manifest.files)]
        path = one.folder.path / name
        whole = path.read_bytes()
        path.write_bytes(_bent(whole, chance))
        found += file_mark(path) != mark
        path.write_bytes(whole)
    return found


def _found_in_blobs(folder: ClinicFolder, names: list[str], count: int, chance: random.Random) -> int:
    blobs, found = Blobs(folder.blobs, prepared().key), 0
    for at in range(count):
        path = blobs.path(names[at % len(names)])
        whole = path.read_bytes()
        path.write_bytes(_bent(whole, chance))
        try:
            blobs.checked(path.name)
        except ClinicError:
            found += 1
        path.write_bytes(whole)
    return found


def _bent(whole: bytes, chance: random.Random) -> bytes:
    bent = bytearray(whole)
    bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
    return bytes(bent)
