"""The page that reads a scheduler’s file: first what would be done with each line, then one button that does it."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.errors import ClinicError, Refused
from clinic_desktop.schedule.commands.reading import ReadSchedule
from clinic_desktop.schedule.loader.beside import FileLook, FileSeen, look_beside
from clinic_desktop.schedule.model import MOST_APPOINTMENTS, Columns, DaySpan, SchedulerFile, ScheduleStep
from clinic_desktop.schedule.queries.drafts import Desk
from clinic_desktop.schedule.queries.dry_run import Kept, schedule_steps
from clinic_desktop.schedule.rules.columns import headings_hash, kept_columns
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import folded
from clinic_desktop.wording import mark, say
from ui.jobs import Jobs, LatestJob
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox, NoWheel
from ui.kit.keys import is_escape
from ui.kit.layout import card, column, emptied, holder, row, scrolled, tab_through
from ui.kit.text import Text
from ui.schedule.columns import ColumnChoice
from ui.schedule.lines import FileLines, is_asked
from ui.schedule.words import act_words, count_words, done_words
from ui.session import Session

# How many days are read, from today on.
_DAYS = (
    (1, mark("Today")),
    (2, mark("Today and tomorrow")),
    (7, mark("7 days")),
    (14, mark("14 days")),
    (31, mark("31 days")),
)
_USUAL_DAYS = 7
_TABLES = (
    *("clients", "cases", "visits", "visit_notes", "payment_shares", "policies"),
    *("therapists", "services", "health_flags"),
)


class FilePage(QWidget):
    """`left` when it is done with."""

    left = Signal()

    def __init__(self, session: Session, jobs: Jobs, content: bytes, name: str) -> None:
        """`content` is all of the file, `name` what it is called."""
        super().__init__()
        self._session, self._jobs, self._content = session, jobs, content
        self._read, self._steps = SchedulerFile(), tuple[ScheduleStep, ...]()
        self._kept: Kept = {}
        self._looks = LatestJob()
        self._choices: dict[int, str] = {}
        self._refused: dict[int, str] = {}
        self._desk = self._new_desk()
        self._columns: Columns | None = None
        self._choice: ColumnChoice | None = None
        self._lines: FileLines | None = None
        self._days = self._day_box()
        self._banner = Banner()
        self._count = Text()
        self.act_button = button(act_words(()), self.act, "main")
        self._fold = button(say("Change columns"), self._unfold, "link")
        self._columns_place, self._lines_place = QVBoxLayout(), QVBoxLayout()
        days = Text(say("Which days"), "label", wrap=False)
        days.setBuddy(self._days)
        back = button(say("Today"), self.left.emit, "link", "back")
        head = row(Text(say("Appointments from a file"), "heading", wrap=False), None, days, self._days, gap=2)
        foot = row(self._count, self.act_button, gap=2)
        foot.setStretch(0, 1)
        named = row(Text(name, "muted"), None, self._fold)
        inner = card("", head, named, self._banner, foot, self._columns_place, self._lines_place, gap=2)
        self._whole = scrolled(holder(column(back, inner, None, gap=1, margin=3)))
        self.setLayout(column(self._whole))
        self.setFocusProxy(self._days)
        self.destroyed.connect(self._looks.leave)

    def read(self) -> None:
        """Read the file now, and again after every change of what is known."""
        self._session.keep_fresh(self, *_TABLES)

    def reload(self) -> None:
        """Read the file, and look what would be done with each line: in a job of its own, with what is known by now."""
        clinic, number = self._session.clinic, self._looks.begin()
        today = clinic.clock.today()
        look = FileLook(self._content, self._span(), today, clinic.person.therapist, self._columns, dict(self._choices))
        keys = clinic.keys
        self.act_button.setEnabled(False)
        self._count.setText(say("Reading the file…"))
        job = self._jobs.run(
            say("Reading the file"),
            lambda progress: look_beside(keys, look, progress),
            lambda seen: self._looks.end(number, lambda: self._take(seen)),
            lambda error: self._looks.end(number, lambda: self._fail(error)),
        )
        self._looks.hear(number, job, self.left.emit)

    def _look(self) -> None:
        """Look again at what was answered; everything else was looked up in the job."""
        self._steps = schedule_steps(self._desk, self._read, self._choices, self._kept)
        self._show_steps()

    def _show_steps(self) -> None:
        ready = [one for one in self._steps if one.is_ready]
        self._count.setText(count_words(self._steps, self._read))
        self.act_button.setText(act_words(self._steps))
        self.act_button.setAccessibleName(act_words(self._steps))
        self.act_button.setEnabled(bool(ready))
        emptied(self._lines_place)
        self._lines = FileLines(self._desk, self._steps, self._choices, self._choose, self._refused)
        self._lines_place.addWidget(self._lines)
        tab_through(self._whole)

    def act(self) -> None:
        """Do all that is ready, in one go."""
        doing = tuple(one for one in self._steps if one.is_ready or (one.doing == "there" and one.visit))
        headings = self._read.sheet.headings if self._read.sheet and self._columns is not None else ()
        chosen = kept_columns(self._columns or {}, headings)
        try:
            self._session.run(
                ReadSchedule(doing, headings_hash(headings) if headings else "", chosen, self._read.source)
            )
        except Refused as refused:
            self._refused = {int(one.field): one.words for one in refused.problems if one.field.isdigit()}
            self.reload()
            return
        except ClinicError as error:
            self._session.say_why(error)
            self.reload()
            return
        self._refused = {}
        self._session.told.emit(done_words(doing))
        if not any(one.doing in ("ask", "unknown") for one in self._steps):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _take(self, seen: FileSeen) -> None:
        is_first = self._read.span is None
        self._read, self._steps, self._kept, self._desk = seen.read, seen.steps, seen.kept, self._new_desk()
        self._fold.setVisible(seen.read.sheet is not None)
        lacks = seen.read.sheet is not None and not ("day" in seen.read.columns and self._has_client())
        if lacks and self._choice is None:
            self._unfold()
        self._tell(lacks)
        self._show_steps()
        # Enter does it; where something is to be answered first, that is the next to Tab.
        self.setFocusProxy(self.act_button if self.act_button.isEnabled() else self._days)
        if is_first:
            self.setFocus()

    def _tell(self, lacks: bool) -> None:
        if self._refused:
            self._banner.show_words("stop", say("Nothing was done yet: look at the lines on top, or leave them out."))
        elif lacks:
            words = say("Say which column has the day, and which the client.")
            self._banner.show_words("note", words)
        elif self._read.is_cut:
            words = say("Only the first {most} are read at once. Choose fewer days.", most=f"{MOST_APPOINTMENTS:,}")
            self._banner.show_words("note", words)
        else:
            self._banner.hide()

    def _has_client(self) -> bool:
        return "client" in self._read.columns or {"given", "family"} <= self._read.columns.keys()

    def _new_desk(self) -> Desk:
        clinic = self._session.clinic
        return Desk(clinic.read, clinic.clock.today(), clinic.person.therapist)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, (Unreadable, ClinicError)):
            raise error
        self._session.trouble.emit(error.words)
        self.left.emit()

    def _unfold(self) -> None:
        """Show the columns, or fold them away again."""
        emptied(self._columns_place)
        if self._choice or self._read.sheet is None:
            self._choice = None
            self._fold.setText(say("Change columns"))
        else:
            self._choice = ColumnChoice(self._read.sheet, self._read.columns, self._on_columns)
            self._columns_place.addWidget(self._choice)
            self._fold.setText(say("Fold columns away"))
        self._fold.setAccessibleName(self._fold.text())
        tab_through(self._whole)

    def _on_columns(self, columns: Columns) -> None:
        self._columns = columns
        self._choices.clear()
        self._refused.clear()
        self.reload()

    def _on_days(self) -> None:
        self._refused.clear()
        self.reload()

    def _choose(self, number: int, choice: str) -> None:
        for one in self._alike(number):
            if choice:
                self._choices[one] = choice
            else:
                self._choices.pop(one, None)
            self._refused.pop(one, None)
        # After the box that was chosen in has had its say: it is gone with the lines.
        QTimer.singleShot(0, self, partial(self._show_again, number))

    def _alike(self, number: int) -> list[int]:
        """The line itself; and where it was asked who is meant, all lines that ask for the same name."""
        chosen = next(one for one in self._steps if one.appointment.number == number)
        if not is_asked(chosen, self._choices):
            return [number]
        name = folded(chosen.appointment.name)
        same = (one for one in self._steps if folded(one.appointment.name) == name)
        return [one.appointment.number for one in same if is_asked(one, self._choices)]

    def _show_again(self, number: int) -> None:
        self._look()
        if self._lines:
            self._lines.focus_on(number)

    def _span(self) -> DaySpan:
        today = self._session.clinic.clock.today()
        return DaySpan(today, today + timedelta(int(self._days.currentData()) - 1))

    def _day_box(self) -> ChoiceBox:
        box = ChoiceBox()
        for count, words in _DAYS:
            box.addItem(say(words), count)
        box.setCurrentIndex(box.findData(_USUAL_DAYS))
        box.setAccessibleName(say("Which days"))
        box.installEventFilter(NoWheel(box))
        box.activated.connect(lambda _: self._on_days())
        return box
