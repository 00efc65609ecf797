"""The files that are on record when a clinic learns of two more kinds of them: each keeps its own."""

import pytest
import sqlcipher3
from factories import new_client
from filing import filed

from clinic_desktop.attachments.model import ATTACHMENT_KINDS, AttachmentDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.paths import MIGRATIONS
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.schema import statements

(MADE,) = MIGRATIONS.glob("*_files_beside_a_letter.sql")
KINDS = "SELECT id, kind FROM attachment_rows ORDER BY id"
PARTS = "SELECT type, name FROM sqlite_schema WHERE tbl_name = 'attachments' ORDER BY type, name"


def test_made_once_more_each_file_keeps_its_kind_and_every_guard_stays(clinic: Clinic) -> None:
    owner = new_client(clinic)
    for kind in ATTACHMENT_KINDS:
        filed(clinic, owner, draft=AttachmentDraft(kind))
    database = open_encrypted(clinic.keys.folder.database, clinic.keys.key, "write")
    try:
        kept = [tuple(one) for one in database.execute(KINDS).fetchall()]
        parts = database.execute(PARTS).fetchall()
        # What concerns the files alone: packets have their new column already.
        about_files = MADE.read_text(encoding="utf-8").partition("-- The contact that")[0]
        for one in statements(about_files):
            database.execute(one)
        assert [kind for _, kind in kept] == list(ATTACHMENT_KINDS)
        assert [tuple(one) for one in database.execute(KINDS).fetchall()] == kept
        assert database.execute(PARTS).fetchall() == parts
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        with pytest.raises(sqlcipher3.IntegrityError, match="CHECK"):
            database.execute("UPDATE attachments SET kind = 'fun'")
    finally:
        database.close()
