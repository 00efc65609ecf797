"""What stands on rows: the rows in use that refer to them, whatever room they are of."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from clinic_desktop.store.reader import Reads

# Which columns refer to a table; of tables whose rows are retired, for what is out of use holds nothing.
_LINKS = (
    'SELECT owner.name, link."from" AS column FROM sqlite_schema AS owner'
    " JOIN pragma_foreign_key_list(owner.name) AS link WHERE owner.type = 'table' AND link.\"table\" = ?"
    " AND EXISTS (SELECT 1 FROM pragma_table_info(owner.name) AS part WHERE part.name = 'retired_at')"
)


class RowLink(NamedTuple):
    """A row in use, `table` and `id`, and the row that it refers to, `on`."""

    table: str
    id: int
    on: int


def linked_to(read: Reads, table: str, rows: Iterable[int]) -> list[RowLink]:
    """All rows in use that refer to one of these rows, as a payment to a visit."""
    wanted = json.dumps(sorted(rows))
    found: list[RowLink] = []
    for link in read.all(_LINKS, table):
        # Names out of the schema itself.
        sql = (
            f"SELECT id, {link['column']} AS stands_on FROM {link['name']}"  # noqa: S608 - the schema's own names
            f" WHERE {link['column']} IN (SELECT value FROM json_each(?)) AND retired_at IS NULL"
        )
        found += [RowLink(link["name"], int(one["id"]), int(one["stands_on"])) for one in read.all(sql, wanted)]
    return found
