"""What is not exported, each with its reason. What stands nowhere here is exported, whichever room it comes from."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.exports.model import ColumnShape, RecordShape, TableShape

# Tables without a file of their own.
LEFT_OUT_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "contents": "Bytes of papers and of data files: each is a file in the folder documents.",
    }
)
# Columns of every table that has them.
LEFT_OUT_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "version": "Counts how often a row was saved.",
        "sort_name": "The name again, in small letters, to sort by.",
        "given_key": "The name again, to search by.",
        "search_text": "Other columns again, to search by.",
        "network_key": "The name of the network again, to compare by.",
        "reference_key": "The reference number again, to search by.",
    }
)
# Columns of one table.
LEFT_OUT_OF: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("staff", "slot"): "Names a key of this computer; no key is exported.",
        ("staff", "key_mark"): "Tells one key of this computer from another; no key is exported.",
        ("practice", "tries_mark"): "Where a count on this computer stood.",
        ("practice", "recovery_mark"): "Tells one recovery key from another; no key is exported.",
    }
)
# Files that are made of others, and say nothing more.
DERIVED_FILES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("attachments", "thumbnail"): "A small picture of the first page of the file.",
    }
)
# Of these the digest names bytes that left the program and may be kept nowhere.
DIGESTS_ALONE = frozenset({("disclosures", "digest"), ("packet_volumes", "digest")})


def exported_tables(shape: RecordShape) -> tuple[TableShape, ...]:
    """The tables that are exported, by name."""
    return tuple(one for name, one in sorted(shape.tables.items()) if name not in LEFT_OUT_TABLES)


def exported_columns(table: TableShape) -> tuple[ColumnShape, ...]:
    """The columns of a table that are exported, in their order."""
    return tuple(
        one for one in table.columns if one.name not in LEFT_OUT_COLUMNS and (table.name, one.name) not in LEFT_OUT_OF
    )
