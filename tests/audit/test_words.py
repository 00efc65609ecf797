"""Entries in plain words: no name of a table or a column is ever shown."""

import inspect
import re
from contextlib import closing
from typing import get_args

import pytest
from every_command import every_command
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.audit import commands
from clinic_desktop.audit.model import (
    EXPORTED,
    MENDED,
    REBUILT,
    SALVAGED,
    SECOND_PLACE,
    Part,
    TrailCheck,
    TrailEntry,
    Way,
)
from clinic_desktop.audit.rules.fields import changes, value_words
from clinic_desktop.audit.rules.standing import check_words, flaw_words
from clinic_desktop.audit.rules.told import told
from clinic_desktop.audit.rules.words import column_words, is_own, table_words
from clinic_desktop.store import schema
from clinic_desktop.store.chain import Wrong
from clinic_desktop.store.command import Command
from clinic_desktop.store.connection import driver
from clinic_desktop.values.dates import kept

# Words of whoever builds databases.
JARGON = {"id", "cents", "mac", "digest", "blob", "json", "key", "row", "kind", "npi", "zip", "staff", "fk", "uuid"}


def columns() -> dict[str, tuple[str, ...]]:
    with closing(driver().connect(":memory:", isolation_level=None)) as fresh:
        for migration in schema.migrations():
            for statement in schema.statements(migration.path.read_text(encoding="utf-8")):
                fresh.execute(statement)
        names = [row[0] for row in fresh.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
        tables = [name for name in names if "_search" not in name and not name.startswith("sqlite_")]
        return {name: tuple(row[1] for row in fresh.execute(f"PRAGMA table_info({name})")) for name in tables}


def test_every_table_and_column_has_plain_words() -> None:
    raw = {}
    for table, names in columns().items():
        for name, words in ((table, table_words(table)), *((one, column_words(one)) for one in names)):
            is_jargon = bool(JARGON & set(words.split())) and words != "kind of record"
            if ("_" in words or not words.strip() or is_jargon) and not is_own(name):
                raw[f"{table}.{name}"] = words
    allowed = {words for words in raw.values() if re.match(r"(kind of |what kind|NPI|recovery key)", words)}
    assert {name: words for name, words in raw.items() if words not in allowed} == {}


def entry(
    verb: str, before: dict[str, object] | None, after: dict[str, object], label: str = "Change", table: str = "clients"
) -> TrailEntry:
    return TrailEntry(
        7, "2026-11-24T17:30:00.000+00:00", label, "Ana Ruiz", "desk", verb, table, 3, before, after, "ab"
    )


def said(one: TrailEntry, name: str = "Rosa Vega", client: str = "Rosa Vega") -> str:
    return told(one, name, client, lambda column, row: "Maya Ortiz" if column == "therapist_id" else "")


OLD: dict[str, object] = {"id": 3, "version": 1, "phone": "2535550142", "retired_at": None, "price_cents": 3500}


def test_a_change_is_told_by_its_field() -> None:
    one = entry("update", OLD, OLD | {"phone": "2535550150", "version": 2})
    assert said(one) == "Changed client Rosa Vega: phone from “2535550142” to “2535550150”."
    two = entry("update", OLD, OLD | {"phone": "", "price_cents": 4000})
    assert said(two) == "Changed client Rosa Vega: phone, price."
    gone = entry("update", OLD, OLD | {"phone": ""})
    assert said(gone) == "Changed client Rosa Vega: phone is empty now, and was “2535550142”."
    visit = entry("update", OLD, OLD | {"therapist_id": 1}, table="visits")
    assert said(visit, "20 Nov 2026") == (
        "Changed visit of 20 Nov 2026 of client Rosa Vega: therapist is now “Maya Ortiz”."
    )


def test_what_is_new_and_what_goes_is_told() -> None:
    assert said(entry("insert", None, OLD)) == "Added client Rosa Vega."
    assert said(entry("insert", None, OLD, table="services"), "Massage", "") == "Added service “Massage”."
    assert said(entry("retire", OLD, OLD | {"retired_at": "2026-11-24T17:30:00Z"})) == (
        "Took client Rosa Vega out of use."
    )
    back = entry("update", OLD | {"retired_at": "2026-11-24T17:30:00Z"}, OLD)
    assert said(back) == "Brought client Rosa Vega back."
    note = entry("note", OLD, OLD, "Change password", "staff")
    assert said(note, "Ana Ruiz", "") == "Change password: person Ana Ruiz."


def test_many_fields_are_counted() -> None:
    after = OLD | {"phone": "1", "city": "Tacoma", "state": "WA", "zip": "98402"}
    assert said(entry("update", OLD, after)) == "Changed 4 fields of client Rosa Vega."
    assert [one.name for one in changes(entry("update", OLD, after))] == ["city", "phone", "state", "ZIP code"]


@pytest.mark.parametrize("part", get_args(Part))
def test_each_part_of_a_chart_has_words(part: str) -> None:
    words = said(entry("note", None, {"part": part}, commands.NoteLook.label), "")
    assert re.fullmatch(r"Looked at (the|a|entries) [a-z ]+ of client Rosa Vega\.", words)
    named = said(entry("note", None, {"part": part, "row": 7}, commands.NoteLook.label), "1032")
    assert ("“1032”" in named) is (part in ("file", "bill"))


@pytest.mark.parametrize("way", get_args(Way))
def test_each_way_out_has_words(way: str) -> None:
    facts: dict[str, object] = {"way": way, "what": "Superbill 1001", "file": ""}
    words = said(entry("note", None, facts, commands.NoteHandOut.label))
    assert "“Superbill 1001” of client Rosa Vega" in words
    assert "{" not in said(entry("note", None, facts, commands.NoteHandOut.label), "", "")


def noting() -> list[type[Command]]:
    """Every command that notes something though no row changes."""
    return [one for one in every_command() if re.search(r"\b(tx\.look|_look|_of_person)\(", inspect.getsource(one))]


def test_whatever_is_noted_has_words_of_its_own() -> None:
    """Of whatever room: what was done, and not the command that did it."""
    assert len(noting()) > 20
    bare = {one.__name__ for one in noting() if said(entry("note", None, {}, one.label, "practice")) == f"{one.label}."}
    assert bare == set()


@pytest.mark.parametrize(
    ("label", "facts", "words"),
    [
        (MENDED, {"put_right": "files", "count": 2}, "Put 2 damaged or missing files back from a backup."),
        (MENDED, {"put_right": "vault", "count": 1}, "Wrote both copies of the key file anew."),
        (MENDED, {"put_right": "orphans", "count": 1}, "Removed 1 file that nothing names."),
        (REBUILT, {"rebuilt": "search"}, "Built the search anew."),
        (SECOND_PLACE, {"place": "/media/stick"}, "Chose a second place for backups."),
        (SECOND_PLACE, {"place": ""}, "Gave up the second place for backups."),
        (EXPORTED, {"lost": 3}, "Exported everything but 3 things that could not be read."),
        (
            SALVAGED,
            {"read": 1200, "replayed": 3, "from_backup": 0, "lost": 1},
            "Saved what could be read of a damaged file: 1,200 rows read, 3 put back from the trail, 0 from a backup, "
            "1 lost.",
        ),
    ],
)
def test_a_note_is_told_by_what_came_of_it(label: str, facts: dict[str, object], words: str) -> None:
    assert said(entry("note", None, facts, label, "practice"), "", "") == words


def test_a_row_that_a_salvage_could_not_place_is_told_and_shown() -> None:
    kept = entry("note", None, {"id": 3, "method": "cash"}, SALVAGED, "payments")
    assert said(kept, "") == (
        "Kept payment of client Rosa Vega in the trail alone: something that it belongs to is lost."
    )
    assert [(one.name, one.after) for one in changes(kept)] == [("method", "cash")]


WHEN = "2026-11-24T17:30:00+00:00"


TRIES: dict[str, object] = {"many": 3, "staff_id": 2, "last_at": WHEN}
DRILL: dict[str, object] = {"made_at": WHEN, "trouble": ""}


@pytest.mark.parametrize(
    ("table", "facts", "words"),
    [
        ("failed_tries", TRIES, r"Found 3 failed sign-ins as Maya Ortiz\. The last was on 24 Nov 2026, .+\."),
        ("failed_tries", TRIES | {"many": 1, "staff_id": None}, r"Found 1 failed sign-in with the recovery key, .+"),
        ("emergencies", {"reason": "Client fell"}, r"Began emergency access: Client fell"),
        ("alarms_seen", {"emergency_id": 1}, r"Acknowledged an emergency access\."),
        ("alarms_seen", {"failed_tries_id": 1}, r"Acknowledged failed sign-ins\."),
        ("drills", DRILL, r"Tried to restore the backup of 24 Nov 2026, .+: all of it came out as it was\."),
        ("drills", DRILL | {"trouble": "A file is missing."}, r"Tried to restore the .+ PM: A file is missing\."),
        (
            "notices",
            {"kind": "recovery", "staff_id": 2, "about": ""},
            r"The recovery key gave Maya Ortiz a new password\.",
        ),
        ("notices", {"kind": "other key"}, r"Found another recovery key in the key file than the last .+"),
        ("notices", {"kind": "restore", "staff_id": 2, "about": WHEN}, r"Told the owners that Maya Ortiz restored .+"),
        ("notices", {"kind": "tries", "staff_id": None, "about": ""}, r"Found that the count of failed sign-ins .+"),
        ("notices_seen", {"notice_id": 1}, r"Acknowledged a notice of keys or of a restore\."),
        ("recovery_drills", {}, r"Tried the recovery key from its paper: it opens the clinic\."),
    ],
)
def test_what_happened_around_the_record_is_told(table: str, facts: dict[str, object], words: str) -> None:
    one = entry("insert", None, facts, "Some command", table)
    assert re.fullmatch(words, told(one, "", "", lambda _, row: "Maya Ortiz" if row else ""))


def test_the_end_of_an_emergency_is_told() -> None:
    assert said(entry("update", {"ended_at": ""}, {"ended_at": WHEN}, table="emergencies")) == "Ended emergency access."


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("price_cents", 3500, "$35.00"),
        ("date_of_service", "2026-11-20", "20 Nov 2026"),
        ("is_timed", 1, "yes"),
        ("is_timed", 0, "no"),
        ("note", "", "nothing"),
        ("note", None, "nothing"),
        ("case_id", 12, "row 12"),
        ("superbill", 1032, "1032"),
        ("superbill", 0, "nothing"),
        ("minutes", 1200, "1,200"),
        ("codes", '["M54.2", "S13.4XXA"]', "M54.2, S13.4XXA"),
        ("codes", "[]", "nothing"),
        ("facts", '{"a": {"b": 1}}', "several details"),
        ("note", "[not a list", "[not a list"),
        ("note", "a\n\n b", "a b"),
    ],
)
def test_a_value_is_told_as_a_person_reads_it(column: str, value: object, words: str) -> None:
    assert value_words(column, value) == words


@settings(max_examples=50)
@given(some.text() | some.integers() | some.none() | some.floats(allow_nan=False))
def test_any_value_is_told(value: object) -> None:
    words = value_words("note", value)
    assert words
    assert len(words) <= 260


def test_the_state_of_the_trail_is_told() -> None:
    today = kept("2026-11-24")
    assert today is not None
    assert check_words(None, today) == "Not checked yet."
    whole = TrailCheck("2026-11-23T12:00:00+00:00", 12_345)
    assert re.fullmatch(r"Checked yesterday .*: 12,345 entries, none changed\.", check_words(whole, today))
    wrong = TrailCheck("2026-11-23T12:00:00+00:00", 12_345, 7, "changed", 3)
    assert check_words(wrong, today).endswith("12,345 entries, 3 wrong.")
    assert flaw_words(wrong).startswith("Entry 7 of the audit trail is not as it was written. 2 more are wrong.")
    for kind in get_args(Wrong):
        assert "{" not in flaw_words(TrailCheck("2026-11-23T12:00:00+00:00", 9, 7, kind, 1))
