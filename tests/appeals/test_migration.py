"""The steps that are on record when a clinic learns of plans that never answer: every row, index and guard stays."""

import pytest
import sqlcipher3
from appealing import answered, denied, new_appeal, new_denial, sent

from clinic_desktop.clinic import Clinic
from clinic_desktop.paths import MIGRATIONS
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.schema import statements

(MADE,) = MIGRATIONS.glob("*_no_answer_in_its_time.sql")
PARTS = "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = 'appeals' ORDER BY type, name"


def test_made_once_more_it_loses_no_row_and_no_guard(clinic: Clinic) -> None:
    row = new_denial(clinic, denied(clinic))
    answered(clinic, sent(clinic, new_appeal(clinic, row)))
    database = open_encrypted(clinic.keys.folder.database, clinic.keys.key, "write")
    try:
        kept = database.execute("SELECT * FROM appeals ORDER BY id").fetchall()
        parts = database.execute(PARTS).fetchall()
        for one in statements(MADE.read_text(encoding="utf-8")):
            database.execute(one)
        assert kept and database.execute("SELECT * FROM appeals ORDER BY id").fetchall() == kept
        assert database.execute(PARTS).fetchall() == parts
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        # What reads it by its name still does.
        database.execute("SELECT * FROM carried_steps").fetchall()
        with pytest.raises(sqlcipher3.IntegrityError, match="an appeal is never deleted"):
            database.execute("DELETE FROM appeals")
        # Nobody is silent before their time is over.
        with pytest.raises(sqlcipher3.IntegrityError, match="CHECK"):
            database.execute("UPDATE appeals SET outcome = 'unanswered', answered_on = answer_due_on")
    finally:
        database.close()
