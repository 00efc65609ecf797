"""The place of the reports: which one on the left, the one that is open beside it."""

from functools import partial

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from clinic_desktop.errors import Missing
from clinic_desktop.wording import mark, say
from ui.estimates.notice import NoticePage
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.kit.text import Text
from ui.preferences import REPORT, Preferences
from ui.reports.authorizations import AuthorizationsReport
from ui.reports.gift_cards import GiftCards
from ui.reports.view import ReportKind, ReportView
from ui.session import Session

_MONEY = (
    "visits",
    "payments",
    "payment_shares",
    "write_offs",
    "cases",
    "clients",
    "policies",
    "payers",
    "therapists",
    "services",
)
# The buttons that stand together on top.
_OF_MONEY = ("outstanding", "income", "superbills", "open_denials", "denials", "denial_reasons", "prepaids")
_PEOPLE = ("prescriptions", "visits", "cases", "clients", "prescribers", "progress_reports")
_BILLS = ("bills", "bill_visits", "benefit_statements", "benefit_lines", "clients", "policies", "payers", "therapists")
_DENIALS = ("denials", "appeals", "clients", "policies", "payers")
KINDS: tuple[ReportKind, ...] = (
    ReportKind("outstanding", "outstanding", _MONEY),
    ReportKind("income", "income", (*_MONEY, "visit_services", "prepaids"), is_told_apart=True, has_period=True),
    ReportKind("superbills", "superbills", _BILLS, has_period=True),
    ReportKind("open_denials", "denials", _DENIALS),
    ReportKind("denials", "denials", _DENIALS, has_period=True),
    ReportKind("denial_reasons", "denials", _DENIALS, has_period=True),
    ReportKind(
        "prepaids",
        "prepaids",
        ("prepaids", "payments", "payment_shares", "visits", "cases", "clients"),
        act=(mark("Sell gift card"), "prepaids/new"),
    ),
    ReportKind("prescriptions", "running-out", _PEOPLE),
    ReportKind("policies", "running-out", ("policies", "visits", "cases", "clients", "payers")),
    ReportKind(
        "claims",
        "claims",
        (*_MONEY, *_PEOPLE, "authorizations", "contacts", "follow_ups", "coverage_answers"),
    ),
)


class ReportsPage(QWidget):
    """Each report is built when it is first opened; which one was open is remembered."""

    def __init__(self, session: Session, jobs: Jobs, preferences: Preferences) -> None:
        """Opens with the report that was open last."""
        super().__init__()
        self._session, self._jobs, self._preferences = session, jobs, preferences
        self._built: dict[str, AuthorizationsReport | ReportView] = {}
        self._stack, self.key = QStackedWidget(), ""
        self.cards: GiftCards | None = None
        self.notice: NoticePage | None = None
        self.buttons = {
            one.value: button(say(one.words), partial(self.open, one.value), "section") for one in REPORT.choices
        }
        self.to_notice = button(say("Estimate notice"), self._open_notice, "section")
        for made in (*self.buttons.values(), self.to_notice):
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        above, posted = (Text(words, "label", wrap=False) for words in (say("Running out"), say("Notices to post")))
        for one in (above, posted):
            one.setIndent(step(1))
        groups = column(
            *(self.buttons[key] for key in _OF_MONEY),
            2,
            above,
            *(self.buttons[key] for key in ("authorizations", "prescriptions", "policies")),
            2,
            self.buttons["claims"],
            2,
            posted,
            self.to_notice,
            None,
            gap=0,
        )
        sections = holder(groups)
        sections.setFixedWidth(step(20))
        whole = row(sections, self._stack, gap=3)
        whole.setStretch(1, 1)
        self.setLayout(column(whole, margin=3))
        self.open(preferences.value(REPORT))

    @property
    def topic(self) -> str:
        """Where the manual speaks of what is open."""
        if self.notice and self._stack.currentWidget() is self.notice:
            return self.notice.topic
        return self.shown.topic

    @property
    def part(self) -> str:
        """What `open_part` leads here again by."""
        if self.notice and self._stack.currentWidget() is self.notice:
            return "notice"
        if self.cards and self._stack.currentWidget() is self.cards:
            return f"prepaids/{self.cards.part}"
        return self.key

    @property
    def shown(self) -> AuthorizationsReport | ReportView:
        """The report that is open."""
        return self._built[self.key]

    def open_part(self, part: str) -> None:
        """Go to a report by its key, "income", "authorizations/running_out", to a gift card of nobody on record,
        "prepaids/7", "prepaids/new", or to the notice of estimates, "notice"."""
        key, _, rest = part.partition("/")
        if key == "notice":
            self._open_notice()
        if key not in self.buttons:
            return
        self.open(key)
        if key == "prepaids" and rest:
            self._open_card(rest)
        elif rest and isinstance(self.shown, AuthorizationsReport):
            self.shown.choose(rest)

    def open(self, key: str) -> None:
        """Show a report, and remember it."""
        self._session.moved.emit()
        if key not in self._built:
            self._built[key] = self._make(key)
            self._stack.addWidget(self._built[key])
        self.key = key
        self._preferences.choose(REPORT, key)
        self._stack.setCurrentWidget(self.shown)
        self.setFocusProxy(self.shown)
        for one, made in self.buttons.items():
            made.setChecked(one == key)
        self.to_notice.setChecked(False)

    def _open_notice(self) -> None:
        if self.notice is None:
            self.notice = NoticePage(self._session, self._jobs, say("Reports"), self._leave_notice)
            self._stack.addWidget(self.notice)
        self._stack.setCurrentWidget(self.notice)
        self.setFocusProxy(self.notice)
        for made in self.buttons.values():
            made.setChecked(False)
        self.to_notice.setChecked(True)
        self.notice.setFocus()

    def _leave_notice(self) -> None:
        self.open(self.key)
        self.shown.setFocus()

    def _open_card(self, part: str) -> None:
        if self.cards is None:
            self.cards = GiftCards(self._session, self._jobs, self._leave_card)
            self._stack.addWidget(self.cards)
        try:
            self.cards.open(part)
        except Missing as missing:
            self._session.trouble.emit(missing.words)
            return
        self._stack.setCurrentWidget(self.cards)
        self.setFocusProxy(self.cards)
        self.cards.setFocus()

    def _leave_card(self) -> None:
        self.open("prepaids")
        self.shown.setFocus()

    def _make(self, key: str) -> AuthorizationsReport | ReportView:
        if key == "authorizations":
            return AuthorizationsReport(self._session, self._jobs, self._preferences)
        kind = next(one for one in KINDS if one.key == key)
        return ReportView(self._session, self._jobs, self._preferences, kind)
