"""What a field of the trail names by an id is called as a person knows it."""

import pytest
from billable import billable_client
from factories import VISIT, new_visit

from clinic_desktop.audit.queries.entries import TrailBook
from clinic_desktop.audit.queries.named import _NAMED
from clinic_desktop.audit.rules.fields import value_words
from clinic_desktop.clinic import Clinic

# What has no name of its own: a document's bytes, and what is told in a sentence of its own.
NAMELESS = {"contents", "emergencies", "failed_tries", "notices", "clients", "staff"}


def test_each_field_that_names_a_row_is_called_after_it(clinic: Clinic) -> None:
    tables = [str(row["name"]) for row in clinic.read.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    links = {
        (str(row["from"]), str(row["table"]))
        for table in tables
        for row in clinic.read.all(f"PRAGMA foreign_key_list({table})")
        if str(row["from"]).endswith("_id") and row["table"] not in NAMELESS
    }
    assert len(links) > 30
    called = {(f"{word}_id", found.table) for word, found in _NAMED.items()}
    assert links - called == set()
    for found in _NAMED.values():
        columns = {str(row["name"]) for row in clinic.read.all(f"PRAGMA table_info({found.table})")}
        assert set(found.by) <= columns
        assert found.by or "family_name" in columns


def test_rows_are_called_as_they_are_known(clinic: Clinic) -> None:
    client = billable_client(clinic)
    visit = new_visit(clinic, client.case, VISIT)
    called = TrailBook(clinic.read).called
    policy = clinic.read.one("SELECT id, payer_id FROM policies WHERE case_id = ?", client.case)
    payer = clinic.read.one("SELECT name FROM payers WHERE id = ?", policy["payer_id"])["name"]
    assert payer
    assert value_words("payer_id", policy["payer_id"], called) == payer
    assert value_words("policy_id", policy["id"], called) == payer
    assert value_words("visit_id", visit, called) == value_words("day", clinic.read.one(
        "SELECT date_of_service FROM visits WHERE id = ?", visit)["date_of_service"])  # fmt: skip
    assert value_words("about", f"visit:{visit}", called) == f"visit {value_words('visit_id', visit, called)}"
    assert value_words("fact", f"visit:{visit}:orders:22", called) == value_words("about", f"visit:{visit}", called)
    assert value_words("party", f"payer/{policy['payer_id']}", called) == f"payer {payer}"
    # What is there no more has no name, and is not taken for a number that stands on a paper.
    assert value_words("bill_id", 4711, called) == "row 4711"
    assert value_words("about", "bill:4711", called) == "bill:4711"


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("how", "in_person", "in person"),
        # What somebody typed stays as it was typed.
        ("note", "see left_open.pdf", "see left_open.pdf"),
        ("member_id", "XQ_41", "XQ_41"),
        ("value", '"self_funded"', "self funded"),
        ("value", "true", "yes"),
        ("value", '"2026-10-20"', "20 Oct 2026"),
        ("value", "25", "25"),
        ("note", "true", "true"),
        ("answers", '{"funding": "\\"self_funded\\"", "met": "false", "left": 12}', "self funded, no, 12"),
        ("answers", '["2026-10-20", "", null]', "20 Oct 2026"),
        ("value", "{", "{"),
    ],
)
def test_the_program_s_own_words_are_words(column: str, value: str, words: str) -> None:
    assert value_words(column, value) == words
