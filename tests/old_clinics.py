"""Old clinics, one a released schema, as that release wrote them; tests/history/make.py says how they were made.

They lie there unencrypted, for an encrypted file cannot be packed; everybody in them is invented.
"""

import lzma
import zipfile
from pathlib import Path

import sqlcipher3
from fixed import CHEAP, PASSWORD

from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder

FILES = sorted((Path(__file__).parent / "history").glob("schema_*.db.xz"))
Rows = list[tuple[object, ...]]


class Old:
    """An old file: its schema's number, and every row of it."""

    def __init__(self, packed: Path, beside: Path) -> None:
        self._blobs = packed.with_name(packed.name.replace(".db.xz", ".blobs.zip"))
        beside.write_bytes(lzma.decompress(packed.read_bytes()))
        self.database = sqlcipher3.connect(str(beside), isolation_level=None)
        self.number = int(self.all("PRAGMA user_version")[0][0])  # type: ignore[call-overload]
        self.application = self.all("PRAGMA application_id")[0][0]
        # Not the words by which clients are found: they are the other tables' words once more.
        tables = self.all(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
            " AND name NOT LIKE 'client_search%' AND name NOT LIKE 'paper_search%' AND name NOT LIKE 'imported_search%'"
        )
        self.columns = {str(name): self._columns(str(name)) for (name,) in tables}

    def all(self, sql: str) -> Rows:
        return list(self.database.execute(sql).fetchall())

    def rows(self, table: str) -> Rows:
        return self.all(every_row(table, self.columns[table]))

    def _columns(self, table: str) -> tuple[str, ...]:
        return tuple(str(row[1]) for row in self.all(f"PRAGMA table_info({table})"))

    def encrypt(self, folder: ClinicFolder) -> None:
        """Bring it into a folder as that program would have left it; the owner's password is the tests'."""
        key, place = self._with_blobs(folder), str(folder.database)
        self.database.execute(f"ATTACH ? AS whole KEY \"x'{key.hex()}'\"", (place,))
        self.database.execute("SELECT sqlcipher_export('whole')")
        self.database.execute(f"PRAGMA whole.application_id = {self.application}")
        self.database.execute(f"PRAGMA whole.user_version = {self.number}")
        self.database.execute("DETACH whole")
        made = open_encrypted(folder.database, key, "create")
        made.close()
        # Before there were roles one person was the owner.
        who = "is_owner = 1" if "is_owner" in self.columns["staff"] else "role = 'owner'"
        ((slot, name),) = self.all(f"SELECT slot, name FROM staff WHERE {who}")
        owner = vault.wrap(key, "old", str(slot), str(name), PASSWORD, CHEAP)
        vault.write(folder.vault, vault.Vault("old", (owner,)))

    def _with_blobs(self, folder: ClinicFolder) -> bytes:
        """Its encrypted files, where it came with some; returns the key that they go by, else a new one."""
        folder.path.mkdir()
        if not self._blobs.exists():
            return vault.new_key()
        with zipfile.ZipFile(self._blobs) as packed:
            for name in packed.namelist():
                if name != "key":
                    path = folder.blobs / name[:2] / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(packed.read(name))
            return bytes.fromhex(packed.read("key").decode())


# What an old column says, as today's program says it: nothing of it is lost.
SAYS_NOW = {("staff", "is_owner"): "role = 'owner'"}


def every_row_now(table: str, columns: tuple[str, ...]) -> str:
    """Every row of a table as it is now, by the columns that it had."""
    return every_row(table, tuple(SAYS_NOW.get((table, one), one) for one in columns))


def every_row(table: str, columns: tuple[str, ...]) -> str:
    return f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1"
