"""The steps against a denial and what was said about it, below its form."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.appeals.commands.steps import RetireAppeal
from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.loader.sending import answer_of, notes_of
from clinic_desktop.appeals.loader.standing import standing_of
from clinic_desktop.appeals.model import Appeal, Denial, Level
from clinic_desktop.appeals.queries.denials import contacts_about, denial
from clinic_desktop.appeals.rules.sending import next_step
from clinic_desktop.appeals.rules.words import day_words, left_words, level_words, sent_words, step_words
from clinic_desktop.contacts.model import ContactRow
from clinic_desktop.contacts.rules.words import line_words
from clinic_desktop.errors import Missing
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.appeals.ways import ways_card, ways_of
from ui.coverage.rows import breakable
from ui.kit.buttons import Button, button
from ui.kit.flow import flow
from ui.kit.layout import card, column, emptied, holder, row
from ui.kit.text import Chip, ChipText, Text
from ui.session import Session

_NEAR_DAYS = 14


class StepsCard(QWidget):
    """The steps of one denial, and what may be sent for them; `go` leads to a part of the chart. `first` is the button
    that goes on, None without. `renewed` says that they were read again, `gone` that the denial is no longer there."""

    renewed = Signal()
    gone = Signal()

    def __init__(self, session: Session, found: Denial, go: Callable[[str], object]) -> None:
        """Shows them as they stand, also after somebody undid one."""
        super().__init__()
        self._session, self._go = session, go
        self.denial = found
        self.first: Button | None = None
        self._lines = column(gap=2)
        self.setLayout(column(card(say("Steps"), self._lines, gap=2)))
        session.keep_fresh(self, "appeals", "denials")

    def reload(self) -> None:
        """Read the steps again; of a denial that was taken away meanwhile nothing more is told."""
        emptied(self._lines)
        self.first = None
        try:
            self.denial = denial(self._session.clinic.read, self.denial.id)
        except Missing:
            self.gone.emit()
            return
        for one in self._told():
            self._lines.addWidget(one)
            one.setVisible(True)
        self.renewed.emit()

    def _told(self) -> list[QWidget]:
        found, read, today = self.denial, self._session.clinic.read, self._session.clinic.clock.today()
        standing = standing_of(read, found.id, today)
        steps, ahead = standing.steps, next_step(standing, books())
        ways = ways_of(self._session, found, next((one for one in steps if not one.outcome), None))
        parts: list[QWidget] = [self._step(one, is_open=found.is_open) for one in steps]
        if not found.is_open:
            # How it ended is said above.
            parts += [] if steps else [Text(say("It was not appealed."))]
        elif ahead.level:
            parts.append(self._next(ahead.level, ahead.due_on, ways.letter))
        elif not steps:
            parts.append(Text(say("It is not appealed: see what to do.")))
        elif all(one.outcome for one in steps):
            parts.append(self._over())
        if found.is_open:
            # Of a closed one nothing more is sent, unless it is opened again.
            parts.append(ways_card(found, ways, self._go))
        return parts

    def _step(self, one: Appeal, *, is_open: bool) -> QWidget:
        name = level_words(one.level, is_expedited=one.is_expedited)
        read, today = self._session.clinic.read, self._session.clinic.clock.today()
        words = column(Text(name, "strong"), Text(breakable(step_words(one, answer_of(read, one, today)))), gap=0)
        if not one.outcome and one.sent_on is None:
            self._note(words, one.denial, one.level)
        if one.late_why:
            words.addWidget(Text(breakable(say("After its date, because: {why}", why=one.late_why)), "muted"))
        if one.outcome and one.sent_on:
            # While it is open, that is what is said of it.
            words.addWidget(Text(breakable(sent_words(one)), "muted"))
        if one.confirmation:
            words.addWidget(Text(breakable(say("Confirmation {number}", number=one.confirmation)), "muted"))
        if one.note:
            words.addWidget(Text(breakable(one.note), "muted"))
        papers = self._papers(one, name)
        if papers:
            words.addWidget(holder(flow(*papers)))
        acts = self._acts(one, name) if is_open and not one.outcome else []
        self.first = self.first or next(iter(acts), None)
        due = None if one.outcome else one.answer_due_on if one.sent_on else one.due_on
        chips = [_chip(due, today)] if due else []
        line = row(words, *chips, *acts, gap=2)
        line.setStretch(0, 1)
        return holder(line)

    def _papers(self, one: Appeal, name: str) -> list[Button]:
        """What went out with it, or is to."""
        papers = []
        if one.letter:
            papers.append(self._letter(one.letter, name))
        if one.packet:
            made = button(say("Open the packet"), partial(self._go, f"packet/{one.packet}"), "link")
            made.setAccessibleName(say("{verb}: {what}", verb=made.text(), what=name))
            papers.append(made)
        return papers

    def _acts(self, one: Appeal, name: str) -> list[Button]:
        sent = button(say("Mark as sent") if one.sent_on is None else say("Change how it was sent"),
                      partial(self._go, f"appeal/{one.id}"))  # fmt: skip
        sent.setAccessibleName(say("{verb}: {what}", verb=sent.text(), what=name))
        if one.sent_on is None:
            away = button(say("Remove"), partial(self._remove, one), "link")
            away.setAccessibleName(say("Remove: {what}", what=name))
            return [sent, away]
        answer = button(say("Enter the answer"), partial(self._go, f"appeal/{one.id}/outcome"))
        answer.setAccessibleName(say("Enter the answer: {what}", what=name))
        return [answer, sent]

    def _remove(self, one: Appeal) -> None:
        if self._session.attempt(RetireAppeal(one.id, one.version)):
            # Anew: what follows from it is another now.
            self._go(f"denial/{one.denial}")

    def _next(self, level: Level, due_on: date | None, letter: int) -> QWidget:
        today = self._session.clinic.clock.today()
        name = level_words(level, is_expedited=False)
        begin = button(say("Begin"), partial(self._go, f"appeal/new/{self.denial.id}"), picture="plus")
        begin.setAccessibleName(say("Begin: {what}", what=name))
        self.first = self.first or begin
        told = column(Text(say("Next: {what}", what=name), "strong"), gap=0)
        if due_on is None:
            told.addWidget(Text(say("No day is known: the letter should say by when.")))
            line = row(told, begin, gap=2)
        else:
            chip = _chip(due_on, today)
            told.addWidget(Text(say("It has to be there by {day}.", day=day_words(due_on))))
            line = row(told, chip, begin, gap=2)
        self._note(told, self.denial.id, level)
        told.addWidget(Text(say("It begins by itself when its letter or packet is sent."), "muted"))
        if letter:
            told.addWidget(holder(flow(self._letter(letter, name))))
        line.setStretch(0, 1)
        return holder(line)

    def _over(self) -> QWidget:
        """No step is open, and none is left: what there is to do is to say how it ended."""
        close = button(say("Close denial…"), partial(self._go, f"denial/{self.denial.id}/closed_how"))
        self.first = self.first or close
        line = row(Text(say("No step is left: say how it ended, or log what was said since.")), close, gap=2)
        line.setStretch(0, 1)
        return holder(line)

    def _note(self, told: QVBoxLayout, denial: int, level: Level) -> None:
        """What to know before it goes out."""
        for note in notes_of(self._session.clinic.read, denial, level, self._session.clinic.clock.today()):
            told.addWidget(Text(breakable(note), "muted"))

    def _letter(self, letter: int, name: str) -> Button:
        made = button(say("Open the letter"), partial(self._go, f"letter/{letter}"), "link")
        made.setAccessibleName(say("{verb}: {what}", verb=made.text(), what=name))
        return made


class DenialContacts(QWidget):
    """What was said about a denial, the newest on top; each leads to its entry, and another one can be logged."""

    def __init__(self, session: Session, found: Denial, go: Callable[[str], object]) -> None:
        """Shows them as they stand, also after somebody undid a step that was noted among them."""
        super().__init__()
        self._session, self._denial, self._go = session, found.id, go
        log = button(say("Log a contact"), partial(go, f"denial/{found.id}/contact"), picture="plus")
        heading = row(Text(say("Contacts about it"), "heading", wrap=False), None, log)
        self._lines = column(gap=2)
        self.setLayout(column(card("", heading, self._lines, gap=2)))
        session.keep_fresh(self, "contacts", "denial_contacts")

    def reload(self) -> None:
        """Read them again."""
        emptied(self._lines)
        contacts: Sequence[ContactRow] = contacts_about(self._session.clinic.read, self._denial)
        lines: list[QWidget] = [_contact(one, self._go) for one in contacts]
        if not contacts:
            words = say("No contact yet. Log each call with its reference number and the day to ask again.")
            lines.append(Text(words, "muted"))
        for one in lines:
            self._lines.addWidget(one)
            one.setVisible(True)


def _contact(one: ContactRow, go: Callable[[str], object]) -> QWidget:
    opens = button(say("Open contact"), partial(go, f"contact/{one.id}"), "link")
    opens.setAccessibleName(say("Open contact: {what}", what=line_words(one)))
    words = column(Text(breakable(line_words(one)), "strong"), Text(breakable(one.said)), gap=0)
    if one.waits and one.due_on:
        words.addWidget(
            Text(breakable(say("To follow: {todo}, by {day}", todo=one.todo, day=dates.shown(one.due_on))), "muted")
        )
    line = row(words, opens, gap=2)
    line.setStretch(0, 1)
    return holder(line)


def _chip(due_on: date, today: date) -> ChipText:
    """How long there is; what is past stands out everywhere alike."""
    days = (due_on - today).days
    look: Chip = "stop" if days < 0 else "warning" if days <= _NEAR_DAYS else "plain"
    return ChipText(left_words(due_on, today), look)
