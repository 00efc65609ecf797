"""A visit that is on a bill stays given and in its case; whoever changes it is told what the bill says."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import pytest
from factories import CASE, CLIENT, VISIT, new_case, new_client, new_payment, new_visit, signing
from fixed import CHEAP, NOW, PASSWORD
from on_bill import PutOnBill
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Refused
from clinic_desktop.payments.queries import account, account_page
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.connection import driver
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.visits.commands.visits import AmendVisit, ChangeVisit, RetireVisit
from clinic_desktop.visits.model import ServiceLine, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.days import visits_of_day
from clinic_desktop.visits.queries.visits import last_visit, visit
from clinic_desktop.visits.rules.billed import billed_words, issued_words
from ui.kit.editor import Editor
from ui.kit.text import Text
from ui.session import Session
from ui.visits.columns import bill_number, bill_words, note_words
from ui.visits.editor import visit_editor

PLANNED = replace(VISIT, status="planned", date_of_service="11/24/2026")
VOID_FIRST = "This visit is on superbill no. 1001. Void that first."
AS_ISSUED = "On superbill no. 1001, which stays as it was issued. Void and replace it after you change what it says."


@dataclass(frozen=True)
class PutDirectly(Command):
    """Writes what no command of the program would."""

    id: int
    column: str
    value: object
    label: ClassVar[str] = "Put directly"
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        now = tx.active("visits", self.id)
        return tx.update("visits", self.id, {self.column: self.value}, now["version"])


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic, new_client(clinic, CLIENT), CASE)


@pytest.fixture
def row(clinic: Clinic, case: CaseId) -> VisitId:
    """A visit on superbill no. 1001."""
    made = new_visit(clinic, case)
    clinic.do(PutOnBill(made, 1001))
    return made


@pytest.fixture
def elsewhere(clinic: Clinic, folder: ClinicFolder) -> Iterator[Clinic]:
    """The same clinic, open in a second window."""
    known = vault.read(folder.vault)
    slot = known.people()[0].id
    opened = Clinic.open(folder, vault.unwrap(known, slot, PASSWORD), slot, Clock(NOW), CHEAP)
    yield opened
    opened.close()


def version(clinic: Clinic, row: VisitId) -> int:
    return visit(clinic.read, row).version


def wrong(clinic: Clinic, command: Command) -> dict[str, str]:
    with pytest.raises(Refused) as answer:
        clinic.do(command)
    return {problem.field: problem.words for problem in answer.value.problems}


def test_a_visit_comes_with_the_numbers_of_its_bills(clinic: Clinic, case: CaseId, row: VisitId) -> None:
    clinic.do(PutOnBill(row, 1001, 1002))
    found, last = visit(clinic.read, row), last_visit(clinic.read, case)
    assert last
    (listed,) = account_page(clinic.read, case).rows
    (of_day,) = visits_of_day(clinic.read, found.date_of_service)
    for one in (found, last, listed.visit, of_day.visit):
        assert (one.superbill, one.receipt) == (1001, 1002)
    clinic.do(PutOnBill(row))
    assert (visit(clinic.read, row).superbill, visit(clinic.read, row).receipt) == (0, 0)


def test_it_is_not_taken_away_not_planned_again_and_not_moved(clinic: Clinic, case: CaseId, row: VisitId) -> None:
    now = version(clinic, row)
    other = new_case(clinic, ClientId(1), CaseDraft("health", "Knee"))
    assert wrong(clinic, RetireVisit(row, now)) == {"": VOID_FIRST}
    assert wrong(clinic, ChangeVisit(row, now, PLANNED)) == {"status": VOID_FIRST}
    assert wrong(clinic, ChangeVisit(row, now, replace(VISIT, case=str(other)))) == {"case": VOID_FIRST}
    assert wrong(clinic, ChangeVisit(row, now, replace(PLANNED, case=str(other)))) == {
        "status": VOID_FIRST,
        "case": VOID_FIRST,
    }
    assert version(clinic, row) == now
    # Once it is void all of it goes.
    clinic.do(PutOnBill(row))
    clinic.do(ChangeVisit(row, version(clinic, row), replace(VISIT, case=str(other))))
    clinic.do(ChangeVisit(row, version(clinic, row), PLANNED))
    clinic.do(RetireVisit(row, version(clinic, row)))


def test_a_signed_one_neither(clinic: Clinic, row: VisitId) -> None:
    clinic.do(signing(clinic, row, VisitNoteDraft("Stiff")))
    other = new_case(clinic, ClientId(1), CaseDraft("health", "Knee"))
    for field, draft in (("status", PLANNED), ("case", replace(VISIT, case=str(other)))):
        assert wrong(clinic, AmendVisit(row, version(clinic, row), replace(draft, reason="Typed wrong"))) == {
            field: VOID_FIRST
        }
    # Nobody voids a bill for a visit that stays all the same.
    (words,) = wrong(clinic, RetireVisit(row, version(clinic, row))).values()
    assert words.startswith("Its note is signed")


@pytest.mark.parametrize(
    ("superbill", "receipt", "words"),
    [
        (1001, 0, VOID_FIRST),
        (0, 1002, "This visit is on receipt no. 1002. Void that first."),
        (1001, 1002, "This visit is on superbill no. 1001 and receipt no. 1002. Void them first."),
        (0, 0, ""),
    ],
)
def test_the_bill_is_named(superbill: int, receipt: int, words: str) -> None:
    assert billed_words(superbill, receipt) == words
    assert bool(issued_words(superbill, receipt)) == bool(words)


def test_all_else_may_change_and_be_paid(clinic: Clinic, row: VisitId) -> None:
    draft = replace(VISIT, starts_at="9:00", services=(ServiceLine("1", "75", region="Neck"),))
    clinic.do(ChangeVisit(row, version(clinic, row), draft))
    assert visit(clinic.read, row).services[0].minutes == 75
    new_payment(clinic, row)
    assert account(clinic.read, row).paid_cents == 14_000


def test_undo_takes_no_visit_out_of_a_bill(clinic: Clinic, case: CaseId, elsewhere: Clinic) -> None:
    row = new_visit(clinic, case)
    elsewhere.do(PutOnBill(row, 1001))
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert visit(clinic.read, row).superbill == 1001


def test_undo_is_answered_where_only_the_file_itself_refuses(
    clinic: Clinic, row: VisitId, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As an undo would be that compared nothing.
    monkeypatch.setattr("clinic_desktop.store.undo._facts", lambda row: {"status": "planned"})
    clinic.do(PutDirectly(row, "place_of_service", "12"))
    with pytest.raises(ChangedSince) as answer:
        clinic.undo()
    assert "it is not undone" in answer.value.words
    assert visit(clinic.read, row).status == "given"


@pytest.mark.parametrize(("column", "value"), [("status", "planned"), ("case_id", 2)])
@pytest.mark.parametrize("bills", [(1001, 0), (0, 1002)])
def test_the_file_itself_refuses(
    clinic: Clinic, row: VisitId, column: str, value: object, bills: tuple[int, int]
) -> None:
    new_case(clinic, ClientId(1), CaseDraft("health", "Knee"))
    clinic.do(PutOnBill(row, *bills))
    with pytest.raises(driver().IntegrityError, match="on a bill stays"):
        clinic.do(PutDirectly(row, column, value))
    clinic.do(PutOnBill(row))
    clinic.do(PutDirectly(row, column, value))


def opened(qtbot: QtBot, clinic: Clinic, row: VisitId) -> Editor:
    found = visit(clinic.read, row)
    made = visit_editor(Session(clinic), found.case, found, lambda _: None)
    qtbot.addWidget(made)
    return made


def test_the_form_says_above_it_what_was_issued(qtbot: QtBot, clinic: Clinic, row: VisitId) -> None:
    editor = opened(qtbot, clinic, row)
    (note,) = (one for one in editor.findChildren(Text) if one.text() == AS_ISSUED)
    assert not note.isHidden()
    layout = editor.layout()
    assert layout
    assert layout.indexOf(note) < layout.indexOf(editor.form)
    # It was voided meanwhile: the note goes with what is read again.
    clinic.do(PutOnBill(row))
    assert not editor.save()
    editor._on_reload()
    assert note.isHidden()


def test_a_visit_on_no_bill_says_nothing(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    editor = opened(qtbot, clinic, new_visit(clinic, case))
    assert not [one for one in editor.findChildren(Text) if "issued" in one.text()]


def test_lists_and_cards_name_the_bill(clinic: Clinic, row: VisitId) -> None:
    found = visit(clinic.read, row)
    assert (bill_number(found), bill_words(found)) == ("No. 1001", ("Superbill no. 1001",))
    both = replace(found, receipt=1002)
    assert (bill_number(both), bill_words(both)) == ("No. 1001, 1002", ("Superbill no. 1001", "Receipt no. 1002"))
    none = replace(found, superbill=0)
    assert (bill_number(none), bill_words(none)) == ("", ())


def test_the_state_of_a_visit_names_the_note_it_speaks_of(clinic: Clinic, row: VisitId) -> None:
    found = visit(clinic.read, row)
    rows = (replace(found, note="none"), replace(found, note="written"), replace(found, note="signed"))
    said = {one.note: note_words(one, on_paper=False) for one in rows}
    assert said == {"none": "No note yet", "written": "Note not signed", "signed": "Note signed"}
    assert note_words(replace(found, note="none"), on_paper=True) == "Note on paper"
