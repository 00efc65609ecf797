"""Visit notes: written by anybody, signed by the therapist alone, and then they stay; what comes later is added."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlcipher3
from factories import HOSTILE_NAMES, VISIT, new_case, new_visit, refused, signing
from fixed import NOW

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.practice.commands import ChangeTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.visits.commands.notes import AddAddendum, SignNote, WriteNote
from clinic_desktop.visits.commands.visits import AmendVisit, ChangeVisit, RetireVisit
from clinic_desktop.visits.model import NOTE_LETTERS, NOTE_PARTS, ServiceLine, VisitId, VisitNote, VisitNoteDraft
from clinic_desktop.visits.queries.notes import addenda_of, note_of
from clinic_desktop.visits.queries.visits import visit

NOTE = VisitNoteDraft("Neck is stiff", "Tone 3 of 4", "Eased", "Again in a week")
SIGNED = "This note is signed and stays as it is. What is to be added goes into an addendum."
LONGER = replace(VISIT, services=(ServiceLine("1", "75"),))


@pytest.fixture
def row(clinic: Clinic) -> VisitId:
    return new_visit(clinic, new_case(clinic))


def note(clinic: Clinic, row: VisitId) -> VisitNote:
    return note_of(clinic.read, row) or VisitNote.none(row)


def sign(clinic: Clinic, row: VisitId, draft: VisitNoteDraft = NOTE) -> VisitNote:
    clinic.do(signing(clinic, row, draft, note(clinic, row).version))
    return note(clinic, row)


def words(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as answer:
        act()
    return [(problem.field, problem.words) for problem in answer.value.problems]


def everything(clinic: Clinic) -> list[list[dict[str, Any]]]:
    tables = ("visits", "visit_services", "visit_notes", "addenda")
    return [clinic.read.all(f"SELECT * FROM {table} ORDER BY id") for table in tables]


def test_a_note_is_written_and_changed(clinic: Clinic, row: VisitId) -> None:
    assert note_of(clinic.read, row) is None
    clinic.do(WriteNote(row, 0, VisitNoteDraft(" Stiff ")))
    found = note(clinic, row)
    assert (found.subjective, found.objective, found.version, found.signed_at) == ("Stiff", "", 1, None)
    assert visit(clinic.read, row).note == "written"
    clinic.do(WriteNote(row, 1, NOTE))
    found = note(clinic, row)
    assert (found.subjective, found.objective, found.assessment, found.plan) == (
        *("Neck is stiff", "Tone 3 of 4"),
        *("Eased", "Again in a week"),
    )
    assert (found.signer, found.visit, found.version) == ("", row, 2)
    clinic.undo()
    assert note(clinic, row).subjective == "Stiff"
    clinic.undo()
    assert note_of(clinic.read, row) is None
    clinic.do(WriteNote(row, 0, NOTE))
    assert note(clinic, row).plan == "Again in a week"


def test_anybody_writes_and_nobody_overwrites_unseen(clinic: Clinic, colleague: Clinic, row: VisitId) -> None:
    colleague.do(WriteNote(row, 0, NOTE))
    for command in (WriteNote(row, 0, VisitNoteDraft("Mine")), signing(clinic, row, VisitNoteDraft("Mine"))):
        with pytest.raises(ChangedSince):
            clinic.do(command)
    clinic.do(WriteNote(row, 1, VisitNoteDraft("Mine")))
    with pytest.raises(ChangedSince):
        colleague.do(WriteNote(row, 1, NOTE))
    assert note(clinic, row).subjective == "Mine"


def test_nobody_signs_what_they_did_not_see(clinic: Clinic, colleague: Clinic, row: VisitId) -> None:
    seen = visit(clinic.read, row).version
    colleague.do(ChangeVisit(row, seen, LONGER))
    with pytest.raises(ChangedSince, match="The visit was changed after you opened its note"):
        clinic.do(SignNote(row, 0, NOTE, seen))
    assert note_of(clinic.read, row) is None
    clinic.do(SignNote(row, 0, NOTE, seen + 1))
    assert note(clinic, row).signer


def test_a_note_that_was_taken_back_is_not_signed_unseen(clinic: Clinic, colleague: Clinic, row: VisitId) -> None:
    colleague.do(WriteNote(row, 0, NOTE))
    colleague.undo()
    for command in (WriteNote(row, 1, NOTE), signing(clinic, row, NOTE, 1)):
        with pytest.raises(ChangedSince, match="took this note back"):
            clinic.do(command)
    clinic.do(signing(clinic, row, NOTE))


def test_a_visit_that_is_gone_takes_no_note(clinic: Clinic, row: VisitId) -> None:
    clinic.do(WriteNote(row, 0, NOTE))
    clinic.do(RetireVisit(row, 1))
    assert note_of(clinic.read, row) is None
    for command in (WriteNote(row, 1, NOTE), SignNote(row, 1, NOTE, 1), WriteNote(99, 0, NOTE)):
        with pytest.raises(Missing):
            clinic.do(command)
    clinic.undo()
    assert note(clinic, row).subjective == "Neck is stiff"


def test_the_therapist_signs_what_is_written_and_what_was_done(clinic: Clinic, row: VisitId) -> None:
    found = sign(clinic, row)
    assert (found.signed_at, found.signer) == (datetime(2026, 11, 24, 17, 30, tzinfo=UTC), "Maya Ortiz, LMT")
    assert (found.plan, visit(clinic.read, row).note) == ("Again in a week", "signed")
    kept = clinic.read.one("SELECT * FROM visit_notes")
    assert kept["signed_by"] == clinic.person.id
    assert json.loads(kept["signed_facts"]) == {
        "date_of_service": "2026-11-20",
        "starts_at": "",
        "ends_at": "",
        "place_of_service": "11",
        "case_id": 1,
        "therapist_id": 1,
        "services": [
            {
                "name": "Massage",
                "procedure_code": "MT001",
                "minutes": 60,
                "starts_at": "",
                "ends_at": "",
                "region": "",
                "modifiers": "",
                "units": 4,
                "diagnoses": "",
            }
        ],
    }


def test_the_name_of_the_signer_stays_as_it_was(clinic: Clinic, row: VisitId) -> None:
    sign(clinic, row)
    clinic.do(ChangeTherapist(1, 1, TherapistDraft("Maya", "Rowe")))
    assert note(clinic, row).signer == "Maya Ortiz, LMT"
    other = new_visit(clinic, visit(clinic.read, row).case, replace(VISIT, date_of_service="11/19/2026"))
    assert sign(clinic, other).signer == "Maya Rowe"


def test_nobody_else_signs_the_owner_neither(clinic: Clinic, colleague: Clinic, row: VisitId) -> None:
    assert words(lambda: sign(colleague, row)) == [
        ("", "Only Maya Ortiz signs the note of this visit. Nothing was signed.")
    ]
    clinic.do(ChangeVisit(row, 1, replace(VISIT, therapist="2")))
    assert words(lambda: sign(clinic, row)) == [("", "Only Bo Lund signs the note of this visit. Nothing was signed.")]
    assert note_of(clinic.read, row) is None
    assert sign(colleague, row).signer == "Bo Lund"


def test_a_planned_visit_and_an_empty_note_are_not_signed(clinic: Clinic, row: VisitId) -> None:
    assert words(lambda: sign(clinic, row, VisitNoteDraft(" ", "\x00"))) == [
        ("subjective", "Nothing is written yet. Write the note, then sign it.")
    ]
    for at, part in enumerate(NOTE_PARTS, 1):
        other = new_visit(clinic, new_case(clinic, ClientId(1)), replace(VISIT, date_of_service=f"11/{at}/2026"))
        written: dict[str, Any] = {part: "x"}
        assert sign(clinic, other, VisitNoteDraft(**written)).signed_at
    planned = new_visit(
        clinic, new_case(clinic, ClientId(1)), replace(VISIT, status="planned", date_of_service="today")
    )
    clinic.do(WriteNote(planned, 0, NOTE))
    assert words(lambda: sign(clinic, planned)) == [
        ("", "The visit is only planned. Record it as given, then sign its note.")
    ]


def test_a_signed_note_is_fixed(clinic: Clinic, row: VisitId) -> None:
    found = sign(clinic, row)
    before = everything(clinic)
    for command in (WriteNote(row, found.version, VisitNoteDraft("Other")), signing(clinic, row, NOTE, found.version)):
        assert words(lambda: clinic.do(command)) == [("", SIGNED)]  # noqa: B023
    assert refused(lambda: clinic.do(RetireVisit(row, 1))) == [""]
    assert everything(clinic) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE visit_notes SET subjective = 'x'",
        "UPDATE visit_notes SET signed_at = ''",
        "UPDATE visit_notes SET retired_at = 'x'",
        "DELETE FROM visit_notes",
        "UPDATE addenda SET words = 'x'",
        "DELETE FROM addenda",
    ],
)
def test_the_file_itself_keeps_what_was_signed(clinic: Clinic, row: VisitId, sql: str) -> None:
    clinic.do(AddAddendum(sign(clinic, row).id, "Later"))
    with pytest.raises(sqlcipher3.IntegrityError, match=r"never changed|nothing clinical is deleted"):
        clinic._writer._database.execute(sql)


def test_a_note_that_is_not_signed_is_not_deleted_either(clinic: Clinic, row: VisitId) -> None:
    clinic.do(WriteNote(row, 0, NOTE))
    with pytest.raises(sqlcipher3.IntegrityError, match="nothing clinical is deleted"):
        clinic._writer._database.execute("DELETE FROM visit_notes")


def test_ten_thousand_letters_fit_in_each_part_and_one_more_is_said_there(clinic: Clinic, row: VisitId) -> None:
    full: dict[str, Any] = dict.fromkeys(NOTE_PARTS, "王" * NOTE_LETTERS)
    longest = VisitNoteDraft(**full)
    clinic.do(WriteNote(row, 0, longest))
    assert len(note(clinic, row).plan) == NOTE_LETTERS
    longer = replace(longest, subjective="x" * (NOTE_LETTERS + 1), plan="x" * 12_000)
    assert words(lambda: clinic.do(WriteNote(row, 1, longer))) == [
        ("subjective", "This is 10,001 letters long: 10,000 fit here."),
        ("plan", "This is 12,000 letters long: 10,000 fit here."),
    ]
    assert refused(lambda: clinic.do(signing(clinic, row, longer, 1))) == ["subjective", "plan"]
    assert note(clinic, row).subjective == "王" * NOTE_LETTERS


@pytest.mark.parametrize("text", HOSTILE_NAMES)
def test_hostile_text_is_kept_to_the_letter(clinic: Clinic, row: VisitId, text: str) -> None:
    found = sign(clinic, row, VisitNoteDraft(text, text, text, text))
    clinic.do(AddAddendum(found.id, text))
    kept = text.replace("\x00", "")
    assert {found.subjective, found.objective, found.assessment, found.plan} == {kept}
    assert [one.words for one in addenda_of(clinic.read, found.id)] == [kept]


def test_addenda_are_added_to_a_signed_note_in_their_order(clinic: Clinic, colleague: Clinic, row: VisitId) -> None:
    clinic.do(WriteNote(row, 0, NOTE))
    early = AddAddendum(note(clinic, row).id, "Later")
    assert words(lambda: clinic.do(early)) == [("words", "The note is not signed yet: write it into the note itself.")]
    found = sign(clinic, row)
    clinic.do(AddAddendum(found.id, " First\nline "))
    colleague.do(AddAddendum(found.id, "Second"))
    added = [(one.words, one.author) for one in addenda_of(clinic.read, found.id)]
    assert added == [("First\nline", "Maya Ortiz"), ("Second", "Bo Lund")]
    assert addenda_of(clinic.read, found.id)[0].written_at == NOW
    assert note(clinic, row) == found


def test_an_addendum_says_something_and_not_too_much(clinic: Clinic, row: VisitId) -> None:
    found = sign(clinic, row)
    assert words(lambda: clinic.do(AddAddendum(found.id, " \x00"))) == [("words", "Type what is to be added.")]
    clinic.do(AddAddendum(found.id, "王" * NOTE_LETTERS))
    assert words(lambda: clinic.do(AddAddendum(found.id, "x" * (NOTE_LETTERS + 1)))) == [
        ("words", "This is 10,001 letters long: 10,000 fit here.")
    ]
    with pytest.raises(Missing):
        clinic.do(AddAddendum(99, "x"))


def test_undo_never_reaches_behind_a_signature(clinic: Clinic, row: VisitId) -> None:
    clinic.do(WriteNote(row, 0, NOTE))
    found = sign(clinic, row)
    assert not clinic.history.undoable
    clinic.do(ChangeVisit(row, 2, replace(VISIT, discount="10")))
    clinic.do(AddAddendum(found.id, "Later"))
    assert not clinic.history.undoable
    clinic.do(ChangeVisit(row, 3, VISIT))
    clinic.do(AmendVisit(row, 4, replace(LONGER, reason="Typed wrong")))
    assert not clinic.history.undoable


def test_who_recorded_a_visit_does_not_undo_it_once_somebody_signed(
    clinic: Clinic, colleague: Clinic, row: VisitId
) -> None:
    other = new_visit(colleague, visit(clinic.read, row).case, replace(VISIT, date_of_service="11/19/2026"))
    sign(clinic, other)
    with pytest.raises(ChangedSince):
        colleague.undo()
    assert visit(clinic.read, other).note == "signed"


def test_price_and_units_of_a_signed_visit_change_without_a_reason(clinic: Clinic, row: VisitId) -> None:
    found = sign(clinic, row)
    cheaper = replace(VISIT, services=(ServiceLine("1", "60", "3", "30", modifiers="59"),), discount="5")
    clinic.do(ChangeVisit(row, 2, replace(cheaper, discount_why="Student")))
    clinic.do(AmendVisit(row, 3, cheaper))
    assert visit(clinic.read, row).charged_cents == 8500
    assert addenda_of(clinic.read, found.id) == ()


@pytest.mark.parametrize(
    "draft",
    [
        LONGER,
        replace(VISIT, date_of_service="11/19/2026"),
        replace(VISIT, starts_at="9"),
        replace(VISIT, starts_at="9", ends_at="10:30"),
        replace(VISIT, status="planned", date_of_service="today"),
        replace(VISIT, place_of_service="12"),
        replace(VISIT, place_of_service=""),
        replace(VISIT, services=(ServiceLine("1", "60", region="Neck"),)),
        replace(VISIT, services=(ServiceLine("1", "60", starts_at="9", ends_at="10"),)),
        replace(VISIT, services=(ServiceLine("1", "60"), ServiceLine("1", "15"))),
    ],
)
def test_what_was_done_changes_only_with_a_reason(clinic: Clinic, colleague: Clinic, row: VisitId, draft: Any) -> None:
    found = sign(clinic, row)
    assert words(lambda: clinic.do(ChangeVisit(row, 2, replace(draft, reason="Typed wrong")))) == [("reason", SIGNED)]
    assert refused(lambda: clinic.do(AmendVisit(row, 2, draft)))[0] == "reason"
    if draft.status == "given":
        clinic.do(AmendVisit(row, 2, replace(draft, reason=" Typed wrong ")))
        (added,) = addenda_of(clinic.read, found.id)
        why, was, now = added.words.split("\n")
        assert (why, added.author) == ("Typed wrong", "Maya Ortiz")
        assert (was[:5], now[:5]) == ("Was: ", "Now: ")
        assert was[5:] != now[5:]
        assert json.loads(clinic.read.one("SELECT signed_facts FROM visit_notes")["signed_facts"])["services"]
    assert note(clinic, row) == found


def test_an_amendment_says_what_was_there_and_what_is(clinic: Clinic, row: VisitId) -> None:
    found = sign(clinic, row)
    assert words(lambda: clinic.do(AmendVisit(row, 2, LONGER))) == [
        ("reason", "The note is signed. Say why what was done changes: it is kept as an addendum to the note.")
    ]
    clinic.do(AmendVisit(row, 2, replace(LONGER, reason="Typed wrong")))
    (added,) = addenda_of(clinic.read, found.id)
    assert added.words == (
        "Typed wrong\nWas: 20 Nov 2026, Maya Ortiz: Massage 60 minutes"
        "\nNow: 20 Nov 2026, Maya Ortiz: Massage 75 minutes"
    )
    assert visit(clinic.read, row).charged_cents == 17500
    with pytest.raises(ChangedSince):
        clinic.do(AmendVisit(row, 2, replace(VISIT, reason="Again")))
    assert len(addenda_of(clinic.read, found.id)) == 1


def test_a_visit_whose_note_is_signed_stays_given(clinic: Clinic, row: VisitId) -> None:
    sign(clinic, row)
    planned = replace(VISIT, status="planned", date_of_service="today", reason="Typed wrong")
    assert words(lambda: clinic.do(AmendVisit(row, 2, planned))) == [
        ("status", "The note is signed: the visit was given. Plan the next one as a visit of its own.")
    ]


def test_a_reason_has_ten_thousand_letters(clinic: Clinic, row: VisitId) -> None:
    sign(clinic, row)
    assert refused(lambda: clinic.do(AmendVisit(row, 2, replace(LONGER, reason="x" * (NOTE_LETTERS + 1))))) == [
        "reason"
    ]
    clinic.do(AmendVisit(row, 2, replace(LONGER, reason="王" * NOTE_LETTERS)))


def test_only_who_signed_changes_what_was_done(clinic: Clinic, colleague: Clinic, row: VisitId) -> None:
    sign(clinic, row)
    assert words(lambda: colleague.do(AmendVisit(row, 2, replace(LONGER, reason="Typed wrong")))) == [
        (
            "reason",
            "Maya Ortiz signed the note, so only they change what was done: tell them. Price and discount may change.",
        )
    ]
    colleague.do(AmendVisit(row, 2, replace(VISIT, discount="10")))
    assert visit(clinic.read, row).charged_cents == 13000


def test_a_visit_without_a_signed_note_is_amended_like_changed(clinic: Clinic, colleague: Clinic, row: VisitId) -> None:
    clinic.do(WriteNote(row, 0, NOTE))
    colleague.do(AmendVisit(row, 1, LONGER))
    assert visit(clinic.read, row).charged_cents == 17500
    assert clinic.read.all("SELECT * FROM addenda") == []


def test_the_audit_says_who_wrote_and_who_signed(clinic: Clinic, colleague: Clinic, row: VisitId) -> None:
    colleague.do(WriteNote(row, 0, NOTE))
    found = sign(clinic, row)
    clinic.do(AddAddendum(found.id, "Later"))
    entries = clinic.read.all(
        "SELECT label, actor, verb, table_name, after FROM audit"
        " WHERE table_name IN ('visit_notes', 'addenda') ORDER BY id"
    )
    assert [(one["label"], one["actor"], one["verb"], one["table_name"]) for one in entries] == [
        ("Write note", colleague.person.id, "insert", "visit_notes"),
        ("Sign note", clinic.person.id, "update", "visit_notes"),
        ("Add addendum", clinic.person.id, "insert", "addenda"),
    ]
    assert json.loads(entries[1]["after"]) == clinic.read.one("SELECT * FROM visit_notes")
