"""Backups as a stranger might leave them on a stick: sixty ways, each tried on a copy of an honest one.

`attack_all` is for the scorecard too: python -c "from hostile_backups import attack_all" with tests on the path.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from factories import make_clinic
from filed import File, content, with_table
from fixed import CHEAP, NOW, PASSWORD

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.store.backups.backup import back_up_to
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.backups.listing import look_in
from clinic_desktop.store.backups.manifest import MANIFEST
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.files import mark_of
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder

SPARSE = 1 << 40
_SPARE_BYTES = 1 << 20


class Report(NamedTuple):
    """How many ways were tried, how many of them were refused or left out, in how many the honest record came out all
    the same; how many wrote outside the clinic's folder, wrote more than three times the backup, or ended in a bug."""

    attacked: int
    refused: int
    harmless: int
    outside: tuple[str, ...]
    over_budget: tuple[str, ...]
    bugs: tuple[str, ...]


class Made(NamedTuple):
    """The honest backup, its clinic's key, and a folder that nothing may touch."""

    path: Path
    key: bytes
    outside: Path


Attack = Callable[[Path, Made], object]


def attack_all(home: Path, every: int = 1) -> Report:
    """Try each of them, or one of so many; `home` is an empty folder."""
    honest = _honest(home)
    refused = harmless = 0
    outside: list[str] = []
    over: list[str] = []
    bugs: list[str] = []
    before, size = _tree(honest.outside), sum(path.stat().st_size for path in honest.path.rglob("*") if path.is_file())
    tried = list(ATTACKS.items())[::every]
    for name, attack in tried:
        at = home / "tried"
        stick, target = at / "stick", ClinicFolder(at / "new" / "clinic")
        shutil.copytree(honest.path, stick / honest.path.name)
        attack(stick / honest.path.name, honest)
        try:
            came_out = _restored(stick, target, size * 3 + _SPARE_BYTES, partial(over.append, name))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            bugs.append(f"{name}: {error!r}")
            came_out = False
        refused += not came_out
        harmless += came_out
        beside = {path.name for path in target.path.parent.iterdir()} if target.path.parent.is_dir() else set()
        if _tree(honest.outside) != before or beside - {"clinic", "clinic.standing.json"}:
            outside.append(name)
        shutil.rmtree(at)
    return Report(len(tried), refused, harmless, tuple(outside), tuple(over), tuple(bugs))


def _honest(home: Path) -> Made:
    clinic, _ = make_clinic(home / "honest")
    key, folder = clinic.keys.key, clinic.keys.folder
    clinic.close()
    with_table(folder, key)
    slot = vault.read(folder.vault).people()[0].id
    clinic = Clinic.open(folder, key, slot, Clock(NOW), CHEAP)
    for number in range(2):
        clinic.do(File(clinic.blobs.put(content(number))))
    clinic.close()
    made = back_up_to(folder, key, home / "stick", NOW, Progress())
    outside = home / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("nobody reads this")
    return Made(made.folder.path, key, outside)


def _restored(stick: Path, target: ClinicFolder, budget: int, over: Callable[[], object]) -> bool:
    """Whether the honest record came out of what lies there."""
    found = look_in(stick).backups
    if not found:
        return False
    try:
        slot = vault.read(found[0].folder.vault).people()[0].id
        asked = Restoring(found[0], slot, PASSWORD)
        key, slot = restore_backup(target, asked, CHEAP, Clock(NOW + timedelta(hours=1)), Progress())
    except ClinicError:
        return False
    finally:
        if sum(path.lstat().st_size for path in target.path.rglob("*") if path.is_file()) > budget:
            over()
    clinic = Clinic.open(target, key, slot, Clock(NOW), CHEAP)
    try:
        rows = clinic.read.all("SELECT DISTINCT blob FROM scans ORDER BY id")
        assert [clinic.blobs.get(row["blob"]) for row in rows] == [content(0), content(1)]
    finally:
        clinic.close()
    return True


def _tree(place: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in place.rglob("*") if path.is_file()}


# What is done to the manifest


def _body(made: Path, **changed: Any) -> None:
    manifest = made / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | changed), "utf-8")


def _files(made: Path, **more: Any) -> None:
    _body(made, files=json.loads((made / MANIFEST).read_text("utf-8"))["files"] | more)


def _marked(made: Path, name: str) -> None:
    """The manifest speaks of the file as it lies there now: whoever can write one can write the other."""
    size = (made / name).stat().st_size
    raw = (made / name).read_bytes() if size < SPARSE else b""
    _files(made, **{name: mark_of(raw)._asdict() | {"size": size}})


