"""Supervisors and payers' answers on record: who counts on a day, what is logged, and why not, in words."""

from dataclasses import replace
from datetime import date

import pytest
from factories import HOSTILE_NAMES, new_payer, refused
from supervising import LEE, NO, YES, new_answer, new_supervisor

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.payers import queries as payers
from clinic_desktop.payers.commands import MergePayers, RetirePayer
from clinic_desktop.payers.model import Merge, PayerDraft, PayerId
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.supervision import queries
from clinic_desktop.supervision.commands import (
    AddSupervisor,
    ChangeSupervision,
    ChangeSupervisor,
    LogSupervision,
    RetireSupervision,
    RetireSupervisor,
)
from clinic_desktop.supervision.model import Supervision

DAY = date(2026, 11, 20)


@pytest.fixture
def payer(clinic: Clinic) -> PayerId:
    return new_payer(clinic)


def on(clinic: Clinic, payer: PayerId, day: date = DAY) -> Supervision:
    return queries.supervision_on(clinic.read, payer, day)


def test_a_supervisor_is_kept(clinic: Clinic) -> None:
    found = queries.supervisor(clinic.read, new_supervisor(clinic))
    assert (found.name, found.profession, found.npi, found.license) == (
        "Lee Park, DC", "dc", "1234567893", "WA CH00012345",
    )  # fmt: skip
    assert (found.from_on, found.to_on, found.expires_on) == (date(2026, 1, 5), None, date(2026, 12, 14))
    assert not found.is_retired


def test_an_answer_is_kept_and_the_last_one_stands_first(clinic: Clinic, payer: PayerId) -> None:
    old = new_answer(clinic, payer, replace(NO, asked_on="3/1/2026"))
    new = new_answer(clinic, payer)
    same_day = new_answer(clinic, payer, replace(YES, reference="C-2"))
    assert [one.id for one in queries.answer_page(clinic.read, payer).rows] == [same_day, new, old]
    found = queries.answer(clinic.read, new)
    assert (found.payer, found.accepts, found.professions) == (payer, "yes", ("dc", "md"))
    assert (found.asked_on, found.representative, found.reference) == (date(2026, 11, 2), "Dana", "C-7741903")
    answer = on(clinic, payer).answer
    assert answer and answer.id == same_day


def test_both_are_there(clinic: Clinic, payer: PayerId) -> None:
    lee = new_supervisor(clinic)
    new_answer(clinic, payer)
    found = on(clinic, payer)
    assert found.has_supervisor and found.is_logged and found.left_out == ()
    assert [one.id for one in found.supervisors] == [lee]
    assert found.answer and (found.answer.asked_on, found.answer.reference) == (date(2026, 11, 2), "C-7741903")


def test_nothing_is_on_record(clinic: Clinic, payer: PayerId) -> None:
    found = on(clinic, payer)
    assert not found.has_supervisor and not found.is_logged and found.answer is None
    assert found.no_supervisor == "No PT, OT, DC or MD is on record as supervising here."
    assert found.not_logged == "Cascade Mutual was not asked about supervision yet, or the call is not on record."


@pytest.mark.parametrize(
    ("typed", "day", "words"),
    [
        ({}, date(2026, 12, 14), ""),
        ({}, date(2026, 12, 15), "Lee Park’s license expired on 14 Dec 2026."),
        ({"expires_on": ""}, date(2030, 1, 1), ""),
        ({}, date(2026, 1, 5), ""),
        ({}, date(2026, 1, 4), "Lee Park supervises here only from 5 Jan 2026 on."),
        ({"to_on": "11/19/2026"}, DAY, "Lee Park stopped supervising here on 19 Nov 2026."),
        ({"to_on": "11/20/2026"}, DAY, ""),
        ({"npi": ""}, DAY, "Lee Park has no NPI on record."),
        ({"license_number": ""}, DAY, "Lee Park has no license number on record."),
    ],
)
def test_why_a_supervisor_does_not_count(
    clinic: Clinic, payer: PayerId, typed: dict[str, str], day: date, words: str
) -> None:
    new_supervisor(clinic, replace(LEE, **typed))
    found = on(clinic, payer, day)
    assert (found.no_supervisor, found.has_supervisor) == (words, not words)
    # Somebody else who counts is enough; the one who does not is still said.
    new_supervisor(clinic, replace(LEE, given_name="Ana", npi="2999999909", expires_on="", from_on="1/1/2020"))
    found = on(clinic, payer, day)
    assert found.has_supervisor and "Ana Park, DC" in [one.name for one in found.supervisors]
    assert found.left_out == ((words,) if words else ())


def test_of_a_profession_that_the_payer_does_not_accept_nobody_counts(clinic: Clinic, payer: PayerId) -> None:
    new_supervisor(clinic, replace(LEE, profession="pt", designation="PT"))
    assert on(clinic, payer).has_supervisor
    new_answer(clinic, payer)
    found = on(clinic, payer)
    assert found.is_logged and not found.has_supervisor
    assert found.no_supervisor == "Cascade Mutual accepts only DC or MD as supervisor. Lee Park is none of these."


