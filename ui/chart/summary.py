"""The first page of a chart: what to do next, the client's facts, alerts and cases."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.appeals.loader.due import due_of
from clinic_desktop.appeals.model import DueStep
from clinic_desktop.appeals.queries.denials import not_denied
from clinic_desktop.appeals.rules.words import day_words, due_words, no_words
from clinic_desktop.cases.model import CaseRow
from clinic_desktop.chart.model import Glance, NextStep
from clinic_desktop.clients.model import ALERT_KINDS, SEXES, Alert, Client
from clinic_desktop.clients.rules import told_apart
from clinic_desktop.store.paging import Page
from clinic_desktop.values import dates, money
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.visits.model import VisitRow
from clinic_desktop.wording import say
from ui.cases.columns import CASE_COLUMNS
from ui.chart.parts import RECORD
from ui.clients.columns import ALERT_CHIPS, guardian, guardian_role
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.layout import card, column, emptied, holder, row, scrolled
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import ChipText, Text
from ui.session import Session
from ui.visits.columns import when

Go = Callable[[str], object]
_MOST_CASES = 8


class SummaryPage(QWidget):
    """`go` leads to a part of the chart, as "case/new" or "edit/phone"."""

    def __init__(self, session: Session, go: Go) -> None:
        """Shows nothing before `show_glance`."""
        super().__init__()
        self._session, self._go = session, go
        self._steps, self._left = QVBoxLayout(), QVBoxLayout()
        self._listed: tuple[CaseRow, ...] = ()
        self._model = PagedModel(lambda _: Page(self._listed, None), CASE_COLUMNS)
        self.cases = Table(
            say("Cases"),
            self._model,
            say("No case yet. Add one: every visit, policy and prescription belongs to a case."),
            rows=_MOST_CASES,
        )
        self.cases.opened.connect(lambda found: go(f"case/{found.id}"))
        heading = row(
            Text(say("Cases"), "heading", wrap=False),
            None,
            button(say("New case"), lambda: go("case/new"), picture="plus"),
        )
        cases = card("", heading, self.cases)
        self._visits = QVBoxLayout()
        right = column(cases, self._visits, None, gap=2)
        both = row(self._left, right, gap=2)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        inner = scrolled(holder(column(self._steps, both, None, gap=2, margin=3)))
        self.setLayout(column(inner))

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now."""
        emptied(self._steps)
        lines = [*self._deadlines(glance.client), *(self._step(one) for one in glance.steps), *self._said_no(glance)]
        if lines:
            self._steps.addWidget(card(say("Next"), *lines, gap=2))
        emptied(self._left)
        self._left.addWidget(self._facts(glance.client))
        self._left.addWidget(self._alerts(glance.alerts))
        if glance.namesakes:
            self._left.addWidget(self._namesakes(glance))
        self._left.addStretch(1)
        emptied(self._visits)
        if glance.case:
            self._visits.addWidget(self._of_visits(glance))
        self._listed = glance.cases
        self._model.reload()
        if glance.case:
            self.cases.select(glance.case.id)

    def _deadlines(self, client: Client) -> list[QWidget]:
        """What of appeals Today tells of too: of whichever case, a deadline passes for all of them."""
        clinic = self._session.clinic
        today = clinic.clock.today()
        return [self._deadline(one, today) for one in due_of(clinic.read, client.id, today)]

    def _said_no(self, glance: Glance) -> list[QWidget]:
        """What says no in this case and is no denial on record yet."""
        found = not_denied(self._session.clinic.read, glance.case.id) if glance.case else ()
        why = say("Enter the denial: what to do follows from it, and by which day.")
        return [
            self._step(NextStep(no_words(one), why, say("Enter denial"), f"denial/new/{one.kind}:{one.id}"))
            for one in found
        ]

    def _deadline(self, one: DueStep, today: date) -> QWidget:
        by = say("By {day}", day=day_words(one.due_on)) if one.due_on else ""
        why = " · ".join(part for part in (one.payer_name, by) if part)
        part = f"of/{one.case}/denial/{one.denial}"
        return self._step(NextStep(due_words(one, today), why, say("Open denial"), part))

    def _step(self, one: NextStep) -> QWidget:
        words = column(Text(one.words, "strong"), Text(one.why, "muted"), gap=0)
        fix = button(one.verb, lambda: self._go(one.part))
        fix.setAccessibleName(f"{one.verb}: {one.words}")
        line = row(words, fix, gap=2)
        line.setStretch(0, 1)
        line.setAlignment(fix, Qt.AlignmentFlag.AlignVCenter)
        return holder(line)

    def _of_visits(self, glance: Glance) -> QWidget:
        """The last visit of the case and the next one, and what is open."""
        record = button(say("Record visit"), lambda: self._go(RECORD), picture="plus")
        # Of a retired client none is recorded. Never shown by hand: without a parent it would be a window of its own.
        if glance.client.is_retired:
            record.hide()
        heading = row(Text(say("Visits"), "heading", wrap=False), None, record)
        account = glance.balance
        pairs = (
            (say("Next visit, this case"), _visit_words(glance.next_visit)),
            (say("Last visit, this case"), _visit_words(glance.last_visit)),
            (say("Unpaid, all cases"), money.shown(account.owed_cents) if account.owed_cents else ""),
            # Told apart: it is not asked of the client.
            (say("Due from payers"), money.shown(account.payers_cents) if account.payers_cents else ""),
        )
        if not any(value for _, value in pairs):
            return card("", heading, Text(say("No visit yet."), "muted"))
        return card("", heading, facts(pairs))

    def _facts(self, client: Client) -> QWidget:
        pairs = (
            (say("Phone"), client.phone),
            (say("Other phone"), client.other_phone),
            (say("Email"), client.email),
            (say("Address"), "\n".join(address_lines(client))),
            (say("Born"), dates.shown(client.birth_date) if client.birth_date else ""),
            (say("Sex on the card"), say(dict(SEXES)[client.sex]) if client.sex else ""),
            (guardian_role(client, self._session.clinic.clock.today()), guardian(client)),
            (say("Note"), client.note),
        )
        if not any(value for _, value in pairs):
            return card(say("Client"), Text(say("Only the name is known so far."), "muted"))
        return card(say("Client"), facts(pairs))

    def _alerts(self, alerts: tuple[Alert, ...]) -> QWidget:
        lines = [self._alert(one) for one in alerts]
        empty = (
            []
            if alerts
            else [Text(say("None. What is written here stands on top of every page of the chart."), "muted")]
        )
        add = button(say("Add alert"), lambda: self._go("alert/new"), picture="plus")
        return card("", row(Text(say("Alerts"), "heading", wrap=False), None, add), *lines, *empty, gap=1)

    def _alert(self, one: Alert) -> QWidget:
        change = button(say("Change"), lambda: self._go(f"alert/{one.id}"), "link")
        change.setAccessibleName(say("Change alert: {what}", what=one.words))
        kind = Text(say(dict(ALERT_KINDS)[one.kind]), "muted", wrap=False)
        return holder(row(ChipText(one.words, ALERT_CHIPS[one.kind]), kind, None, change, gap=2))

    def _namesakes(self, glance: Glance) -> QWidget:
        lines = []
        for one in glance.namesakes:
            there = button(say("Open their chart"), partial(self._session.go, "clients", str(one.id)), "link")
            there.setAccessibleName(say("Open the chart of {who}", who=f"{one.name}, {told_apart(one)}"))
            lines.append(holder(row(Text(f"{one.name} · {told_apart(one)}"), there, gap=2)))
        return card(say("The same name"), *lines, gap=1)


def _visit_words(found: VisitRow | None) -> str:
    return f"{when(found)} · {found.therapist_name}" if found else ""
