"""What is kept by its hash: the encrypted files beside the record, and the bytes of papers in it. And drafts."""

import hashlib
import json
from typing import TYPE_CHECKING

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.backups.named import named_in
from clinic_desktop.store.check.model import Inspected, PartFound, found
from clinic_desktop.store.connection import store_trouble
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database

# Of the files, in a pass that has to be quick.
_SAMPLE = 20


def files(looked: Inspected) -> PartFound:
    """Every file that a row names: there, opened with its key, and with the hash that its name is. Those that nothing
    names are counted as notes. Raises Cancelled and StoreTrouble."""
    named = named_in(looked.database)
    lost = _lost(looked, sorted(named.by_rows))
    try:
        orphans = sum(1 for path in looked.blobs.lying() if path.name not in named.all())
    except OSError:
        orphans = 0
    return found("files", len(named.by_rows), lost, orphans)


def some_files(looked: Inspected) -> PartFound:
    """A few of them, for a quick pass."""
    named = sorted(named_in(looked.database).by_rows)[:_SAMPLE]
    return found("files", len(named), _lost(looked, named))


def lost_files(looked: Inspected) -> list[str]:
    """The names of the files that rows have and that are missing or damaged here. Raises as `files`."""
    return _lost(looked, sorted(named_in(looked.database).by_rows))


def contents(looked: Inspected) -> PartFound:
    """The bytes of every paper and list against the hash that they are kept by. Raises Cancelled and StoreTrouble."""
    wrong, checked = [], 0
    with store_trouble():
        total = int(looked.database.execute("SELECT count(*) FROM contents").fetchone()[0])
        for digest, content in looked.database.execute("SELECT digest, bytes FROM contents"):
            looked.progress.report(checked, total, say("Checking the papers"))
            checked += 1
            if hashlib.sha256(content).hexdigest() != digest:
                wrong.append(f"contents {digest[:8]}")
    return found("contents", checked, wrong)


def named_contents(looked: Inspected) -> PartFound:
    """Every paper that a row names by its hash: its bytes are there. Raises StoreTrouble."""
    wrong: list[str] = []
    checked = 0
    with store_trouble():
        for table, column in _digests(looked.database):
            sql = f"SELECT id, {column} FROM {table} WHERE {column} <> ''"  # noqa: S608 - the file's own names
            known = looked.database.execute(sql).fetchall()
            checked += len(known)
            sql += f" AND {column} NOT IN (SELECT digest FROM contents)"  # noqa: S608 - as above
            wrong += [f"{table} {row}" for row, _ in looked.database.execute(sql).fetchall()]
    return found("papers", checked, wrong)


def drafts(looked: Inspected) -> PartFound:
    """Every form that is not saved yet can be read. Raises StoreTrouble."""
    with store_trouble():
        known = looked.database.execute("SELECT actor, body FROM drafts").fetchall()
    return PartFound("drafts", len(known), sum(1 for _, body in known if not _is_draft(body)))


def _lost(looked: Inspected, names: list[str]) -> list[str]:
    lost = []
    for at, name in enumerate(names):
        looked.progress.report(at, len(names), say("Checking the files"))
        try:
            looked.blobs.checked(name)
        except StoreTrouble:
            lost.append(name)
    return lost


def lost_papers(database: "Database") -> int:
    """How many papers rows name that are not there, or of which only the place is; raises StoreTrouble."""
    lost: set[str] = set()
    with store_trouble():
        for table, column in _digests(database):
            sql = (
                f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''"  # noqa: S608 - the file's own names
                f" AND {column} NOT IN (SELECT digest FROM contents WHERE length(bytes) > 0)"
            )
            lost.update(str(row[0]) for row in database.execute(sql).fetchall())
    return len(lost)


def _digests(database: "Database") -> list[tuple[str, str]]:
    """The columns that name a paper of this record: those that say so, and what stands over it once it is void."""
    sql = (
        'SELECT owner.name, link."from" FROM sqlite_schema AS owner JOIN pragma_foreign_key_list(owner.name) AS link'
        " WHERE owner.type = 'table' AND link.\"table\" = 'contents'"
        " UNION SELECT owner.name, paper.name FROM sqlite_schema AS owner JOIN pragma_table_info(owner.name) AS part"
        " JOIN pragma_table_info(owner.name) AS paper WHERE owner.type = 'table' AND part.name = 'void_digest'"
        " AND paper.name IN ('digest', 'void_digest') ORDER BY 1, 2"
    )
    return [(str(table), str(column)) for table, column in database.execute(sql).fetchall()]


def _is_draft(body: str) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False
