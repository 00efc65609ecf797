"""Today: the date, and what to do: what runs out soon, and in a new clinic what a superbill will need."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from clinic_desktop.referrals.model import SOON_DAYS
from clinic_desktop.today.model import ENDED_DAYS, Due, SetUpStep
from clinic_desktop.today.queries import prescriptions_ending, set_up_steps
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.layout import card, column, emptied, holder, row, scrolled
from ui.kit.text import ChipText, Text, isolated
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
        set_up = ("practice", "therapists", "credentials", "services", "clients")
        session.keep_fresh(self, *set_up, "cases", "prescribers", "prescriptions")

    def reload(self) -> None:
        """Show what runs out, and what is left to set up; fold away what is done."""
        emptied(self._place)
        read, today = self._session.clinic.read, self._session.clinic.clock.today()
        due = prescriptions_ending(read, today)
        if due:
            self._place.addWidget(self._due_card(due, today))
        self._place.addWidget(self._set_up_card(set_up_steps(read)))

    def _due_card(self, due: tuple[Due, ...], today: date) -> QWidget:
        why = say(
            "Ended in the last {ended} days or ending in the next {soon}, where no other prescription goes on.",
            ended=ENDED_DAYS,
            soon=SOON_DAYS,
        )
        heading = column(Text(say("Prescriptions to renew"), "heading"), Text(why, "muted"), gap=1)
        return card("", heading, *(self._due_line(one, today) for one in due), gap=2)

    def _due_line(self, one: Due, today: date) -> QWidget:
        client, ends = isolated(one.client_name), _ends(one, today)
        words = column(
            Text(say("{client} · {ends}", client=client, ends=ends), "strong"),
            Text(isolated(one.reason), "muted"),
            gap=0,
        )
        add = button(say("Add prescription"), lambda: self._session.go("clients", one.part))
        add.setAccessibleName(say("Add prescription for {client}", client=one.client_name))
        return _line("today", words, add)

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
        lines = [self._step(one, main=at == 0) for at, one in enumerate(left)]
        folded = Text("✓ " + "   ✓ ".join(one.words for one in done), "muted") if done else None
        parts: list[QWidget] = [*lines, *([folded] if folded else [])]
        return card("", heading, *parts, gap=2)

    def _step(self, one: SetUpStep, *, main: bool) -> QWidget:
        words = column(Text(one.words, "strong"), Text(one.why, "muted"), gap=0)
        fix = button(
            say("Add client") if one.key == "client" else say("Set up"),
            lambda: self._session.go(one.place, one.part),
            "main" if main else "plain",
        )
        fix.setAccessibleName(say("Set up: {what}", what=one.words))
        return _line("note", words, fix)


def _ends(one: Due, today: date) -> str:
    """When it ends: "Dr. Lee’s prescription ends on 14 Dec 2026 (in 9 days); the next one starts on 20 Dec 2026"."""
    left = (one.expires_on - today).days
    facts = {"who": isolated(one.called), "day": dates.shown(one.expires_on), "left": _left(left)}
    if one.kind == "referral":
        ends = (
            say("{who}’s referral ended on {day} ({left})", **facts)
            if left < 0
            else say("{who}’s referral ends on {day} ({left})", **facts)
        )
    else:
        ends = (
            say("{who}’s prescription ended on {day} ({left})", **facts)
            if left < 0
            else say("{who}’s prescription ends on {day} ({left})", **facts)
        )
    if one.next_on is None:
        return ends
    return say("{ends}; the next one starts on {day}", ends=ends, day=dates.shown(one.next_on))


def _left(days: int) -> str:
    if days < 0:
        return say("yesterday") if days == -1 else say("{count} days ago", count=-days)
    if days < 1:
        return say("today")
    return say("tomorrow") if days == 1 else say("in {count} days", count=days)


def _line(picture: str, words: QLayout, act: QWidget) -> QWidget:
    """A picture, what it is about, and the button at the right end."""
    line = row(_picture(picture), words, gap=2)
    line.setStretch(1, 1)
    line.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
    return holder(line)


def _picture(name: str) -> QLabel:
    made = QLabel()
    made.setPixmap(icon(name).pixmap(step(3), step(3)))
    return made
