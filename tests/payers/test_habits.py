"""How a payer counts units, how many it pays a day, whether it asks for times; kept, changed and merged."""

from dataclasses import replace

import pytest
import sqlcipher3
from factories import PAYER, new_payer, refused
from hypothesis import given
from hypothesis import strategies as some
from pytestqt.qtbot import QtBot
from windows import press

from clinic_desktop import wording
from clinic_desktop.clinic import Clinic
from clinic_desktop.payers import queries
from clinic_desktop.payers.commands import AddPayer, ChangePayer, MergePayers
from clinic_desktop.payers.model import UNIT_RULES, Payer, PayerDraft
from clinic_desktop.payers.rules import parse_units_a_day, payer_values
from clinic_desktop.values.problems import Unreadable
from ui.kit.form import Form
from ui.payers.editor import payer_page
from ui.session import Session

KNOWN = replace(PAYER, unit_rule="cms", units_a_day="4", asks_times=True)


def saved(clinic: Clinic, draft: PayerDraft) -> Payer:
    return queries.payer(clinic.read, new_payer(clinic, draft))


def merged(clinic: Clinic, kept: PayerDraft, gone: PayerDraft) -> Payer:
    rows = new_payer(clinic, kept), new_payer(clinic, replace(gone, name="Cascade Ins."))
    clinic.do(MergePayers(*rows, version=1))
    return queries.payer(clinic.read, rows[0])


def test_nothing_is_known_of_a_new_payer(clinic: Clinic) -> None:
    found = saved(clinic, PAYER)
    assert (found.unit_rule, found.units_a_day, found.asks_times) == ("", None, False)


def test_what_is_known_is_kept_changed_and_undone(clinic: Clinic) -> None:
    found = saved(clinic, KNOWN)
    assert (found.unit_rule, found.units_a_day, found.asks_times) == ("cms", 4, True)
    clinic.do(ChangePayer(found.id, 1, replace(KNOWN, unit_rule="midpoint", units_a_day=" ", asks_times=False)))
    changed = queries.payer(clinic.read, found.id)
    assert (changed.unit_rule, changed.units_a_day, changed.asks_times) == ("midpoint", None, False)
    clinic.undo()
    assert replace(queries.payer(clinic.read, found.id), version=1) == found


@pytest.mark.parametrize(("typed", "units"), [("4", 4), (" 04 ", 4), ("4 units", 4), ("1 Unit", 1), ("99", 99)])
def test_units_a_day_are_read_as_they_are_typed(typed: str, units: int) -> None:
    assert parse_units_a_day(typed) == units


@pytest.mark.parametrize("typed", ["0", "100", "-4", "4.5", "four", "4 visits", "", "\u0664", "4 5"])
def test_what_is_no_number_of_units_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match=r"^Type a whole number of units, 1 to 99, or leave it empty\.$"):
        parse_units_a_day(typed)


def test_a_wrong_number_of_units_is_said_at_its_field(clinic: Clinic) -> None:
    assert refused(lambda: clinic.do(AddPayer(replace(KNOWN, name="", units_a_day="many")))) == ["name", "units_a_day"]


@given(some.sampled_from(sorted(UNIT_RULES)), some.integers(1, 99), some.booleans())
def test_every_habit_has_its_columns(rule: str, units: int, asks: bool) -> None:
    values = payer_values(PayerDraft("A", unit_rule=rule, units_a_day=str(units), asks_times=asks))
    assert (values["unit_rule"], values["units_a_day"], values["asks_times"]) == (rule, units, int(asks))


def test_the_file_keeps_no_other_rule(clinic: Clinic) -> None:
    with pytest.raises(sqlcipher3.IntegrityError):
        clinic.do(AddPayer(replace(PAYER, unit_rule="guess")))


@pytest.mark.parametrize(("kept", "gone"), [(PAYER, KNOWN), (KNOWN, PAYER), (KNOWN, KNOWN)])
def test_in_a_merge_what_is_known_wins_over_what_is_not(clinic: Clinic, kept: PayerDraft, gone: PayerDraft) -> None:
    found = merged(clinic, kept, gone)
    assert (found.unit_rule, found.units_a_day, found.asks_times) == ("cms", 4, True)
    assert found.note == ""


def test_in_a_merge_what_differs_is_said_in_words(clinic: Clinic) -> None:
    found = merged(clinic, KNOWN, replace(PAYER, unit_rule="midpoint", units_a_day="6"))
    assert (found.unit_rule, found.units_a_day, found.asks_times) == ("cms", 4, True)
    assert found.note.splitlines() == [
        "Cascade Ins. counted units by another rule: Midpoint, each code alone.",
        "Cascade Ins. had 6 as its most units a day.",
    ]


def test_a_merge_is_undone_with_the_habits(clinic: Clinic) -> None:
    kept = saved(clinic, PAYER)
    gone = saved(clinic, replace(KNOWN, name="Cascade Ins."))
    clinic.do(MergePayers(kept.id, gone.id, 1))
    clinic.undo()
    assert replace(queries.payer(clinic.read, kept.id), version=1) == kept
    assert replace(queries.payer(clinic.read, gone.id), version=1) == gone


def test_the_form_offers_the_rules_and_saves_them(clinic: Clinic, qtbot: QtBot) -> None:
    payer = saved(clinic, PAYER)
    page = payer_page(Session(clinic), payer, lambda _: None)
    qtbot.addWidget(page)
    page.show()
    form = next(form for form in page.findChildren(Form) if "unit_rule" in form.fields)
    field = form.fields["unit_rule"]
    assert [field.words_of(rule) for rule in UNIT_RULES] == list(UNIT_RULES.values())
    assert (field.value(), form.values()["units_a_day"], form.values()["asks_times"]) == ("", "", "")
    for key, value in {"unit_rule": "midpoint", "units_a_day": "x", "asks_times": "1"}.items():
        form.fields[key].set_value(value)
    press(qtbot, page, "Save")
    assert form.fields["units_a_day"].problem() == "Type a whole number of units, 1 to 99, or leave it empty."
    form.fields["units_a_day"].set_value("6")
    press(qtbot, page, "Save")
    found = queries.payer(clinic.read, payer.id)
    assert (found.unit_rule, found.units_a_day, found.asks_times) == ("midpoint", 6, True)


def test_the_rules_are_translated_when_shown(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_single", lambda sentence: f"<{sentence}>")
    found = merged(clinic, KNOWN, replace(PAYER, unit_rule="midpoint"))
    assert found.note == "<Cascade Ins. counted units by another rule: <Midpoint, each code alone>.>"
