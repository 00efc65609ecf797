"""Health histories: taken, gone over, put right; an allergy is an alert; what asks for a flag is named."""

from dataclasses import replace
from datetime import date

import pytest
from asking import HISTORY, asked, taken
from factories import HOSTILE_NAMES, new_client, refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.clients.commands import AddAlert, RetireAlert
from clinic_desktop.clients.model import AlertDraft, ClientId
from clinic_desktop.clients.queries import alert_page
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.intake.commands.history import ChangeHistory, KeepHistory, RetireHistory, TakeHistory
from clinic_desktop.intake.model.history import HistoryDraft
from clinic_desktop.intake.queries.glance import health_glance
from clinic_desktop.intake.queries.history import health_history, history_page, newest_history
from clinic_desktop.intake.rules.history import hinted_flags, new_allergies
from clinic_desktop.values.text import folded

TODAY = date(2026, 11, 24)


@pytest.fixture
def client(clinic: Clinic) -> ClientId:
    return new_client(clinic)


def allergies(clinic: Clinic, client: ClientId) -> list[str]:
    return [one.words for one in alert_page(clinic.read, client).rows if one.kind == "allergy"]


def test_a_history_is_kept_and_the_newest_counts(clinic: Clinic, client: ClientId) -> None:
    new = taken(clinic, client)
    old = taken(clinic, client, replace(HISTORY, taken_on="3/2/2026", occupation="Student"))
    assert [one.id for one in history_page(clinic.read, client).rows] == [new, old]
    found = newest_history(clinic.read, client)
    assert found and (found.id, found.occupation, found.pressure, found.taken_on) == (
        new, "Florist", "medium", date(2026, 11, 13),
    )  # fmt: skip
    assert health_glance(clinic.read, client, TODAY).taken_on == date(2026, 11, 13)
    assert refused(lambda: taken(clinic, client)) == ["taken_on"]
    # What was taken before stays as it was.
    assert refused(lambda: clinic.do(ChangeHistory(old, 1, HISTORY))) == [""]


def test_nothing_changed_is_a_row_of_its_own(clinic: Clinic, client: ClientId) -> None:
    assert refused(lambda: clinic.do(KeepHistory(client))) == [""]
    taken(clinic, client, replace(HISTORY, no_allergies=True))
    row = clinic.do(KeepHistory(client)).row
    again = health_history(clinic.read, row)
    assert (again.taken_on, again.occupation, again.no_allergies) == (TODAY, "Florist", True)
    # Once a day is enough.
    assert clinic.do(KeepHistory(client)).row == row and len(history_page(clinic.read, client).rows) == 2
    clinic.undo()
    clinic.do(AddAlert(client, AlertDraft("allergy", "Latex")))
    assert not health_history(clinic.read, clinic.do(KeepHistory(client)).row).no_allergies


def test_what_is_typed_as_an_allergy_becomes_an_alert(clinic: Clinic, client: ClientId) -> None:
    clinic.do(AddAlert(client, AlertDraft("allergy", "Latex")))
    taken(clinic, client, replace(HISTORY, allergies="latex, Almond oil; \n almond  OIL, Lavender"))
    assert allergies(clinic, client) == ["Latex", "Almond oil", "Lavender"]
    assert clinic.undo() == "Take health history"
    assert allergies(clinic, client) == ["Latex"] and newest_history(clinic.read, client) is None
    assert clinic.redo() == "Take health history"
    row = newest_history(clinic.read, client)
    assert row and len(allergies(clinic, client)) == 3
    clinic.do(ChangeHistory(row.id, row.version, replace(HISTORY, allergies="Nickel")))
    assert allergies(clinic, client)[-1] == "Nickel"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"taken_on": ""}, "taken_on"),
        ({"taken_on": "tomorrow"}, "taken_on"),
        ({"taken_on": "3/3/1985"}, "taken_on"),
        ({"occupation": "x" * 201}, "occupation"),
        ({"medications": "x" * 2001}, "medications"),
        ({"allergies": "x" * 121}, "allergies"),
        ({"allergies": "Latex", "no_allergies": True}, "no_allergies"),
        ({"emergency_name": "June", "emergency_phone": "call her"}, "emergency_phone"),
        ({"emergency_phone": "2535550142"}, "emergency_name"),
    ],
)
def test_a_history_is_read(clinic: Clinic, client: ClientId, typed: dict[str, object], field: str) -> None:
    assert refused(lambda: taken(clinic, client, replace(HISTORY, **typed))) == [field]  # type: ignore[arg-type]
    assert allergies(clinic, client) == []