def test_why_the_rule_is_not_logged(clinic: Clinic, payer: PayerId) -> None:
    new_answer(clinic, payer, replace(YES, valid_until="11/19/2026"))
    assert on(clinic, payer, date(2026, 11, 1)).not_logged.startswith("Cascade Mutual was not asked")
    assert on(clinic, payer, date(2026, 11, 19)).is_logged
    assert on(clinic, payer).not_logged == (
        "What Cascade Mutual said about supervision counted until 19 Nov 2026. Ask again."
    )
    new_answer(clinic, payer, replace(NO, asked_on="11/20/2026"))
    found = on(clinic, payer)
    assert found.answer and not found.is_logged
    assert found.not_logged == (
        "Cascade Mutual said on 20 Nov 2026 that it does not accept massage under a supervisor."
    )


def test_answers_of_another_payer_do_not_count(clinic: Clinic, payer: PayerId) -> None:
    new_answer(clinic, new_payer(clinic, PayerDraft("Another")))
    assert not on(clinic, payer).is_logged
    with pytest.raises(Missing):
        on(clinic, PayerId(9))


def test_each_command_is_undone_and_done_again(clinic: Clinic, payer: PayerId) -> None:
    lee = new_supervisor(clinic)
    clinic.do(ChangeSupervisor(lee, 1, replace(LEE, to_on="11/1/2026")))
    assert clinic.undo() == "Change supervisor"
    assert queries.supervisor(clinic.read, lee).to_on is None
    clinic.do(RetireSupervisor(lee, 3))
    assert queries.supervisor_page(clinic.read).rows == () and queries.supervisor(clinic.read, lee).is_retired
    assert not on(clinic, payer).has_supervisor
    assert clinic.undo() == "Remove supervisor"
    assert on(clinic, payer).has_supervisor
    row = new_answer(clinic, payer)
    clinic.do(ChangeSupervision(row, 1, replace(NO, asked_on="11/3/2026")))
    assert not on(clinic, payer).is_logged
    assert clinic.undo() == "Change payer’s answer"
    assert on(clinic, payer).is_logged
    clinic.do(RetireSupervision(row, 3))
    assert not on(clinic, payer).is_logged
    assert clinic.undo() == "Remove payer’s answer"
    assert clinic.undo() == "Log payer’s answer"
    assert queries.answer_page(clinic.read, payer).rows == ()
    assert clinic.redo() == "Log payer’s answer"
    assert on(clinic, payer).is_logged


def test_what_is_gone_or_changed_since_is_not_changed(clinic: Clinic, payer: PayerId) -> None:
    lee, row = new_supervisor(clinic), new_answer(clinic, payer)
    clinic.do(ChangeSupervisor(lee, 1, replace(LEE, designation="DC, CCSP")))
    clinic.do(ChangeSupervision(row, 1, replace(YES, reference="C-2")))
    with pytest.raises(ChangedSince):
        clinic.do(ChangeSupervisor(lee, 1, LEE))
    with pytest.raises(ChangedSince):
        clinic.do(ChangeSupervision(row, 1, YES))
    clinic.do(RetireSupervisor(lee, 2))
    clinic.do(RetireSupervision(row, 2))
    for command in (
        *(
            ChangeSupervisor(lee, 3, LEE),
            RetireSupervisor(lee, 3),
            ChangeSupervision(row, 3, YES),
            RetireSupervision(row, 3),
        ),
    ):
        with pytest.raises(Missing):
            clinic.do(command)
    clinic.do(RetirePayer(payer, 1))
    with pytest.raises(Missing):
        clinic.do(LogSupervision(payer, YES))


def test_a_yes_without_a_reference_is_kept_out_by_the_file_too(clinic: Clinic, payer: PayerId) -> None:
    assert refused(lambda: clinic.do(LogSupervision(payer, replace(YES, reference="")))) == ["reference"]

    class Sneaked(LogSupervision):
        def perform(self, tx: Transaction) -> int:
            values = {"payer_id": payer, "accepts": "yes", "professions": "dc", "asked_on": "2026-11-02"}
            return tx.insert("supervision_answers", values)

    with pytest.raises(Exception, match="CHECK constraint failed"):
        clinic.do(Sneaked(payer, YES))


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_any_name_is_kept_as_it_was_typed(clinic: Clinic, name: str) -> None:
    if refused(lambda: clinic.do(AddSupervisor(replace(LEE, given_name=name, family_name=name)))):
        return
    (found,) = queries.supervisor_page(clinic.read).rows
    assert found.given_name == found.family_name


def test_a_merge_moves_answers_and_undo_brings_them_back(clinic: Clinic, payer: PayerId) -> None:
    gone = new_payer(clinic, PayerDraft("Cascade Mutual Ins."))
    row = new_answer(clinic, gone)
    clinic.do(RetireSupervision(new_answer(clinic, gone, NO), 1))
    new_supervisor(clinic)
    assert payers.merge(clinic.read, gone) == Merge(policies=0, departments=0, contracts=0, answers=1)
    clinic.do(MergePayers(payer, gone, 1))
    # Also the one that was removed: nothing names a payer that is no longer there.
    assert {one for (one,) in clinic.read.rows("SELECT payer_id FROM supervision_answers")} == {payer}
    assert [one.id for one in queries.answer_page(clinic.read, payer).rows] == [row]
    assert on(clinic, payer).is_logged
    assert clinic.undo() == "Merge payers"
    assert on(clinic, gone).is_logged and not on(clinic, payer).is_logged
    assert clinic.redo() == "Merge payers"
    assert on(clinic, payer).is_logged