def _named(wrong: str) -> Attack:
    return lambda made, _: _files(made, **{wrong: {"size": 1, "sha256": "a" * 64}})


def _saying(**wrong: Any) -> Attack:
    return lambda made, _: _body(made, **wrong)


def _raw_manifest(raw: bytes) -> Attack:
    return lambda made, _: (made / MANIFEST).write_bytes(raw)


# What is done to a file


def _gone(path: Path) -> Path:
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    return path


def _link(name: str, *, absolute: bool = True) -> Attack:
    def attack(made: Path, honest: Made) -> None:
        target = honest.outside / "secret.txt" if absolute else Path("../../../outside/secret.txt")
        _gone(made / name).symlink_to(target)

    return attack


def _link_to_honest(name: str) -> Attack:
    """Where it leads the content is right: yet it is not in the backup."""
    return lambda made, honest: _gone(made / name).symlink_to(honest.path / name)


def _pipe(name: str) -> Attack:
    return lambda made, _: os.mkfifo(_gone(made / name))


def _folder(name: str) -> Attack:
    return lambda made, _: _gone(made / name).mkdir()


def _long(name: str, *, said: bool) -> Attack:
    def attack(made: Path, _: Made) -> None:
        os.truncate(made / name, SPARSE)
        if said:
            _marked(made, name)

    return attack


