"""S22: random work on everything at once, with locks, crashes, restores and a clock that jumps, against a plain model.

The model is a few dicts. What may be undone is undone in it by taking back the whole of it.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any, ClassVar

from bench.safety.desk import OTHER_PASSWORD, home, opened
from bench.safety.plain import Model
from billable import drafted, ready_clinic
from factories import CLIENT, VISIT, make_clinic, new_case, new_client, new_payment, new_visit
from filing import filed, marks
from fixed import CHEAP, NOW, PASSWORD
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition
from hypothesis.stateful import rule as rule_of

from clinic_desktop.attachments.commands import RetireAttachment
from clinic_desktop.attachments.queries import attachment
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clients.commands import BringClientBack, ChangeClient, RetireClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import WrongPassword
from clinic_desktop.jobs import Progress
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.payments.queries import balance
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.staff.commands.people import AddPerson, ChangeKey, ChangePerson, DisablePerson, EnablePerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.staff.rules.roles import ROLES
from clinic_desktop.store.backups import backup
from clinic_desktop.store.backups.manifest import Backup, read_backup
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.transaction import Row
from clinic_desktop.superbills.commands.bills import IssueBill, VoidBill
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.visits.model import ServiceLine, VisitId

_CENTS, _FIRST_NUMBER = 14_000, 1001
_NAMES = some.sampled_from(("Ada", "Bo", "Dewi", "Ivy", "王小明", "O'Brien & Søn", "<b>x</b>"))
_WORDS = some.sampled_from(("Stiff", "Eased", "Neck, 王小明", "%_'\""))
_FORMS = some.sampled_from(("note:1", "visit:new:1", "letter:new:1"))


def rule(**drawn: Any) -> Callable[[Callable[..., None]], Any]:
    """One of the rules of Hypothesis that is noted by whoever counts what a run came to."""

    def made_of(function: Callable[..., None]) -> Any:
        @wraps(function)
        def noted(self: "Record", **values: Any) -> None:
            self.did.append(function.__name__)
            function(self, **values)

        made: Callable[[Callable[..., None]], Any] = rule_of(**drawn)
        return made(noted)

    return made_of


class Record(RuleBasedStateMachine):
    """Rules that do something to a clinic and to the model of it."""

    clinic: Clinic
    # The rules of each run that came to its end.
    runs: ClassVar[list[list[str]]] = []

    def __init__(self) -> None:
        super().__init__()
        self.did: list[str] = []

    @initialize()
    def begin(self) -> None:
        """A small clinic, one client with a case."""
        self.place = Path(tempfile.mkdtemp(dir=home()))
        shutil.copytree(made(), self.place / "clinic")
        self.clock = Clock(NOW)
        self.clinic = opened(ClinicFolder(self.place / "clinic"), self.clock)
        self.model = Model(clients={1: ("Rosalind", True)}, people={1: ("Maya Ortiz", True)})
        self.cases = {1: 1}
        self.undoable: list[Model] = []
        self.redoable: list[Model] = []
        self.backups: list[tuple[Backup, Model, dict[int, str]]] = []
        self.passwords, self.slots, self.made = {1: PASSWORD}, {1: self.clinic.person.slot}, 0

    def teardown(self) -> None:
        """Nothing is left of it."""
        self.runs.append(self.did)
        with suppress(AttributeError):
            self.clinic.close()
            shutil.rmtree(self.place, ignore_errors=True)

    def _undoable(self) -> None:
        self.undoable.append(deepcopy(self.model))
        self.redoable.clear()

    def _final(self) -> None:
        self.undoable.clear()
        self.redoable.clear()

    def _next(self) -> int:
        self.made += 1
        return self.made

    @rule(name=_NAMES)
    def add_client(self, name: str) -> None:
        self._undoable()
        row = new_client(self.clinic, ClientDraft(name, "", f"Larkin {self._next()}"))
        self.model.clients[row] = (name, True)

    @rule(data=some.data(), name=_NAMES)
    def change_client(self, data: some.DataObject, name: str) -> None:
        row = data.draw(some.sampled_from(sorted(self.model.clients)))
        if self.model.clients[row] == (name, True) or not self.model.clients[row][1]:
            return
        self._undoable()
        family = self._row("clients", row)["family_name"]
        self.clinic.do(ChangeClient(row, self._row("clients", row)["version"], ClientDraft(name, "", f"{family}x")))
        self.model.clients[row] = (name, True)

    # The first one has the visits, the bills and the papers, and stays.
    @precondition(lambda self: len(self.model.clients) > 1)
    @rule(data=some.data())
    def retire_or_bring_back(self, data: some.DataObject) -> None:
        row = data.draw(some.sampled_from(sorted(self.model.clients)[1:]))
        name, is_used = self.model.clients[row]
        self._undoable()
        command = RetireClient if is_used else BringClientBack
        self.clinic.do(command(row, self._row("clients", row)["version"]))
        self.model.clients[row] = (name, not is_used)

    @rule()
    def record_visit(self) -> None:
        self._undoable()
        day = f"{NOW.date() - timedelta(1 + self._next()):%m/%d/%Y}"
        draft = replace(VISIT, date_of_service=day, services=(ServiceLine("1", "60"),))
        self.model.visits[new_visit(self.clinic, CaseId(self.cases[1]), draft)] = (1, False)

    @precondition(lambda self: any(not is_paid for _, is_paid in self.model.visits.values()))
    @rule(data=some.data())
    def pay(self, data: some.DataObject) -> None:
        row = data.draw(some.sampled_from([row for row, (_, is_paid) in self.model.visits.items() if not is_paid]))
        self._undoable()
        new_payment(self.clinic, VisitId(row), draft=PaymentDraft("11/24/2026", "cash", service="140.00"))
        self.model.visits[row] = (self.model.visits[row][0], True)

    @precondition(lambda self: self._billable())
    @rule(data=some.data())
    def issue_bill(self, data: some.DataObject) -> None:
        visit = data.draw(some.sampled_from(self._billable()))
        found = drafted(self.clinic, (visit,), "receipt")
        row = self.clinic.do(IssueBill("receipt", found.visits, found.codes, found.bill)).row
        self.model.bills[row] = (_FIRST_NUMBER + len(self.model.bills), visit, False)
        self._final()

    @precondition(lambda self: any(not is_void for _, _, is_void in self.model.bills.values()))
    @rule(data=some.data())
    def void_bill(self, data: some.DataObject) -> None:
        row = data.draw(some.sampled_from([row for row, one in self.model.bills.items() if not one[2]]))
        self.clinic.do(VoidBill(BillId(row), self._row("bills", row)["version"], "Typed wrong"))
        self.model.bills[row] = (*self.model.bills[row][:2], True)
        self._final()

    @rule(words=_WORDS)
    def file_paper(self, words: str) -> None:
        self._undoable()
        one = filed(self.clinic, 1, (words, f"page {self._next()}"), f"{self.made}.pdf")
        self.model.papers[one.id] = (marks(self.clinic, one), True)

    @precondition(lambda self: any(is_used for _, is_used in self.model.papers.values()))
    @rule(data=some.data())
    def retire_paper(self, data: some.DataObject) -> None:
        row = data.draw(some.sampled_from([row for row, one in self.model.papers.items() if one[1]]))
        self._undoable()
        self.clinic.do(RetireAttachment(row, self._row("attachments", row)["version"]))
        self.model.papers[row] = (self.model.papers[row][0], False)

    @rule(form=_FORMS, words=_WORDS)
    def keep_draft(self, form: str, words: str) -> None:
        self.clinic.drafts.keep(form, {"words": words})
        self.model.drafts[form] = words

    @rule(form=_FORMS)
    def forget_draft(self, form: str) -> None:
        self.clinic.drafts.forget(form)
        self.model.drafts.pop(form, None)

    @rule()
    def add_person(self) -> None:
        name = f"Desk {self._next()}"
        slot = self.clinic.keys.slot_for(vault.new_slot_id(), name, PASSWORD)
        row = self.clinic.do(AddPerson(PersonDraft(name), slot)).row
        self.model.people[row], self.passwords[row], self.slots[row] = (name, True), PASSWORD, slot.id
        self._final()

    @precondition(lambda self: len(self._staff()) > 1)
    @rule(data=some.data())
    def disable_person(self, data: some.DataObject) -> None:
        row = data.draw(some.sampled_from([row for row in self._staff() if row != 1]))
        self.clinic.do(DisablePerson(row, self._row("staff", row)["version"], self.slots[row]))
        self.model.people[row] = (self.model.people[row][0], False)
        self._final()

    @precondition(lambda self: len(self._staff()) < len(self.model.people))
    @rule(data=some.data())
    def enable_person(self, data: some.DataObject) -> None:
        row = data.draw(some.sampled_from([row for row, one in self.model.people.items() if not one[1]]))
        name = self.model.people[row][0]
        slot = self.clinic.keys.slot_for(vault.new_slot_id(), name, PASSWORD)
        self.clinic.do(EnablePerson(row, self._row("staff", row)["version"], slot))
        self.model.people[row], self.slots[row] = (name, True), slot.id
        self._final()

    @precondition(lambda self: len(self._staff()) > 1)
    @rule(data=some.data(), role=some.sampled_from(tuple(ROLES)))
    def give_a_role(self, data: some.DataObject, role: str) -> None:
        row = data.draw(some.sampled_from([row for row in self._staff() if row != 1]))
        self.model.people[row] = (f"Desk {row}, {self._next()}", True)
        draft = PersonDraft(self.model.people[row][0], role=role)
        self.clinic.do(ChangePerson(row, self._row("staff", row)["version"], self.slots[row], draft))
        assert self._row("staff", row)["role"] == role
        self._final()

    @rule(password=some.sampled_from((PASSWORD, OTHER_PASSWORD)))
    def change_own_password(self, password: str) -> None:
        person = self.clinic.person
        self.clinic.do(ChangeKey(self.clinic.keys.slot_for(person.slot, person.name, password)))
        self.passwords[1] = password
        self._final()

    @precondition(lambda self: self.undoable)
    @rule()
    def undo(self) -> None:
        self.clinic.undo()
        self.redoable.append(self._put_back(self.undoable.pop()))

    @precondition(lambda self: self.redoable)
    @rule()
    def redo(self) -> None:
        self.clinic.redo()
        self.undoable.append(self._put_back(self.redoable.pop()))

    def _put_back(self, model: Model) -> Model:
        """Of drafts undo knows nothing."""
        before, self.model = self.model, model
        self.model.drafts = before.drafts
        return deepcopy(before)

    @rule()
    def lock_and_open(self) -> None:
        self.clinic.close()
        self._open()

    @rule()
    def crash(self) -> None:
        """The process is gone between two calls: what lies there now is all there is. Copied by another process, for
        one that has a database open must not close its file."""
        after = self.place / f"after-{self._next()}"
        subprocess.run(["cp", "-a", self.clinic.keys.folder.path, after], check=True)
        self.clinic.close()
        shutil.rmtree(self.place / "clinic")
        after.rename(self.place / "clinic")
        self._open()

    @rule(days=some.integers(0, 400))
    def clock_jumps(self, days: int) -> None:
        """Ahead of the day on which it began, and back again."""
        self.clock._fixed = NOW + timedelta(days=days)

    @rule()
    def back_up(self) -> None:
        folder, key = self.clinic.keys.folder, self.clinic.keys.key
        made = backup.back_up_to(folder, key, self.place / "stick", self.clock.now(), Progress())
        self.backups.append((made, deepcopy(self.model), dict(self.slots)))

    @precondition(lambda self: self.backups)
    @rule(data=some.data())
    def restore(self, data: some.DataObject) -> None:
        one, model, slots = data.draw(some.sampled_from(self.backups))
        folder = self.clinic.keys.folder
        self.clinic.close()
        asked = Restoring(read_backup(one.folder.path), self.slots[1], self.passwords[1])
        restore_backup(folder, asked, CHEAP, self.clock, Progress())
        shutil.rmtree(folder.backups, ignore_errors=True)
        self.model, self.slots = deepcopy(model), dict(slots)
        self._open()

    def _open(self) -> None:
        self.clinic = opened(ClinicFolder(self.place / "clinic"), self.clock)
        self._final()

    def _row(self, table: str, row: int) -> Row:
        found = self.clinic.read.one(f"SELECT * FROM {table} WHERE id = ?", row)
        assert found
        return found

    def _billable(self) -> list[int]:
        billed = {visit for _, visit, is_void in self.model.bills.values() if not is_void}
        return [row for row, (_, is_paid) in self.model.visits.items() if is_paid and row not in billed]

    def _staff(self) -> list[int]:
        return [row for row, (_, is_on) in self.model.people.items() if is_on]

    @invariant()
    def it_has_what_the_model_has(self) -> None:
        read = self.clinic.read
        rows = read.all("SELECT id, given_name, retired_at IS NULL AS is_used FROM clients")
        used = {row["id"]: row["given_name"] for row in rows if row["is_used"]}
        assert used == {row: name for row, (name, is_used) in self.model.clients.items() if is_used}
        bills = read.all("SELECT id, number, voided_on <> '' AS is_void FROM bills ORDER BY number")
        wanted = {row: (number, is_void) for row, (number, _, is_void) in self.model.bills.items()}
        assert {row["id"]: (row["number"], bool(row["is_void"])) for row in bills} == wanted
        assert [row["number"] for row in bills] == list(range(_FIRST_NUMBER, _FIRST_NUMBER + len(bills)))
        staff = read.all("SELECT id, name FROM staff WHERE retired_at IS NULL")
        assert {row["id"]: row["name"] for row in staff} == {row: self.model.people[row][0] for row in self._staff()}
        kept = {form: (self.clinic.drafts.kept(form) or {})["words"] for form in self.clinic.drafts.names("")}
        assert kept == self.model.drafts

    @invariant()
    def its_totals_add_up(self) -> None:
        found = balance(self.clinic.read, 1)  # type: ignore[arg-type]
        paid = sum(is_paid for _, is_paid in self.model.visits.values())
        charged = len(self.model.visits)
        assert (found.charged_cents, found.paid_cents) == (charged * _CENTS, paid * _CENTS)

    @invariant()
    def its_papers_are_there(self) -> None:
        rows = self.clinic.read.all("SELECT id FROM attachments WHERE retired_at IS NULL")
        wanted = {row: pages for row, (pages, is_used) in self.model.papers.items() if is_used}
        found = {row["id"]: marks(self.clinic, attachment(self.clinic.read, row["id"])) for row in rows}
        assert found == wanted

    @invariant()
    def the_file_is_whole_and_its_trail_replays(self) -> None:
        read = self.clinic.read
        assert read.all("PRAGMA foreign_key_check") == []
        for table in ("clients", "visits", "payments", "bills", "attachments", "staff"):
            sql = (
                "SELECT row_id, after FROM audit WHERE id IN (SELECT max(id) FROM audit"
                " WHERE table_name = ? AND verb <> 'note' GROUP BY row_id)"
            )
            last = {entry["row_id"]: json.loads(entry["after"]) for entry in read.all(sql, table)}
            assert last == {row["id"]: row for row in read.all(f"SELECT * FROM {table}")}

    @invariant()
    def whoever_is_on_the_staff_comes_in_and_nobody_else(self) -> None:
        read = vault.read(self.clinic.keys.folder.vault)
        known = {slot.id for slot in read.people()}
        assert known <= {self.slots[row] for row in self._staff()}
        assert self.slots[1] in known
        # By the password that was chosen last, and by no other.
        for password in (PASSWORD, OTHER_PASSWORD):
            with suppress(WrongPassword):
                vault.unwrap(read, self.slots[1], password)
                assert password == self.passwords[1]
                return
        raise AssertionError("no password opens it")


def made() -> Path:
    """A small clinic that every run works on a copy of."""
    path = home() / "small"
    if not path.exists():
        clinic, _ = make_clinic(path)
        ready_clinic(clinic)
        new_case(clinic, new_client(clinic, CLIENT), CaseDraft("cash", "Neck pain"))
        clinic.close()
    return path
