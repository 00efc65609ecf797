"""What matters most about a denial, above its form: what to do or what came of it, by when, and whom not to bill."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.appeals.model import CLOSED_HOW, WHOSE, Appeal
from clinic_desktop.appeals.rules.bearing import Bearing
from clinic_desktop.appeals.rules.clocks import PlanAnswer
from clinic_desktop.appeals.rules.words import day_words, left_words, level_words, sent_words, step_words
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.appeals.concluded import Concluded, words
from ui.coverage.rows import breakable
from ui.kit.flow import flow
from ui.kit.grid import step
from ui.kit.layout import Part, Surface, column, emptied, holder
from ui.kit.text import Chip, ChipText, Text

# So near to its day a deadline is a warning.
NEAR_DAYS = 14


class DenialHeadline(QWidget):
    """Seen first at any width of the window; it may be shown again at every letter that is typed."""

    def __init__(self) -> None:
        """Empty until `show_conclusion`."""
        super().__init__()
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(step(2))
        self.setLayout(self._inner)

    def show_conclusion(self, found: Concluded, today: date) -> None:
        """Show what follows now."""
        emptied(self._inner)
        parts = [_bearing(found.reckoned.bearing)] if found.reckoned.bearing and not _is_paid(found) else []
        for one in (*parts, _box(column(*_told(found, today), gap=1), "card")):
            self._inner.addWidget(one)
            one.setVisible(True)


def _is_paid(found: Concluded) -> bool:
    """Paid in the end, it is nobody’s to bill any more."""
    return found.denial is not None and found.denial.closed_how == "paid"


def _bearing(said: Bearing) -> QWidget:
    """In large letters where the client must not be billed."""
    parts: list[Part] = [words(said.title, "title" if said.is_stop else "strong")] if said.title else []
    told = _box(column(*parts, words(said.words), gap=0))
    told.setProperty("banner", "stop" if said.is_stop else "warning" if said.title else "note")
    return told


def _box(inner: QVBoxLayout, surface: Surface = "none") -> QWidget:
    """As wide inside as the cards below, and lower: the form is not far."""
    inner.setContentsMargins(step(3), step(2), step(3), step(2))
    return holder(inner, surface)


def _told(found: Concluded, today: date) -> list[Part]:
    closed, sent, last = found.denial, found.sent, found.last
    if closed and closed.closed_on:
        said = say("Closed on {day}.", day=dates.shown(closed.closed_on))
        parts: list[Part] = [words(say(CLOSED_HOW[closed.closed_how]), "title"), words(said, "strong")]
        if last:
            parts.append(words(_outcome(last)))
        return [*parts, words(closed.closed_why, "muted")] if closed.closed_why else parts
    if sent:
        return _waiting(sent, found.answer, today)
    if not found.is_open and last:
        parts = [words(say("No step is left"), "title"), words(_outcome(last), "strong")]
        return [*parts, words(found.after)] if found.after else parts
    told, due = found.reckoned.triage, found.reckoned.deadline
    if told.is_final and told.key != "correct":
        parts = [words(say("This decision cannot be appealed"), "title")]
    else:
        parts = [words(told.action.title if told.action else say("No action is proposed yet"), "title")]
        parts += [words(say("Beside it: {what}", what=one.title), "strong") for one in told.also]
    if due:
        by = say("{level} by {day}", level=found.level_words, day=day_words(due.due_on))
        parts.append(_by(by, due.due_on, today))
    elif told.is_final and told.key == "correct":
        parts.append(words(say("This decision cannot be appealed."), "strong"))
    elif told.can_be_appealed and found.is_open:
        parts.append(words(say("No day to appeal is known: read the letter."), "strong"))
    return [*parts, words(say("Whose appeal: {whose}", whose=say(WHOSE[found.chosen])), "muted")]


def _waiting(sent: Appeal, answer: PlanAnswer | None, today: date) -> list[Part]:
    """It went out: what was sent and when stands where it was said before what to do."""
    name = level_words(sent.level, is_expedited=sent.is_expedited)
    if answer is None or answer.is_owed:
        title, by = say("{level}: answer due", level=name), mark("By {day}")
    else:
        title, by = say("{level}: no answer yet", level=name), mark("Ask what became of it by {day}")
    parts: list[Part] = [words(title, "title")]
    if sent.answer_due_on:
        parts.append(_by(say(by, day=day_words(sent.answer_due_on)), sent.answer_due_on, today))
    return [*parts, words(sent_words(sent))]


def _by(said: str, day: date, today: date) -> Part:
    days = (day - today).days
    look: Chip = "stop" if days < 0 else "warning" if days <= NEAR_DAYS else "plain"
    return holder(flow(Text(breakable(said), "strong", wrap=False), ChipText(left_words(day, today), look)))


def _outcome(one: Appeal) -> str:
    name = level_words(one.level, is_expedited=one.is_expedited)
    return say("{level}: {words}", level=name, words=step_words(one))
