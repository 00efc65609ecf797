"""What follows from a denial, live beside its form: whose appeal, what to do and why, by when, and what to gather."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.appeals.model import WHOSE
from clinic_desktop.appeals.queries.gathered import GatheredItem
from clinic_desktop.appeals.rules.advice import GATHERED
from clinic_desktop.appeals.rules.regimes import REGIMES
from clinic_desktop.appeals.rules.triage import Triage, WhyLine, ask_words
from clinic_desktop.appeals.rules.words import answer_words, arrival_words, counted_words
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.appeals.concluded import Concluded, words
from ui.appeals.headline import DenialHeadline
from ui.coverage.evidence import Matter, MatterLine
from ui.kit.banner import Banner
from ui.kit.grid import step
from ui.kit.layout import Part, card, column, emptied, holder
from ui.session import Errand, Session


class ConclusionPanel(QWidget):
    """Cards below each other, and the `headline` for above the form. It may be shown again at every letter that is
    typed, and says so by `renewed` where other cards came. `go` leads to a part of the chart, after what was typed is
    kept; whoever puts something right comes back to `home`, a part of the place Clients."""

    renewed = Signal()

    def __init__(self, session: Session, go: Callable[[str], object], home: str) -> None:
        """Empty until `show_conclusion`."""
        super().__init__()
        self._session, self._go, self._home = session, go, home
        self._shown: Concluded | None = None
        self.headline = DenialHeadline()
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
        parts: list[QWidget] = [_trouble(said) for said in found.troubles]
        self.headline.show_conclusion(found, today)
        if found.is_closed:
            # What was to be done is over.
            parts += [_whose(found), card(say("Why they said no"), *_whys(found.reckoned.triage), gap=1)]
        else:
            parts += [_whose(found), self._action(found), _clock(found, today), self._gather(found.gathered)]
        for one in parts:
            self._inner.addWidget(one)
            one.setVisible(True)
        self.renewed.emit()

    def _action(self, found: Concluded) -> QWidget:
        told = found.reckoned.triage
        parts: list[Part] = []
        if told.is_final:
            parts.append(_marked("stop", say("This decision cannot be appealed.")))
        for action in told.actions:
            # Each with the codes that lead there.
            own = [one for one in told.why if one.action == action.key]
            if not told.is_final or action.key == "correct":
                # What other actions say of themselves is about appeals.
                parts += [words(action.title, "strong"), words(action.about)]
            parts += [_why(one) for one in own]
        keys = {one.key for one in told.actions}
        rest = [one for one in told.why if one.action not in keys and one.said not in told.unknown]
        parts += [_why(one) for one in rest]
        parts += [_marked("note", ask) for ask in ask_words(told)]
        if told.key == "correct" and found.bill_number:
            parts.append(self._correction(found))
        if told.avoid:
            parts.append(words(say("What not to do"), "strong"))
            parts += [_marked("stop", avoid) for avoid in told.avoid]
        return card(say("What to do"), *parts, gap=1)

    def _correction(self, found: Concluded) -> QWidget:
        """The client sent the superbill in: it is voided and replaced, and the client told what to send now."""
        told = say(
            "The client sent superbill no. {number} in. So: void it with the reason, issue the one that replaces it,"
            " and give the client a note: what was changed, and that the new one goes to the plan now, with the plan’s"
            " letter.",
            number=found.bill_number,
        )
        return MatterLine(Matter(told, say("Open superbill"), partial(self._go, f"bill/{found.bill}"), "note", ""))

    def _gather(self, items: Sequence[GatheredItem]) -> QWidget:
        return card(say("What it takes"), *(self._item(one) for one in items), gap=1)

    def _item(self, one: GatheredItem) -> QWidget:
        what = say(GATHERED[one.key])
        if one.state == "have":
            verb = say("Open it") if one.fix else ""
            return MatterLine(Matter(what, verb, partial(self._go, one.fix), "check", say("There")), "muted")
        if one.state == "ask":
            return _marked("note", what, say("To ask for"))
        return MatterLine(Matter(what, say("Fix"), partial(self._put_right, one.fix, what), "warning", say("Missing")))

    def _put_right(self, fix: str, what: str) -> None:
        place, _, rest = fix.partition(":")
        if not rest:
            chart, _, _ = self._home.rpartition("/denial/")
            place, rest = "clients", f"{chart}/{fix}"
        why, back = say("Missing: {what}", what=what), say("Back to the denial")
        self._session.send(Errand(place, rest, "clients", self._home, why, back))


def _trouble(said: str) -> QWidget:
    told = Banner()
    made = holder(column(told))
    told.show_words("warning", said)
    return made


def _clock(found: Concluded, today: date) -> QWidget:
    told, sent = found.reckoned.triage, found.sent
    if told.is_final:
        said = say("This decision cannot be appealed.")
        if told.key == "correct":
            said = say("{said} Correct it and send it again soon: the time to file is running.", said=said)
    elif told.key == "explain" and not found.steps:
        said = say("There is nothing to appeal.")
    elif sent and found.answer:
        said = say("The appeal is sent. {answer}", answer=answer_words(found.answer))
    elif not found.is_open:
        said = say("No step is left. {after}", after=found.after).strip()
    else:
        return card(say("By when"), *_deadline(found, today), gap=1)
    return card(say("By when"), words(said))


def _deadline(found: Concluded, today: date) -> list[Part]:
    regimes, due = found.reckoned.regimes, found.reckoned.deadline
    names = ", ".join(say(REGIMES[one]) for one in regimes.regimes)
    why = say("{rules}. {why}", rules=names, why=regimes.why)
    if due is None:
        said = say("No day is known. The letter should say by when: read it, or ask the plan today.")
        return [words(said, "strong"), *(words(note) for note in found.notes), words(why, "muted")]
    parts: list[Part] = [words(counted_words(due), "strong")]
    if due.check_letter:
        parts.append(_marked("warning", say("Check the letter: this is the earliest day that may be meant.")))
    parts.append(words(arrival_words(due.due_on, today)))
    parts += [words(note) for note in found.notes]
    parts.append(words(why, "muted"))
    if due.rule:
        checked = say("{source}. Noted on {day}.", source=due.rule.source, day=dates.shown(due.rule.checked_on))
        parts.append(words(checked, "small"))
    return parts


def _whose(found: Concluded) -> QWidget:
    proposed, chosen = found.reckoned.whose, found.chosen
    parts: list[Part] = [words(say(WHOSE[chosen]), "strong")]
    if chosen == proposed.whose:
        parts.append(words(proposed.why, "muted"))
    else:
        parts.append(words(say("Chosen by hand. Proposed was: {whose}.", whose=say(WHOSE[proposed.whose])), "muted"))
    if chosen == "member":
        parts.append(
            words(
                say(
                    "Without a signed form that names a representative, the letter is in the client’s own words and the"
                    " client signs it."
                )
            )
        )
    return card(say("Whose appeal"), *parts, gap=1)


def _whys(told: Triage) -> list[Part]:
    """What was said; there is nothing to do about it any more."""
    return [_why(one, is_closed=True) for one in told.why if one.said not in told.unknown]


def _why(one: WhyLine, *, is_closed: bool = False) -> QWidget:
    said = say("{code}: {words}.", code=one.said, words=one.means) if one.means else one.said
    lines = column(words(said, "strong" if one.decides else "body"), gap=0)
    if one.advice and not is_closed:
        lines.addWidget(words(one.advice, "muted"))
    return holder(lines)


def _marked(name: str, told: str, said: str = "") -> QWidget:
    """A line with its picture, and what that says to a screen reader."""
    return MatterLine(Matter(told, "", _nothing, name, said))


def _nothing() -> None:
    """A line without a button does nothing."""
