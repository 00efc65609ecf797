"""Today: the date, who comes, what is left open or runs out, and in a new clinic what a superbill will need."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from clinic_desktop.clients.queries import client_count
from clinic_desktop.contacts.model import ContactRow
from clinic_desktop.coverage.commands.contacts import FinishContact
from clinic_desktop.coverage.commands.follow_ups import FinishStep
from clinic_desktop.practice.queries import practice, therapist_page
from clinic_desktop.today.model import CareDue, SetUpStep, ToFollow
from clinic_desktop.today.queries.follow_ups import to_follow
from clinic_desktop.today.queries.set_up import set_up_steps
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.visits.queries.days import left_open, not_signed, visits_of_day
from clinic_desktop.wording import say, say_many
from ui.codes.shelf import Shelf
from ui.jobs import InlineJobs, Jobs
from ui.kit.beside import Beside
from ui.kit.buttons import button
from ui.kit.files import ask_which
from ui.kit.layout import card, column, emptied, holder, row, scrolled, tab_through
from ui.kit.picture import picture
from ui.kit.text import ChipText, Text
from ui.preferences import Preferences
from ui.schedule.typed import PlanVisitsCard
from ui.session import Session
from ui.today.bills import bills_card
from ui.today.calls import calls_card
from ui.today.deadlines import deadlines_card
from ui.today.follow_ups import FollowUps, untold
from ui.today.lines import line, told
from ui.today.month_end import MonthLook
from ui.today.renewing import beside_the_record, renewing_cards
from ui.today.scans import ScansLook
from ui.today.visits import Shown, comes_card, first_file_card, is_waiting, open_card

if TYPE_CHECKING:
    from ui.schedule.page import FilePage
    from ui.today.signing import SigningPage

_WEEKDAYS = (
    lambda: say("Monday"),
    lambda: say("Tuesday"),
    lambda: say("Wednesday"),
    lambda: say("Thursday"),
    lambda: say("Friday"),
    lambda: say("Saturday"),
    lambda: say("Sunday"),
)

_SHOWN = (
    *("practice", "therapists", "credentials", "services", "clients", "cases", "prescribers", "prescriptions"),
    *("visits", "visit_services", "visit_notes", "bills", "policies", "authorizations", "health_flags"),
    *("contacts", "payers", "follow_ups", "supervisors", "treatment_plans", "assessments", "progress_reports"),
    *("estimates", "estimate_deliveries", "estimate_requests", "left_out_cases", "restrictions", "prepaids"),
    *("denials", "appeals", "attachments", "recovery_drills"),
)


class TodayPage(QWidget):
    """Reads itself again after every change. A scheduler’s file is read in its place, and notes are signed there."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs | None = None,
        codes: Shelf | None = None,
        preferences: Preferences | None = None,
    ) -> None:
        """Who comes stands first; what is due stands beside it where there is room. Without `jobs` a file is read at
        once; without `codes` nobody looks through a month end, without `preferences` into no scan folder."""
        super().__init__()
        self._session, self._jobs, self._preferences = session, jobs or InlineJobs(self), preferences
        self._month = MonthLook(self, session, self._jobs, codes.folder) if codes else None
        if self._month:
            # What is found comes later than the page, and Tab goes through it where it stands.
            self._month.told.connect(lambda: QTimer.singleShot(0, self, lambda: tab_through(self)))
        self._scans = ScansLook(self, session, self._jobs, preferences) if preferences else None
        if self._scans:
            self._scans.told.connect(lambda: QTimer.singleShot(0, self, self.reload))
        self._file: FilePage | None = None
        self._signing: SigningPage | None = None
        # What stands in place of the day.
        self._instead: QWidget | None = None
        self.plan = PlanVisitsCard(session)
        self.plan.file_wanted.connect(self._ask_file)
        self._follow_ups: FollowUps | None = None
        self._seen: tuple[tuple[str, ...], bool] = ((), False)
        self._title = Text("", "title", wrap=False)
        self._both = Beside()
        inner = holder(column(self._title, self.plan, self._both, None, gap=2, margin=3))
        # As high as its text is at the width it has, and not as high as at the least one: else it scrolls past its end.
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(inner))
        self.setLayout(column(self._stack))
        self.setFocusProxy(self.plan)
        self.setAcceptDrops(True)
        session.keep_fresh(self, *_SHOWN)

    def reload(self) -> None:
        """Show who comes, what is left open or runs out, and what is left to set up; fold away what is done."""
        read, today = self._session.clinic.read, self._session.clinic.clock.today()
        self._title.setText(f"{_WEEKDAYS[today.weekday()]()}, {dates.shown(today)}")
        for side in (self._both.left, self._both.right, self._both.below):
            emptied(side)
        own = self._session.clinic.person.therapist
        names, on_paper = len(therapist_page(read).rows) > 1, practice(read).notes_on_paper
        shown = Shown(self._go, names, on_paper, own, self.sign_notes)
        # In a new clinic nobody can come: it begins with its set-up.
        of_day, anybody = visits_of_day(read, today), client_count(read) > 0
        self.plan.setVisible(anybody)
        self.plan.read_again()
        if anybody:
            self._both.left.addWidget(comes_card(of_day, shown))
        self._seen = beside_the_record(self._session, self._preferences, today)
        found = (
            untold(),
            calls_card(self._session, self._go),
            deadlines_card(self._session, self._jobs, today, self._go),
            self._scans.card(partial(self._go, "list")) if self._scans else None,
            self._open_card(shown, today),
            self._follow_ups_card(today),
            bills_card(self._session, today, self._month),
        )
        cards = [one for one in found if one]
        renewing = renewing_cards(self._session, today, self._go, self._preferences)
        steps = set_up_steps(read)
        if not all(one.done for one in steps):
            cards.append(self._set_up_card(steps))
        if not anybody:
            cards.append(first_file_card(self._ask_file))
        if not cards and not renewing and not any(is_waiting(one, shown) for one in of_day):
            cards.append(_nothing_waits())
        for one in cards:
            self._both.right.addWidget(one)
        for one in renewing:
            self._both.below.addWidget(one)
        self._both.arrange()
        tab_through(self)

    @property
    def part(self) -> str:
        """What `open_part` leads here again by; a file that was read is not kept anywhere."""
        return "sign" if self._signing else "day"

    @property
    def topic(self) -> str:
        """What the page is about."""
        return "15-today#file" if self._file else "15-today"

    @property
    def file(self) -> "FilePage | None":
        """The page of a file that is being read."""
        return self._file

    def read_file(self, path: Path) -> None:
        """Read a scheduler’s file, and show what would come of it."""
        # Imported here: on most mornings nobody reads one.
        from clinic_desktop.schedule.loader.files import content_of
        from ui.schedule.page import FilePage

        try:
            content = content_of(path)
        except Unreadable as unreadable:
            self._session.trouble.emit(unreadable.words)
            return
        page = FilePage(self._session, self._jobs, content, path.name)
        self._put_instead(page)
        self._file = page
        page.left.connect(self._show_day)
        page.read()
        if self._file:
            page.setFocus()

    def open_part(self, part: str) -> None:
        """Go to "sign": the notes that wait for who is signed in; to the day for anything else."""
        if part == "sign":
            self.sign_notes()
        else:
            self._show_day()

    def sign_notes(self) -> None:
        """Show the notes that wait for who is signed in."""
        # Imported here: Today is what a start waits for.
        from ui.today.signing import SigningPage

        page = SigningPage(self._session, self._go)
        self._put_instead(page)
        self._signing = page
        page.left.connect(self._show_day)
        page.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped(event):
            event.acceptProposedAction()
            self.read_file(path)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The last note was signed in its chart: who comes back from there finds the day.
        if self._signing and self._signing.is_done:
            self._show_day()
        # A call is no change of the record before it is logged, and a second place is none of it at all.
        if beside_the_record(self._session, self._preferences, self._session.clinic.clock.today()) != self._seen:
            self.reload()

    def _ask_file(self) -> None:
        kinds = say("Appointments (*.ics *.csv *.tsv *.txt)")
        ask_which(self, say("The file of your scheduler"), kinds, self.read_file)

    def _put_instead(self, page: QWidget) -> None:
        self._show_day()
        self._instead = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)

    def _show_day(self) -> None:
        page, self._instead, self._file, self._signing = self._instead, None, None, None
        if page is None:
            return
        self.setFocusProxy(self.plan)
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()
        self.plan.setFocus()

    def _go(self, part: str) -> None:
        self._session.go("clients", part)

    def _open_card(self, shown: Shown, today: date) -> QWidget | None:
        read, own = self._session.clinic.read, shown.therapist
        planned = left_open(read, today)
        unsigned = not_signed(read, own, today) if own is not None and not shown.on_paper else ()
        return open_card(planned, unsigned, shown) if planned or unsigned else None

    def _follow_ups_card(self, today: date) -> QWidget | None:
        found = to_follow(self._session.clinic.read, today)
        shows_all = self._follow_ups is not None and self._follow_ups.shows_all
        self._follow_ups = FollowUps(found, today, self._go, self._finish, shows_all=shows_all) if found else None
        return self._follow_ups

    def _finish(self, one: ToFollow, place: int) -> None:
        found = one.source
        # Care is done by doing it.
        assert not isinstance(found, CareDue)
        finish = FinishContact if isinstance(found, ContactRow) else FinishStep
        if self._session.attempt(finish(found.id, found.version)):
            # Its line is gone, and the next one stands in its place.
            self._session.told.emit(say("Follow-up done. Ctrl+Z takes it back."))
            if self._follow_ups:
                self._follow_ups.focus_at(place)

    def _set_up_card(self, steps: tuple[SetUpStep, ...]) -> QWidget:
        left = [one for one in steps if not one.done]
        done = [one for one in steps if one.done]
        chip = ChipText(say_many("{count} thing left", "{count} things left", len(left)), "warning")
        heading = row(Text(say("Before the first superbill"), "heading", wrap=False), chip, None, gap=2)
        lines = [self._step(one, main=at == 0) for at, one in enumerate(left)]
        folded = Text("✓ " + "   ✓ ".join(one.words for one in done), "muted") if done else None
        parts: list[QWidget] = [*lines, *([folded] if folded else [])]
        return card("", heading, *parts, gap=2)

    def _step(self, one: SetUpStep, *, main: bool) -> QWidget:
        fix = button(one.act, lambda: self._session.go(one.place, one.part), "main" if main else "plain")
        return line(told(one.words, one.why), fix, picture("note"))


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dragged here; None for anything else."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _nothing_waits() -> QWidget:
    """A quiet day says so; what was looked for is named, so that the silence can be trusted."""
    words = told(
        say("Nothing waits for you."),
        say("No visit to record or to bill, no note of yours to sign, no prescription that runs out soon."),
        say("No authorization, policy or license runs out soon, and nothing is to follow up."),
        say("No appeal has to be sent, and no plan owes an answer to one."),
        say("No re-evaluation and no progress report is due."),
        say("What a superbill needs of the clinic is set up."),
    )
    quiet = row(picture("check"), words, gap=2)
    quiet.setStretch(1, 1)
    return card(say("All done"), quiet)
