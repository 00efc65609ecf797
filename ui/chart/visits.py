"""The visits page of a chart: the visits of the chosen case, and all about the one that is chosen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.chart.model import Glance
from clinic_desktop.chart.rules.visits import note_verb
from clinic_desktop.codes.rules.places import place_words
from clinic_desktop.payments.model import VisitAccount, VisitPayment
from clinic_desktop.payments.queries import (
    MOST_OPEN_ACCOUNTS,
    account_page,
    open_accounts,
    payments_of_visit,
    write_offs_of,
)
from clinic_desktop.policies.model import PROGRAMS
from clinic_desktop.referrals.model import PrescriptionRow
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.values import dates, money
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.model import STATUSES, Visit
from clinic_desktop.visits.queries.visits import visit
from clinic_desktop.visits.rules.charges import kept_steps
from clinic_desktop.visits.rules.standing_words import fix_words, order_part, standing_line
from clinic_desktop.wording import mark, say
from ui.chart.parts import RECORD
from ui.imports.past import PastVisits
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column, emptied, holder, row, scrolled
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.kit.text import ChipText, Text
from ui.payments.columns import payment_words, write_off_words
from ui.prepaid.using import use_buttons
from ui.session import Session
from ui.visits.billed import told_otherwise
from ui.visits.columns import bill_number, bill_words, note_words, service_words, when

_MOST_VISITS = 8
_SEVERAL = 2


class VisitsPage(QWidget):
    """`go` leads to a part of the chart, as "visit/7" or "payment/new/7"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_glance`."""
        super().__init__()
        self._session, self._go = session, go
        self._glance: Glance | None = None
        self._model = PagedModel(self._fetch, self._columns())
        self.table = Table(say("Visits"), self._model, "", rows=_MOST_VISITS)
        self.table.opened.connect(lambda found: go(f"visit/{found.id}"))
        self.table.chosen.connect(self._on_chosen)
        self.record = button(say("Record visit"), lambda: go(RECORD), "main", "plus")
        self.plan = button(say("Plan visit"), lambda: go("visit/new/planned"))
        self._about = QVBoxLayout()
        self.notes = button(say("Print notes"), lambda: go("visit-notes/new"), picture="print")
        heading = HeadLine([Text(say("Visits"), "heading", wrap=False)], [self.notes, self.plan, self.record])
        self._open, self.past = QVBoxLayout(), PastVisits(session)
        visits = card("", heading, self.table, self._open, gap=2)
        self.setLayout(column(scrolled(holder(column(visits, self._about, self.past, None, gap=2, margin=3)))))

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now; the visit that was chosen stays so."""
        same = self._glance and self._glance.case and glance.case and self._glance.case.id == glance.case.id
        self._glance = glance
        has_case = glance.case is not None
        self.notes.setEnabled(has_case)
        for made in (self.record, self.plan):
            made.setEnabled(has_case)
            made.setVisible(not glance.client.is_retired)
        self._say_empty(glance)
        self.past.show_client(glance.client.id)
        # The table tells of the row that it chooses again: the card of a visit is built once, below.
        quiet = QSignalBlocker(self.table)
        if same:
            self.table.reload()
        else:
            self._model.reload()
        if not self.table.currentIndex().isValid() and self._model.rowCount():
            self.table.selectRow(self._nearest())
        quiet.unblock()
        self._show_open(glance)
        self._on_chosen()

    def _say_empty(self, glance: Glance) -> None:
        if glance.client.is_retired:
            self.table.say_empty(say("No visit is on record. The client was retired: bring them back to record one."))
        elif glance.case:
            self.table.say_empty(say("No visit yet. Record one after the treatment, or plan the next."))
        else:
            words = say("A case comes first: a visit belongs to what the client is treated for.")
            self.table.say_empty(words, (say("New case"), lambda: self._go("case/new")))

    def select(self, wanted: int) -> None:
        """Choose a visit, as after it was saved."""
        self.table.select(wanted)

    def _columns(self) -> tuple[Column[VisitAccount], ...]:
        return (
            Column(
                mark("Date of service"),
                lambda one: dates.shown(one.visit.date_of_service),
                share=4,
                least="20 Nov 2026",
            ),
            Column(
                mark("Time"),
                lambda one: shown_time(one.visit.starts_at) if one.visit.starts_at else "",
                share=3,
                least="11:45 AM",
                spare=3,
            ),
            # What is left out where there is little room stands in the card of the visit, below the list.
            Column(mark("Services"), lambda one: one.visit.services, share=8, least="Massage 60"),
            Column(mark("Therapist"), lambda one: one.visit.therapist_name, share=6, least="Maya Ortiz, LMT", spare=4),
            Column(mark("Units"), lambda one: str(one.visit.units or ""), right=True, share=2, least="Units", spare=1),
            Column(mark("Charge"), _charge, right=True, share=3, least="$1,140.00"),
            Column(mark("Paid"), _paid, right=True, share=3, least="$1,140.00", spare=5),
            Column(mark("State"), self._state, share=4, least="Note not signed"),
            Column(mark("Document"), lambda one: bill_number(one.visit), share=3, least="No. 1001", spare=2),
        )

    def _state(self, one: VisitAccount) -> str:
        if one.visit.status == "planned":
            return say(STATUSES["planned"])
        return note_words(one.visit, on_paper=self._glance is not None and self._glance.notes_on_paper)

    def _fetch(self, after: Cursor | None) -> Page[VisitAccount]:
        if self._glance is None or self._glance.case is None:
            return Page((), None)
        return account_page(self._session.clinic.read, self._glance.case.id, after)

    def _chosen(self) -> VisitAccount | None:
        index = self.table.currentIndex()
        found = self._model.row(index.row()) if index.isValid() else None
        return found if isinstance(found, VisitAccount) else None

    def _nearest(self) -> int:
        """The place of the newest visit that does not lie ahead; of those that do, the next one."""
        today, rows = self._session.clinic.clock.today(), self._model.rowCount()
        return next((at for at in range(rows) if self._model.row(at).visit.date_of_service <= today), rows - 1)

    def _show_open(self, glance: Glance) -> None:
        """Offer one payment for all that is open in the case; not where the client is never billed."""
        emptied(self._open)
        if glance.never_billed:
            self._open.addWidget(Text(who_pays(glance)))
            return
        accounts = open_accounts(self._session.clinic.read, glance.case.id) if glance.case else ()
        # Of an earlier day the client may have been one who is never billed.
        asked = [one for one in accounts if not one.is_never_billed]
        if len(asked) < _SEVERAL:
            return
        facts_open = {"amount": money.shown(sum(one.open_cents for one in asked)), "count": len(asked)}
        all_of_them = len(accounts) < MOST_OPEN_ACCOUNTS
        words = Text(
            say("{amount} is unpaid for {count} visits of this case.", **facts_open)
            if all_of_them
            else say("{amount} is unpaid for the oldest {count} visits of this case.", **facts_open)
        )
        line = row(words, button(say("Take one payment for all"), partial(self._go, "payment/new/all")), gap=2)
        line.setStretch(0, 1)
        self._open.addWidget(holder(line))

    def _on_chosen(self) -> None:
        emptied(self._about)
        chosen = self._chosen()
        if chosen:
            self._about.addWidget(self._card(chosen, visit(self._session.clinic.read, chosen.id)))

    def _card(self, account: VisitAccount, found: Visit) -> QWidget:
        """All about one visit: what was done and what it comes to, what was paid, its note, and what to do next."""
        title = Text(when(found), "heading", wrap=False)
        heading = HeadLine([title, *self._chips(account)], self._buttons(account, found))
        pairs = (
            (say("Therapist"), found.therapist_name),
            (say("Services"), "\n".join(map(service_words, found.services))),
            (say("Arithmetic"), "\n".join(kept_steps(found.services, found.unit_rule, found.discount_cents))),
            (say("Discount for"), found.discount_why),
            (say("Place of service"), place_words(found.place_of_service) if found.place_of_service else ""),
            # The last one: what puts it right stands just below.
            (say("Ordered"), self._ordered(found)),
        )
        otherwise = told_otherwise(self._session, found)
        below = (*self._fixes(found), self._payments(account))
        return card("", heading, *otherwise, facts(pairs), *below, gap=2)

    def _ordered(self, found: Visit) -> str:
        """What the visit stands on, or why it does not; "" in a case without a prescription."""
        glance = self._glance
        standing = glance.standings.get(found.id) if glance and glance.prescriptions else None
        if glance is None or standing is None:
            return ""
        line = standing_line(standing, {one.id: one for one in glance.prescriptions})
        return " ".join(filter(None, (line.words, line.why)))

    def _fixes(self, found: Visit) -> list[QWidget]:
        """Where that is put right which speaks against a visit: a button for each place."""
        glance = self._glance
        standing = glance.standings.get(found.id) if glance else None
        if glance is None or standing is None or glance.client.is_retired:
            return []
        papers: dict[int, PrescriptionRow] = {one.id: one for one in glance.prescriptions}
        parts = {order_part(why, papers): fix_words(why, papers) for why in standing.reasons}
        if not parts:
            return []
        return [holder(row(*(button(words, partial(self._go, part)) for part, words in parts.items()), None, gap=1))]

    def _chips(self, account: VisitAccount) -> list[ChipText]:
        if account.visit.status == "planned":
            return [ChipText(say("Planned"))]
        bills = [ChipText(words) for words in bill_words(account.visit)]
        if not account.visit.charged_cents:
            return bills
        if account.open_cents > 0 and account.is_never_billed:
            return [ChipText(say("{amount} from the payer", amount=money.shown(account.open_cents))), *bills]
        if account.open_cents > 0:
            return [ChipText(say("{amount} unpaid", amount=money.shown(account.open_cents)), "warning"), *bills]
        return [ChipText(say("Paid"), "good"), *bills]

    def _buttons(self, account: VisitAccount, found: Visit) -> list[QWidget]:
        go, row_id = self._go, found.id
        if found.status == "planned":
            first = button(say("Record this visit"), partial(go, f"visit/{row_id}/given"))
            return [button(say("Open visit"), partial(go, f"visit/{row_id}")), first, *self._pay(account)]
        made = [
            button(say("Open visit"), partial(go, f"visit/{row_id}")),
            button(note_verb(found.note), partial(go, f"note/{row_id}")),
        ]
        is_asked = not account.is_never_billed
        uses = use_buttons(self._session, self._glance.prepaids, account) if self._glance and is_asked else []
        return [*made, *uses, *self._pay(account)]

    def _pay(self, account: VisitAccount) -> list[QPushButton]:
        # Who is never billed is asked for nothing: what comes is their payer’s, after the visit.
        if account.is_never_billed and account.visit.status == "planned":
            return []
        words = say("Record what the payer paid") if account.is_never_billed else say("Take payment")
        return [button(words, partial(self._go, f"payment/new/{account.id}"))]

    def _payments(self, account: VisitAccount) -> QWidget:
        read = self._session.clinic.read
        lines = [self._paid_line(one) for one in payments_of_visit(read, account.id)]
        written_off = write_offs_of(read, account.id) if account.written_off_cents else ()
        if not lines and account.is_never_billed:
            lines = [Text(say("The client pays nothing for this visit."), "muted")]
        elif not lines and not written_off:
            lines = [Text(say("Nothing was paid for this visit yet."), "muted")]
        for one in written_off:
            words = write_off_words(one)
            lines.append(
                self._line(words, say("Open"), say("Open write-off: {what}", what=words), f"write-off/{one.id}")
            )
        return holder(column(Text(say("Payments"), "strong"), *lines, gap=1))

    def _paid_line(self, one: VisitPayment) -> QWidget:
        """A use and a refund are looked at and taken back, never changed."""
        words, part = payment_words(one), f"payment/{one.id}"
        if one.is_refund:
            return self._line(words, say("Open"), say("Open refund: {what}", what=words), part)
        if one.drawn:
            return self._line(words, say("Open"), say("Open use: {what}", what=words), part)
        return self._line(words, say("Change"), say("Change payment: {what}", what=words), part)

    def _line(self, words: str, verb: str, name: str, part: str) -> QWidget:
        act = button(verb, partial(self._go, part), "link")
        act.setAccessibleName(name)
        line = row(Text(words), act, gap=2)
        line.setStretch(0, 1)
        return holder(line)


def who_pays(glance: Glance) -> str:
    """Whom to bill in a case whose client is never billed."""
    if glance.case and glance.case.kind == "work":
        # A health plan in the case pays for no work injury.
        payer = next((one.payer_name for one in glance.policies if one.plan_type in PROGRAMS), "")
        if payer:
            return say("{payer} pays for a work injury: bill the claim, never the client.", payer=payer)
        return say("The payer of the claim pays for a work injury: bill the claim, never the client.")
    payer = glance.program.payer_name if glance.program else ""
    return say("{payer} pays the clinic: bill the program, never the client.", payer=payer)


def _charge(one: VisitAccount) -> str:
    return money.shown(one.visit.charged_cents) if one.visit.services else ""


def _paid(one: VisitAccount) -> str:
    return money.shown(one.paid_cents) if one.paid_cents or one.visit.status == "given" else ""
