"""What follows from a denial, live beside its form: whose appeal, what to do and why, by when, and what to gather."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.appeals.model import REGIMES, WHOSE, Whose
from clinic_desktop.appeals.queries.gathered import GatheredItem
from clinic_desktop.appeals.rules.advice import GATHERED
from clinic_desktop.appeals.rules.reckoning import Reckoned
from clinic_desktop.appeals.rules.triage import WhyLine, ask_words
from clinic_desktop.appeals.rules.words import arrival_words, counted_words, day_words, left_words, level_words
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.coverage.evidence import Matter, MatterLine
from ui.coverage.rows import breakable
from ui.kit.banner import Banner
from ui.kit.grid import step
from ui.kit.layout import Part, card, column, emptied, holder, row
from ui.kit.text import Chip, ChipText, Role, Text
from ui.session import Errand, Session

_LEAST = 12
# So near to its day a deadline is a warning.
_NEAR_DAYS = 14


@dataclass(frozen=True, slots=True)
class Concluded:
    """What is shown: what was reckoned, whose appeal was chosen (None for the proposed one), what of all that it takes
    is there, the row and number of the superbill that the client sent in (0 for none), and why advice is missing.
    `answer_due_on` is by when the plan has to answer a step that was sent; `is_open` that a step is open, or left."""

    reckoned: Reckoned
    whose: Whose | None
    gathered: Sequence[GatheredItem]
    bill: int
    bill_number: int
    troubles: Sequence[str]
    answer_due_on: date | None = None
    is_open: bool = True

    @property
    def chosen(self) -> Whose:
        """Whose appeal it is."""
        return self.whose or self.reckoned.whose.whose


class ConclusionPanel(QWidget):
    """Cards below each other; it may be shown again at every letter that is typed, and says so by `renewed` where other
    cards came. `go` leads to a part of the chart, after what was typed is kept; whoever puts something right comes
    back to `home`, a part of the place Clients."""

    renewed = Signal()

    def __init__(self, session: Session, go: Callable[[str], object], home: str) -> None:
        """Empty until `show_conclusion`."""
        super().__init__()
        self._session, self._go, self._home = session, go, home
        self._shown: Concluded | None = None
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(step(2))
        self.setLayout(self._inner)

    def show_conclusion(self, found: Concluded) -> None:
        """Show what follows now; the same again touches nothing."""
        if found == self._shown:
            return
        self._shown = found
        emptied(self._inner)
        today = self._session.clinic.clock.today()
        parts: list[QWidget] = [_trouble(words) for words in found.troubles]
        if found.reckoned.triage.do_not_bill:
            parts.append(_do_not_bill())
        parts += [_in_short(found, today), _whose(found), self._action(found), _clock(found, today)]
        parts.append(self._gather(found.gathered))
        for one in parts:
            self._inner.addWidget(one)
            one.setVisible(True)
        self.renewed.emit()

    def _action(self, found: Concluded) -> QWidget:
        told, action = found.reckoned.triage, found.reckoned.triage.action
        parts: list[Part] = [_words(action.about)] if action else []
        parts += [_why(one) for one in told.why if one.said not in told.unknown]
        parts += [_marked("note", words) for words in ask_words(told)]
        if told.key == "correct" and found.bill_number:
            parts.append(self._correction(found))
        if told.avoid:
            parts.append(_words(say("What not to do"), "strong"))
            parts += [_marked("stop", words) for words in told.avoid]
        return card(say("What to do"), *parts, gap=1)

    def _correction(self, found: Concluded) -> QWidget:
        """The client sent the superbill in: it is voided and replaced, and the client told what to send now."""
        words = say(
            "The client sent superbill no. {number} in. So: void it with the reason, issue the one that replaces it,"
            " and give the client a note: what was changed, and that the new one goes to the plan now, with the plan’s"
            " letter.",
            number=found.bill_number,
        )
        return MatterLine(Matter(words, say("Open superbill"), partial(self._go, f"bill/{found.bill}"), "note", ""))

    def _gather(self, items: Sequence[GatheredItem]) -> QWidget:
        return card(say("What it takes"), *(self._item(one) for one in items), gap=1)

    def _item(self, one: GatheredItem) -> QWidget:
        words = say(GATHERED[one.key])
        if one.state == "have":
            verb = say("Open it") if one.fix else ""
            return MatterLine(Matter(words, verb, partial(self._go, one.fix), "check", say("There")), "muted")
        if one.state == "ask":
            return _marked("note", words, say("To ask for"))
        return MatterLine(
            Matter(words, say("Fix"), partial(self._put_right, one.fix, words), "warning", say("Missing"))
        )

    def _put_right(self, fix: str, what: str) -> None:
        place, _, rest = fix.partition(":")
        if not rest:
            chart, _, _ = self._home.rpartition("/denial/")
            place, rest = "clients", f"{chart}/{fix}"
        why, words = say("Missing: {what}", what=what), say("Back to the denial")
        self._session.send(Errand(place, rest, "clients", self._home, why, words))


def _trouble(words: str) -> QWidget:
    told = Banner()
    made = holder(column(told))
    told.show_words("warning", words)
    return made


def _do_not_bill() -> QWidget:
    told = holder(
        column(
            _words(say("Do not bill the client"), "title"),
            _words(say("The plan puts this amount on the clinic, not on the client (group CO).")),
            gap=0,
            margin=2,
        )
    )
    told.setProperty("banner", "stop")
    return told


def _in_short(found: Concluded, today: date) -> QWidget:
    """The action, its day and whose appeal it is, before all the reasons."""
    told, due = found.reckoned.triage, found.reckoned.deadline
    action = told.action.title if told.action else say("No action is proposed yet")
    parts: list[Part] = [_words(action, "title")]
    if found.answer_due_on:
        parts.append(_words(say("The plan has to answer by {day}.", day=day_words(found.answer_due_on)), "strong"))
    elif due:
        days = (due.due_on - today).days
        look: Chip = "stop" if days < 0 else "warning" if days <= _NEAR_DAYS else "plain"
        by = _words(say("{level} by {day}", level=_level(found), day=day_words(due.due_on)), "strong")
        line = row(by, ChipText(left_words(due.due_on, today), look), gap=2)
        line.setStretch(0, 1)
        parts.append(line)
    elif told.can_be_appealed and found.is_open:
        parts.append(_words(say("No day to appeal is known: read the letter."), "strong"))
    parts.append(_words(say("Whose appeal: {whose}", whose=say(WHOSE[found.chosen])), "muted"))
    return holder(column(*parts, gap=1, margin=3), "card")


def _level(found: Concluded) -> str:
    return level_words(found.reckoned.level, is_expedited=False)


def _clock(found: Concluded, today: date) -> QWidget:
    told = found.reckoned.triage
    if told.is_final:
        words = say("It cannot be appealed. Correct it and send it again soon: the time to file is running.")
    elif told.key == "explain":
        words = say("There is nothing to appeal.")
    elif found.answer_due_on:
        words = say("The appeal is sent. The plan has to answer by {day}.", day=dates.shown(found.answer_due_on))
    elif not found.is_open:
        words = say("No step is left.")
    else:
        return card(say("By when"), *_deadline(found, today), gap=1)
    return card(say("By when"), _words(words))


def _deadline(found: Concluded, today: date) -> list[Part]:
    regimes, due = found.reckoned.regimes, found.reckoned.deadline
    names = ", ".join(say(REGIMES[one]) for one in regimes.regimes)
    why = say("{rules}. {why}", rules=names, why=regimes.why)
    if due is None:
        words = say("No day is known. The letter should say by when: read it, or ask the plan today.")
        return [_words(words, "strong"), _words(why, "muted")]
    parts: list[Part] = [_words(counted_words(due), "strong")]
    if due.check_letter:
        parts.append(_marked("warning", say("Check the letter: this is the earliest day that may be meant.")))
    parts.append(_words(arrival_words(due.due_on, today)))
    parts.append(_words(why, "muted"))
    if due.rule:
        checked = say("{source}. Noted on {day}.", source=due.rule.source, day=dates.shown(due.rule.checked_on))
        parts.append(_words(checked, "small"))
    return parts


def _whose(found: Concluded) -> QWidget:
    proposed, chosen = found.reckoned.whose, found.chosen
    parts: list[Part] = [_words(say(WHOSE[chosen]), "strong")]
    if chosen == proposed.whose:
        parts.append(_words(proposed.why, "muted"))
    else:
        parts.append(_words(say("Chosen by hand. Proposed was: {whose}.", whose=say(WHOSE[proposed.whose])), "muted"))
    if chosen == "member":
        parts.append(
            _words(
                say(
                    "Without a signed form that names a representative, the letter is in the client’s own words and the"
                    " client signs it."
                )
            )
        )
    return card(say("Whose appeal"), *parts, gap=1)


def _why(one: WhyLine) -> QWidget:
    said = say("{code}: {words}.", code=one.said, words=one.means) if one.means else one.said
    words = column(_words(said, "strong" if one.decides else "body"), gap=0)
    if one.advice:
        words.addWidget(_words(one.advice, "muted"))
    return holder(words)


def _words(text: str, role: Role = "body") -> Text:
    made = Text(breakable(text), role)
    made.setMinimumWidth(step(_LEAST))
    return made


def _marked(name: str, words: str, said: str = "") -> QWidget:
    """A line with its picture, and what that says to a screen reader."""
    return MatterLine(Matter(words, "", _nothing, name, said))


def _nothing() -> None:
    """A line without a button does nothing."""
