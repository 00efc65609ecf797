"""Makes the file of one released schema: a part of the demo clinic, as that release wrote it.

Run once at each release, on its last commit: `PYTHONPATH=. python tests/history/make.py`. What is there already is
never made again: a file of today's program would prove nothing. Everybody in it is invented, so it is kept unencrypted,
for an encrypted file cannot be packed; its scans and packets lie beside it as they were, with their key. Those of 24 to
55 were made later, each by the last commit of its release.
"""

import lzma
import secrets
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import read_facts
from clinic_desktop.demo.filling import fill, therapist_draft
from clinic_desktop.demo.visiting import EveningClock
from clinic_desktop.jobs import Progress
from clinic_desktop.making import NewClinic
from clinic_desktop.practice.model import PracticeDraft
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.vault import KeyCost

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
# What a release knows of each kind: a prescription, an injury at work, receipts, addenda, an amended visit, a finding
# taken on, a bill that was voided and replaced, a plan for today.
VOIDED = "서연 김"
CLIENTS = (
    *(VOIDED, "Diego Hernández", "Marcus Whitfield", "Rosalind Nguyễn", "James Miller"),
    # With calls, scans and a body map, and with a health history and a package.
    *("Tomasz Wiśniewski", "Linda Castañeda"),
)
DAYS = 54


def main() -> None:
    """Write schema_NNNN.db.xz beside this file; raises FileExistsError where it is there."""
    with tempfile.TemporaryDirectory() as place, patch("platform.node", lambda: "front-desk"):
        folder = ClinicFolder(Path(place) / "clinic")
        key = _make(folder)
        number, content = _plain(folder, key, Path(place) / "plain.db")
        _pack_blobs(folder, key, HERE / f"schema_{number:04d}.blobs.zip")
    target = HERE / f"schema_{number:04d}.db.xz"
    with target.open("xb") as file:
        file.write(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))
    print(f"{target.name}: {len(content):,} bytes, packed {target.stat().st_size:,}")


def _make(folder: ClinicFolder) -> bytes:
    """Make the clinic; returns its key."""
    facts = _part_of(read_facts())
    first = therapist_draft(facts["therapists"][0])
    password = secrets.token_urlsafe(24)
    new = NewClinic(PracticeDraft(**facts["practice"]), first, password, is_demo=True)
    clock = EveningClock(Clock(NOW))
    clinic, _ = Clinic.create(folder, new, KeyCost(memory_kib=1024, passes=1, lanes=1), clock)
    fill(clinic, clock, facts, Progress(), password)
    clinic.close()
    return clinic.keys.key


def _part_of(facts: dict[str, Any]) -> dict[str, Any]:
    """A few clients, with their visits of the last weeks, and of every other list what is about them."""
    clients = [one for one in facts["clients"] if f"{one['given_name']} {one['family_name']}" in CLIENTS]
    visits = [
        {**one, "first_days_ago": min(one["first_days_ago"], DAYS)}
        for one in facts["visits"]
        if one["client"] in CLIENTS and one["last_days_ago"] < DAYS
    ]
    cases = {(one["client"], one["case"]) for one in visits}
    part = {name: [one for one in found if _is_of(one, cases)] if isinstance(found, list) else found
            for name, found in facts.items()}  # fmt: skip
    voided = [{**one, "client": VOIDED} for one in facts.get("voided", ())]
    return {**part, "clients": clients, "visits": visits, "voided": voided}


def _is_of(one: Any, cases: set[tuple[str, str]]) -> bool:
    """Whether an entry of a list is about one of the clients, or about none."""
    if not isinstance(one, dict) or "client" not in one:
        return True
    if one["client"] not in CLIENTS:
        return bool(one["client"] == "")
    # Whose visits all lie further back has no case in this part.
    return "case" not in one or (one["client"], one["case"]) in cases


def _plain(folder: ClinicFolder, key: bytes, path: Path) -> tuple[int, bytes]:
    """The schema's number, and the clinic's file as it is without its encryption."""
    database = open_encrypted(folder.database, key, "write")
    database.execute("ATTACH ? AS plain KEY ''", (str(path),))
    database.execute("SELECT sqlcipher_export('plain')")
    for pragma in ("application_id", "user_version"):
        database.execute(f"PRAGMA plain.{pragma} = {database.execute(f'PRAGMA {pragma}').fetchone()[0]}")
    number = int(database.execute("PRAGMA user_version").fetchone()[0])
    database.execute("DETACH plain")
    database.close()
    return number, path.read_bytes()


def _pack_blobs(folder: ClinicFolder, key: bytes, target: Path) -> None:
    """Its encrypted files as they lie there, where it has some, with the key that they go by."""
    files = sorted(path for path in folder.path.glob("blobs/*/*") if path.is_file())
    if files:
        with zipfile.ZipFile(target, "x") as packed:
            packed.writestr("key", key.hex())
            for path in files:
                packed.write(path, path.name)


if __name__ == "__main__":
    main()