def test_a_day_alone_is_no_history(clinic: Clinic, client: ClientId) -> None:
    assert refused(lambda: taken(clinic, client, HistoryDraft("11/13/2026"))) == [""]
    assert refused(lambda: taken(clinic, client, HistoryDraft("11/13/2026", no_allergies=True))) == []


def test_no_allergies_beside_an_alert_is_refused(clinic: Clinic, client: ClientId) -> None:
    alert = clinic.do(AddAlert(client, AlertDraft("allergy", "Latex"))).row
    draft = replace(HISTORY, no_allergies=True)
    assert refused(lambda: taken(clinic, client, draft)) == ["no_allergies"]
    clinic.do(RetireAlert(alert, 1))
    assert refused(lambda: taken(clinic, client, draft)) == []


def test_each_command_is_undone(clinic: Clinic, client: ClientId) -> None:
    row = taken(clinic, client)
    clinic.do(ChangeHistory(row, 1, replace(HISTORY, occupation="Baker")))
    with pytest.raises(ChangedSince):
        clinic.do(ChangeHistory(row, 1, HISTORY))
    clinic.do(RetireHistory(row, 2))
    assert newest_history(clinic.read, client) is None
    with pytest.raises(Missing):
        clinic.do(ChangeHistory(row, 3, HISTORY))
    with pytest.raises(Missing):
        clinic.do(TakeHistory(99, HISTORY))
    for label, occupation in (("Remove health history", "Baker"), ("Change health history", "Florist")):
        assert clinic.undo() == label
        assert health_history(clinic.read, row).occupation == occupation
    assert clinic.undo() == "Take health history"


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ({}, []),
        ({"medications": "Eliquis 5 mg"}, ["blood_thinner"]),
        ({"medications": "no blood thinners"}, []),
        ({"conditions": "Diabetes, no seizures"}, ["diabetes_nerves"]),
        ({"pregnancy": "unsure"}, ["pregnancy"]),
        ({"pregnancy": "no"}, []),
        ({"implants": "Pacemaker since 2019", "conditions": "EPILEPSY"}, ["seizures", "implanted_device"]),
        ({"goals": "wants to talk about diabetes"}, []),
    ],
)
def test_what_asks_for_a_flag(clinic: Clinic, client: ClientId, typed: dict[str, str], keys: list[str]) -> None:
    taken(clinic, client, replace(HISTORY, **typed))  # type: ignore[arg-type]
    found = newest_history(clinic.read, client)
    assert [one.key for one in hinted_flags(found, (), ())] == keys
    assert [one.key for one in hinted_flags(found, keys[:1], keys[1:])] == []
    assert hinted_flags(None, (), ()) == ()


@given(some.lists(some.text(max_size=12), max_size=6), some.text(max_size=60))
def test_no_allergy_is_listed_twice(known: list[str], typed: str) -> None:
    new = new_allergies(typed, known)
    kept = [folded(one) for one in new]
    assert len(set(kept)) == len(kept) and not set(kept) & {folded(one) for one in known}
    assert new_allergies(",".join(new), [*known, *new]) == ()


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_any_words_are_kept_as_they_were_typed(clinic: Clinic, client: ClientId, name: str) -> None:
    asked(clinic, client, chest="no")
    taken(clinic, client, replace(HISTORY, occupation=name, note=name))
    found = newest_history(clinic.read, client)
    assert found and found.occupation == found.note == name.replace("\x00", "").strip()
