"""What is said about the document that is looked at: what is in its way, why it is left out, and what can be done."""

from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.month_end.commands.leaving_out import TakeInCase
from clinic_desktop.month_end.model import MonthRow
from clinic_desktop.month_end.rules.spans import span_year
from clinic_desktop.month_end.rules.words import row_amount
from clinic_desktop.superbills.commands.acceptances import AcceptFinding, AskAgain
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.superbills.queries.draft import DraftBill
from clinic_desktop.superbills.rules.fixes import Fix, fix
from clinic_desktop.values import money
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.form import keep_all
from ui.kit.grid import step
from ui.kit.layout import column, emptied, holder
from ui.kit.text import Text
from ui.month_end.leaving_out import LeaveOutForm
from ui.month_end.words import without_words
from ui.session import Errand, Session
from ui.superbills.entries import Entry
from ui.superbills.findings import FindingsList

HOME = "month-end"


class Looked(NamedTuple):
    """The document that is looked at: its row, its bill as it would be issued where there is one, whether it is
    issued with the others, and the document without the visits that are in its way, where that could be issued."""

    row: MonthRow
    draft: DraftBill | None
    is_wanted: bool
    rest: MonthRow | None = None


class RowDetails(QWidget):
    """`turned` when the document is to be issued with the others, or no more; `apart` carries one that is to be issued
    at once, without some of its visits; `rebuilt` when there are other buttons to go through."""

    topic = "60-superbills#month-end"

    turned = Signal(object)
    apart = Signal(object)
    rebuilt = Signal()

    def __init__(self, session: Session) -> None:
        """Empty before `show_row`."""
        super().__init__()
        self._session = session
        self._looked: Looked | None = None
        self.findings: FindingsList | None = None
        self.leaving: LeaveOutForm | None = None
        self._parts = QVBoxLayout()
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(step(1))
        self.setLayout(column(self._parts, None, gap=0))

    def show_row(self, looked: Looked | None) -> bool:
        """Show a document, or nothing; False where what was typed about the one before cannot be kept, and then that
        one stays."""
        before = self._looked
        if before and looked and _is_same(before, looked):
            self._looked = looked
            self._show_findings()
            return True
        if before == looked:
            return True
        if not keep_all(self):
            return False
        self._looked, self.findings, self.leaving = looked, None, None
        emptied(self._parts)
        if looked:
            for part in self._built(looked):
                self._parts.addWidget(part)
                part.show()
        self.rebuilt.emit()
        return True

    def _built(self, looked: Looked) -> list[QWidget]:
        row = looked.row
        visits = say_many("{count} visit", "{count} visits", row.many or len(row.visits))
        facts = " · ".join(
            part
            for part in (row.reason, row.therapist_name, row.payer_name, visits, money.shown(row_amount(row)))
            if part
        )
        parts: list[QWidget] = [holder(column(Text(row.client_name, "strong"), Text(facts, "muted"), gap=0))]
        if row.why:
            parts.append(Text(row.why))
        parts.append(holder(flow(*self._ways(looked), gap=1)))
        if looked.draft and row.fate in ("ready", "fix"):
            reasons = f"{row.kind}:anyway:{row.client}"
            self.findings = FindingsList(self._fix_of, self._accept, self._session.clinic.drafts, reasons)
            self.findings.fixed.connect(self._on_fix)
            self.findings.asked_again.connect(self._on_again)
            self.findings.rebuilt.connect(self._on_rebuilt)
            parts.append(self.findings)
            self._show_findings()
        return parts

    def _ways(self, looked: Looked) -> list[QWidget]:
        """What can be done about it besides."""
        row, made = looked.row, []
        if row.fate == "ready":
            words = say("Not now") if looked.is_wanted else say("Issue it too")
            made.append(button(words, partial(self.turned.emit, row)))
        if looked.rest:
            left = tuple(one for one in row.visits if one not in looked.rest.visits)
            made.append(button(without_words(_days_of(looked.draft, left)), self._on_apart))
        if row.number and row.fate == "fix":
            words = say("Void and replace no. {number}", number=row.number)
            made.append(button(words, partial(self._session.go, "superbills", f"{row.bill}/void")))
        elif row.fate == "issued":
            made.append(button(say("Open the document"), partial(self._session.go, "superbills", str(row.bill))))
        elif row.fate == "unread":
            made.append(button(say("Open the chart"), partial(self._session.go, "clients", f"{row.client}")))
        elif row.kind == "year_receipt":
            there = f"{row.client}/year-receipt/new/{span_year(row)}"
            made.append(button(say("Open the chart"), partial(self._session.go, "clients", there)))
        else:
            there = f"{row.client}/of/{row.case}/{row.kind}/new/0"
            made.append(button(say("Open the case"), partial(self._session.go, "clients", there)))
        if row.case:
            if row.fate == "skipped" and self._is_left_out(row):
                made.append(
                    button(say("Take into month ends"), partial(self._session.attempt, TakeInCase(row.case)), "link")
                )
            elif row.fate in ("ready", "fix"):
                made.append(button(say("Leave out of month ends"), partial(self._on_leave_out, row), "link"))
        return list(made)

    def _on_apart(self) -> None:
        if self._looked and self._looked.rest:
            self.apart.emit(self._looked.rest)

    def _is_left_out(self, row: MonthRow) -> bool:
        sql = "SELECT 1 FROM left_out_cases WHERE case_id = ? AND retired_at IS NULL"
        return bool(self._session.clinic.read.all(sql, row.case))

    def _show_findings(self) -> None:
        looked = self._looked
        if self.findings and looked and looked.draft:
            days = [one.date_of_service for one in looked.draft.bill.visits]
            self.findings.show_verdict(looked.draft.verdict, days)

    def _on_rebuilt(self) -> None:
        self.rebuilt.emit()

    def _on_leave_out(self, row: MonthRow) -> None:
        if self.leaving is None:
            self.leaving = LeaveOutForm(self._session, row.case, self._drop_leaving)
            self._parts.insertWidget(self._parts.count() - 1 if self.findings else -1, self.leaving)
            self.leaving.show()
            self.rebuilt.emit()
        self.leaving.setFocus()

    def _drop_leaving(self) -> None:
        if self.leaving:
            self._parts.removeWidget(self.leaving)
            # Hidden, it gives the main button of the page its color back.
            self.leaving.hide()
            self.leaving.deleteLater()
            self.leaving = None

    def _fix_of(self, field: str) -> Fix | None:
        return fix(self._looked.draft.bill, field) if self._looked and self._looked.draft else None

    def _on_fix(self, found: Finding) -> None:
        where = self._fix_of(found.field)
        if where:
            back = say("Back to the month end")
            self._session.send(Errand(where.place, where.part, "superbills", HOME, found.message, back))

    def _accept(self, entry: Entry, reason: str) -> None:
        if self._looked:
            facts = tuple(one.fact for one in entry)
            self._session.run(AcceptFinding(self._looked.row.client, entry[0].rule, facts, reason))

    def _on_again(self, entry: Entry) -> None:
        if self._looked:
            facts = tuple(one.fact for one in entry)
            self._session.attempt(AskAgain(self._looked.row.client, entry[0].rule, facts))


def _is_same(before: Looked, now: Looked) -> bool:
    """Whether only the findings are to be shown again: what is typed about them stays."""
    rests = [one.rest.visits if one.rest else () for one in (before, now)]
    return before.row.id == now.row.id and before.row.fate == now.row.fate == "fix" and rests[0] == rests[1]


def _days_of(draft: DraftBill | None, visits: tuple[int, ...]) -> tuple[date, ...]:
    """The days of some visits of a draft."""
    found = draft.bill.visits if draft else ()
    return tuple(one.date_of_service for one in found if one.row in visits and one.date_of_service)
