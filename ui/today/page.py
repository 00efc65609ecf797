"""Today: the date, and what to do. In a new clinic that is what a superbill will need."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clinic_desktop.today.model import SetUpStep
from clinic_desktop.today.queries import set_up_steps
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.layout import card, column, emptied, holder, row, scrolled
from ui.kit.text import ChipText, Text
from ui.session import Session

_WEEKDAYS = (
    lambda: say("Monday"),
    lambda: say("Tuesday"),
    lambda: say("Wednesday"),
    lambda: say("Thursday"),
    lambda: say("Friday"),
    lambda: say("Saturday"),
    lambda: say("Sunday"),
)


class TodayPage(QWidget):
    """Reads itself again after every change."""

    def __init__(self, session: Session) -> None:
        """The first button that is left to do has the focus."""
        super().__init__()
        self._session = session
        today = session.clinic.clock.today()
        self._title = Text(f"{_WEEKDAYS[today.weekday()]()}, {dates.shown(today)}", "title", wrap=False)
        self._place = QVBoxLayout()
        self.setLayout(column(scrolled(holder(column(self._title, self._place, None, gap=2, margin=3)))))
        session.keep_fresh(self, "practice", "therapists", "credentials", "services", "clients")

    def reload(self) -> None:
        """Show what is left to set up, and fold away what is done."""
        emptied(self._place)
        self._place.addWidget(self._set_up_card(set_up_steps(self._session.clinic.read)))

    def _set_up_card(self, steps: tuple[SetUpStep, ...]) -> QWidget:
        left = [one for one in steps if not one.done]
        done = [one for one in steps if one.done]
        if not left:
            words = Text(say("The clinic is set up. A superbill finds here everything that is the clinic’s own."))
            line = row(_picture("check"), words, gap=2)
            line.setStretch(1, 1)
            return card(say("Ready"), line)
        chip = ChipText(say_many("{count} thing left", "{count} things left", len(left)), "warning")
        heading = row(Text(say("Before the first superbill"), "heading", wrap=False), chip, None, gap=2)
        lines = [self._line(one, main=at == 0) for at, one in enumerate(left)]
        folded = Text("✓ " + "   ✓ ".join(one.words for one in done), "muted") if done else None
        parts: list[QWidget] = [*lines, *([folded] if folded else [])]
        return card("", heading, *parts, gap=2)

    def _line(self, one: SetUpStep, *, main: bool) -> QWidget:
        words = column(Text(one.words, "strong"), Text(one.why, "muted"), gap=0)
        fix = button(
            say("Add client") if one.key == "client" else say("Set up"),
            lambda: self._session.go(one.place, one.part),
            "main" if main else "plain",
        )
        fix.setAccessibleName(say("Set up: {what}", what=one.words))
        line = row(_picture("note"), words, gap=2)
        line.setStretch(1, 1)
        line.addWidget(fix, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder(line)


def _picture(name: str) -> QLabel:
    made = QLabel()
    made.setPixmap(icon(name).pixmap(step(3), step(3)))
    return made
