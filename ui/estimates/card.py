"""The Good Faith Estimates on a chart's page: whom they concern, what is due, and those that were issued."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import PLAN_WISHES, CaseRow
from clinic_desktop.estimates.model.due import EstimateStanding
from clinic_desktop.estimates.model.estimate import IssuedEstimate
from clinic_desktop.estimates.rules.concern import concern_words
from clinic_desktop.estimates.rules.words import due_title, watch_title, watch_why
from clinic_desktop.store.paging import Page
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.estimates.columns import ESTIMATE_COLUMNS
from ui.kit.buttons import button
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column, emptied, holder, row
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import ChipText, Text
from ui.session import Session

_MOST_ESTIMATES = 5


class EstimateCard(QWidget):
    """`go` leads to a part of the chart, as "estimate/new" or "estimate/7"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_estimates`."""
        super().__init__()
        self._session, self._go = session, go
        self._estimates: tuple[IssuedEstimate, ...] = ()
        self._model = PagedModel(lambda _: Page(self._estimates, None), ESTIMATE_COLUMNS)
        self.estimates = Table(say("Good Faith Estimates"), self._model, "", rows=_MOST_ESTIMATES)
        self.estimates.opened.connect(lambda one: go(f"estimate/{one.id}"))
        self.asked = button(say("Client asked for one"), lambda: go("estimate-request/new"))
        self.make = button(say("Make estimate"), lambda: go("estimate/new"), picture="plus")
        self.notice = button(say("Notice for the office"), lambda: go("estimate-notice/new"), "link")
        self._told = column(gap=1)
        acts = [self.notice, self.asked, self.make]
        heading = HeadLine([Text(say("Good Faith Estimates"), "heading", wrap=False)], acts)
        self.setLayout(column(card("", heading, self._told, self.estimates, gap=2)))

    def show_estimates(
        self, case: CaseRow | None, estimates: tuple[IssuedEstimate, ...], standing: EstimateStanding | None
    ) -> None:
        """Show the estimates of a case, and how they stand."""
        self._estimates = estimates
        for made in (self.asked, self.make):
            made.setEnabled(case is not None)
        emptied(self._told)
        if case and standing:
            self._tell(case, standing, self._session.clinic.clock.today())
        self.estimates.say_empty(
            say("No estimate yet. It says what the planned visits are expected to cost, before they are given.")
            if case
            else say("A case comes first: an estimate is about what the client is treated for."),
            (say("Make the first estimate"), lambda: self._go("estimate/new"))
            if case
            else (say("New case"), lambda: self._go("case/new")),
        )
        self._model.reload()

    def _tell(self, case: CaseRow, standing: EstimateStanding, today: date) -> None:
        self._told.addWidget(self._asked_line(case, standing))
        if standing.due:
            late = standing.due.due_on < today
            self._put(ChipText(due_title(standing.due, today), "warning" if late else "plain"), standing.due.why)
        for watch in standing.watches:
            if watch.state != "quiet":
                chip = ChipText(watch_title(watch), "stop" if watch.state == "reached" else "warning")
                self._put(chip, watch_why(watch))
        for one in standing.requests:
            words = say("The client asked on {day}", day=dates.shown(one.asked_on))
            change = button(say("Change"), partial(self._go, f"estimate-request/{one.id}"), "link")
            change.setAccessibleName(say("Change: {what}", what=words))
            self._told.addWidget(holder(row(Text(words, "muted", wrap=False), Text(one.note, "muted"), None, change)))

    def _asked_line(self, case: CaseRow, standing: EstimateStanding) -> QWidget:
        """Whom it concerns; and, where nobody asked about the plan, the way to write the answer down."""
        one = standing.self_pay
        words = Text(concern_words(one), "muted")
        if one.kind in ("auto", "work"):
            return words
        verb = say("Answer about the plan")
        asks = button(verb, partial(self._go, f"case/{case.id}/plan_wish"), "link")
        asks.setAccessibleName(say("{verb}: {what}", verb=verb, what=say(PLAN_WISHES[one.plan_wish])))
        line = row(words, asks, gap=2)
        line.setStretch(0, 1)
        return holder(line)

    def _put(self, chip: ChipText, why: str) -> None:
        line = row(chip, Text(why, "muted"), gap=2)
        line.setStretch(1, 1)
        self._told.addWidget(holder(line))