def _cut(name: str) -> Attack:
    return lambda made, _: os.truncate(made / name, (made / name).stat().st_size // 2)


def _replaced(attack: Attack) -> Attack:
    """As what a restore replaced, which has no marks of its files."""

    def both(made: Path, honest: Made) -> None:
        _body(made, kind="replaced", files={}, rows={}, beside={"files": 0, "size": 0, "lost": 0})
        attack(made, honest)

    return both


def _planted(name: str, size: int = 100_000) -> Attack:
    return lambda made, _: (made / name).write_bytes(b"\x37\x7f\x06\x82" + os.urandom(size))


def _sql(statement: str) -> Attack:
    """By somebody who has the key, as who left the staff."""

    def attack(made: Path, honest: Made) -> None:
        with opened(made / "clinic.db", honest.key, "write") as database:
            database.execute(statement)
        _marked(made, "clinic.db")

    return attack


def _keys(**cost: int) -> Attack:
    def attack(made: Path, _: Made) -> None:
        for name in ("vault.json", "vault.copy.json"):
            body = json.loads((made / name).read_text("utf-8"))
            body["slots"] = [slot | cost for slot in body["slots"]]
            (made / name).write_text(json.dumps(body), "utf-8")
            _marked(made, name)

    return attack


# What is done to the encrypted files


def _listed(change: Callable[[dict[str, Any]], object]) -> Attack:
    def attack(made: Path, _: Made) -> None:
        body = json.loads((made / "blobs.json").read_text("ascii"))
        change(body)
        (made / "blobs.json").write_text(json.dumps(body), "ascii")
        _marked(made, "blobs.json")

    return attack


def _raw_list(raw: bytes) -> Attack:
    def attack(made: Path, _: Made) -> None:
        (made / "blobs.json").write_bytes(raw)
        _marked(made, "blobs.json")

    return attack


def _scans(made: Path) -> list[Path]:
    return sorted(path for path in (made / "blobs").rglob("*") if path.is_file())


def _swapped(made: Path, _: Made) -> None:
    one, other = _scans(made)
    first = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(first)


def _scan(attack: Callable[[Path, Made], object]) -> Attack:
    return lambda made, honest: attack(_scans(made)[0], honest)


def _grown(scan: Path, _: Made) -> None:
    os.truncate(scan, 900_000_000)


def _scans_linked(made: Path, honest: Made) -> None:
    _gone(made / "blobs").symlink_to(honest.path / "blobs")


def _part_linked(scan: Path, honest: Made) -> None:
    inside = scan.parent.name
    _gone(scan.parent).symlink_to(honest.path / "blobs" / inside)


def _more(name: str, size: int) -> Attack:
    def attack(made: Path, _: Made) -> None:
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.truncate(path, size)

    return attack


def _whole_linked(made: Path, honest: Made) -> None:
    _gone(made).symlink_to(honest.path)


def _renamed(to: str) -> Attack:
    return lambda made, _: made.rename(made.with_name(to))


_DEEP = b"[" * 200_000
ATTACKS: dict[str, Attack] = {
    **{f"manifest names {wrong!r}": _named(wrong) for wrong in (
        "../clinic.db", "../../outside/secret.txt", "/etc/passwd", "C:\\Windows\\x", "\\\\host\\share\\x",
        "clinic.db:x", "CON", "blobs/../../x", "clinic.db\x00", "clinic.db ")},
    "manifest of another kind": _saying(kind="format"),
    "manifest claims no rows": _saying(rows={}, beside={"files": 1 << 61, "size": 1 << 61, "lost": 0}),
    "manifest of the year 1": _saying(made_at="0001-01-01T00:00:00+14:00"),
    "manifest of a newer program": _saying(format=99),
    "manifest with a text as head": _saying(head="x"),
    "manifest nested": _raw_manifest(_DEEP),
    "manifest empty": _raw_manifest(b""),
    "manifest with a NUL": _raw_manifest(b"\x00" * 64),
    "manifest of 1 TB": lambda made, _: os.truncate(made / MANIFEST, SPARSE),
    "manifest a link": _link_to_honest(MANIFEST),
    "manifest a pipe": _pipe(MANIFEST),
    "manifest a folder": _folder(MANIFEST),
    "file a link": _link_to_honest("clinic.db"),
    "file a link outside": _link("clinic.db"),
    "file a link by dots": _link("clinic.db", absolute=False),
    "file a pipe": _pipe("clinic.db"),
    "file a folder": _folder("clinic.db"),
    "file of 1 TB": _long("clinic.db", said=False),
    "file of 1 TB, as said": _long("clinic.db", said=True),
    "file cut": _cut("clinic.db"),
    "file with a trigger": _sql("CREATE TRIGGER evil AFTER INSERT ON clients BEGIN DELETE FROM drafts; END"),
    "file with a view": _sql("CREATE VIEW evil AS SELECT load_extension('x')"),
    "file of another program": _sql("PRAGMA application_id = 7"),
    "file of a newer program": _sql("PRAGMA user_version = 9999"),
    "a log beside it": _planted("clinic.db-wal"),
    "a journal beside it": _planted("clinic.db-journal"),
    "a shared index beside it": _planted("clinic.db-shm"),
    "keys a link": _link_to_honest("vault.json"),
    "keys a link outside": _link("vault.copy.json"),
    "keys of 1 TB, as said": _long("vault.json", said=True),
    "keys a pipe": _pipe("vault.json"),
    "keys that cost all memory": _keys(memory_kib=1 << 40),
    "keys that take for ever": _keys(passes=1 << 30),
    "list names a way out": _listed(lambda body: body["files"].update({"../../x": {"size": 1, "sha256": "a" * 64}})),
    "list with a length below nothing": _listed(lambda body: [one.update(size=-1) for one in body["files"].values()]),
    "list with a file of 1 TB": _listed(lambda body: [one.update(size=SPARSE) for one in body["files"].values()]),
    "list in capitals": _listed(lambda body: body.update(files={"A" * 64: {"size": 1, "sha256": "a" * 64}})),
    "list of a day that is none": _listed(lambda body: [one.update(read="soon") for one in body["files"].values()]),
    "list nested": _raw_list(_DEEP),
    "list of 1 TB": lambda made, _: os.truncate(made / "blobs.json", SPARSE),
    "list a link": _link_to_honest("blobs.json"),
    "scans a link": _scans_linked,
    "a part of the scans a link": _scan(_part_linked),
    "a scan a link outside": _scan(lambda scan, honest: _gone(scan).symlink_to(honest.outside / "secret.txt")),
    "a scan a pipe": _scan(lambda scan, _: os.mkfifo(_gone(scan))),
    "a scan grown": _scan(_grown),
    "scans swapped": _swapped,
    "a scan that no list has": _more("blobs/ab/" + "ab" * 32, 500_000_000),
    "a program in the folder": _more("start.exe", 500_000_000),
    "a folder of dots": _more("blobs/../../x.lnk", 10),
    "the folder a link": _whole_linked,
    "a name that is not whole": _renamed("20261124T173000Z-work.part"),
    **{f"replaced, {name}": _replaced(attack) for name, attack in {
        "its file a link": _link_to_honest("clinic.db"), "its keys a link": _link_to_honest("vault.json"),
        "of 1 TB": _long("clinic.db", said=False), "its keys of 1 TB": _long("vault.json", said=False),
        "with a log": _planted("clinic.db-wal"), "its log a link": lambda made, honest:
            (made / "clinic.db-wal").symlink_to(honest.outside / "secret.txt"),
        "a scan grown": _scan(_grown), "its scans a link": _scans_linked}.items()},
}  # fmt: skip


def main(home: Path) -> None:
    """Print the line of the scorecard."""
    with contextlib.suppress(FileExistsError):
        home.mkdir()
    print(attack_all(home))
