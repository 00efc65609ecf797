"""The card on Today that plans visits from what is typed: says live what it understood, and plans at Enter."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.clients.model import ClientRow
from clinic_desktop.clients.rules import told_apart
from clinic_desktop.errors import ClinicError, Refused, StoreTrouble
from clinic_desktop.schedule.rules.lines import MOST_LINES
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button, look_as
from ui.kit.form import Keeping
from ui.kit.layout import card, column, emptied, holder, row
from ui.kit.text import Text, isolated
from ui.schedule.box import TypedBox
from ui.session import Session

if TYPE_CHECKING:
    from clinic_desktop.schedule.model import TypedLine
    from clinic_desktop.schedule.queries.drafts import Desk

_DRAFT = "schedule:typed"
_KEPT_AFTER_MILLISECONDS = 2000
_LINES_TOLD = 8


class PlanVisitsCard(Keeping):
    """`file_wanted` when somebody wants to read a file instead."""

    file_wanted = Signal()

    def __init__(self, session: Session) -> None:
        """Begins with what was typed and not planned yet."""
        super().__init__()
        self._session = session
        self._desk: Desk | None = None
        # Asked for at every letter, so once for each line.
        self._known: dict[tuple[str, int], TypedLine] = {}
        # Which client is meant by a line that fits several, by the place of the line.
        self._chosen: dict[int, int] = {}
        self._at = 0
        self._refused: dict[str, str] = {}
        self._is_entered = False
        self.box = TypedBox()
        self._told = QVBoxLayout()
        label = Text(say("Plan a visit"), "label", wrap=False)
        label.setBuddy(self.box)
        read = button(say("Read from a file…"), self.file_wanted.emit)
        read.setAccessibleName(say("Read appointments from a file"))
        self.plan_button = button(say("Plan visit"), self.plan)
        line = row(self.box, self.plan_button, read, gap=1)
        line.setStretch(0, 1)
        self.setLayout(column(card("", column(label, line, self._told, gap=1), gap=1)))
        self.setFocusProxy(self.box)
        self._keeping = QTimer(self, singleShot=True, interval=_KEPT_AFTER_MILLISECONDS)
        self._keeping.timeout.connect(self.keep_draft)
        self.box.show_lines(list((session.clinic.drafts.kept(_DRAFT) or {}).get("lines", [""])))
        self.box.textChanged.connect(self._on_typed)
        self.box.cursorPositionChanged.connect(self._on_moved)
        self.box.entered.connect(self.plan)
        self.box.stepped.connect(self._step)
        self._show()

    def read_again(self) -> None:
        """What is known changed: clients, cases, visits."""
        self._desk = None
        self._known.clear()
        self._show()

    def keep_draft(self) -> bool:
        """Keep what is typed and not planned yet."""
        self._keeping.stop()
        drafts = self._session.clinic.drafts
        try:
            if self.box.toPlainText().strip():
                drafts.keep(_DRAFT, {"lines": self.box.lines()})
            else:
                drafts.forget(_DRAFT)
        except StoreTrouble as trouble:
            self._session.say_why(trouble)
            return False
        return True

    def plan(self) -> None:
        """Plan every line that is understood; the others stay, with why."""
        lines = self._lines()
        # What stands here twice is planned once.
        ready = list({line.text: line for line in lines if line.is_ready and line.text not in self._refused}.values())
        self._is_entered = True
        if ready and self._do(ready):
            done = {line.text for line in ready} - self._refused.keys()
            left = [text for text in self.box.lines() if text.strip() and text not in done]
            self._chosen.clear()
            refused = dict(self._refused)
            self.box.show_lines(left or [""])
            self._refused = refused
            self._is_entered = bool(left)
            self.keep_draft()
        self._show()
        self.box.setFocus()

    def _do(self, ready: "list[TypedLine]") -> bool:
        """Plan these in one go; what is refused is told at its line, and the rest is planned without it."""
        from clinic_desktop.schedule.commands.planning import PlanVisits

        try:
            self._session.run(PlanVisits(tuple((line.case.id, line.draft) for line in ready if line.case)))
        except Refused as refused:
            bad = {int(one.field): one.words for one in refused.problems if one.field.isdigit()}
            self._refused |= {ready[at].text: words for at, words in bad.items()}
            rest = [line for at, line in enumerate(ready) if at not in bad]
            return bool(bad and rest) and self._do(rest)
        except ClinicError as error:
            self._session.say_why(error)
            return False
        self._session.told.emit(_done_words(ready))
        return True

    def _lines(self) -> "list[TypedLine]":
        if not self.box.toPlainText().strip():
            return []
        # Imported here: the program starts on this page, and nobody has typed yet.
        from clinic_desktop.schedule.queries.typed import warned

        lines = [self._understood(at, text) for at, text in enumerate(self.box.lines()[:MOST_LINES])]
        return warned(self._desk, lines) if self._desk else lines

    def _understood(self, at: int, text: str) -> "TypedLine":
        clinic, chosen = self._session.clinic, self._chosen.get(at, 0)
        if (text, chosen) not in self._known:
            from clinic_desktop.schedule.queries.drafts import Desk
            from clinic_desktop.schedule.queries.typed import understood

            if self._desk is None:
                self._desk = Desk(clinic.read, clinic.clock.today(), clinic.person.therapist)
            self._known[text, chosen] = understood(self._desk, text, chosen)
        return self._known[text, chosen]

    def _on_moved(self) -> None:
        if self.box.line() != self._at:
            self._show()

    def _on_typed(self) -> None:
        self._is_entered = False
        self._refused.clear()
        self._keeping.start()
        self._show()

    def _step(self, by: int) -> None:
        """The client above or below the one that is chosen."""
        lines = self._lines()
        if self.box.line() >= len(lines) or not (line := lines[self.box.line()]).candidates:
            return
        ids = [int(one.id) for one in line.candidates]
        chosen = self._chosen.get(self.box.line(), 0)
        at = ids.index(chosen) + by if chosen in ids else (0 if by > 0 else len(ids) - 1)
        self._choose(self.box.line(), ids[at % len(ids)])

    def _choose(self, at: int, client: int) -> None:
        self._chosen[at] = client
        self._show()
        self.box.setFocus()

    def _show(self) -> None:
        """Say what each line means; of the one in which the cursor stands also who else may be meant."""
        self._at = self.box.line()
        lines = self._lines()
        current = lines[self._at] if self._at < len(lines) else None
        typed = [line for line in lines if line.text.strip()]
        ready = sum(1 for line in typed if line.is_ready)
        self.box.is_asking = current is not None and len(current.candidates) > 1
        self.plan_button.setEnabled(ready > 0)
        self.plan_button.setText(say_many("Plan visit", "Plan {count} visits", max(ready, 1)))
        self.plan_button.setAccessibleName(self.plan_button.text())
        wrong = self._is_entered and any(not line.is_ready or line.text in self._refused for line in typed)
        look_as(self.box, "wrong", "true" if wrong else "false")
        emptied(self._told)
        if not typed:
            how = say("A time, a few letters of the client, minutes or a service. Several lines can be pasted.")
            self._told.addWidget(Text(how, "small"))
        for line in typed[:_LINES_TOLD]:
            self._told.addWidget(self._about(line, several=len(typed) > 1))
            if line is current and self.box.is_asking:
                self._told.addWidget(self._choices(line))
        if len(typed) > _LINES_TOLD:
            more = say("{count} more lines stand below.", count=len(typed) - _LINES_TOLD)
            self._told.addWidget(Text(more, "small"))
        self.box.setAccessibleDescription(" ".join(map(self._words, typed[:_LINES_TOLD])))

    def _words(self, line: "TypedLine") -> str:
        """What a line means, in one sentence."""
        if line.client is None:
            return " · ".join((*line.parts, line.problem)) if line.problem else ""
        told = (isolated(line.client.name), *line.parts)
        return " · ".join(filter(None, (*told, self._refused.get(line.text, line.problem), line.warning)))

    def _about(self, line: "TypedLine", *, several: bool) -> QWidget:
        problem = self._refused.get(line.text, line.problem)
        parts: list[QWidget] = []
        if line.client and line.parts:
            parts.append(Text(" · ".join((isolated(line.client.name), *map(isolated, line.parts)))))
        elif several:
            parts.append(Text(isolated(line.text)))
        if problem:
            parts.append(Text(problem, "problem" if self._is_entered else "muted"))
        elif line.warning:
            parts.append(Text(line.warning, "notice"))
        elif not several:
            parts.append(Text(say("Enter plans it."), "muted"))
        if offer := self._offer(line):
            parts.append(holder(row(offer, None)))
        return holder(column(*parts, gap=0))

    def _offer(self, line: "TypedLine") -> QWidget | None:
        """The way on for who is not on the list, or has no case."""
        if line.client and line.problem and line.case is None:
            words = say("New case of {name}", name=isolated(line.client.name))
            return button(words, partial(self._go, f"{line.client.id}/case/new"), "link", "plus")
        if not line.candidates and line.name:
            words = say("New client: {name}", name=isolated(line.name))
            return button(words, partial(self._go, f"new/{line.name}"), "link", "plus")
        return None

    def _go(self, part: str) -> None:
        self.keep_draft()
        self._session.go("clients", part)

    def _choices(self, line: "TypedLine") -> QWidget:
        made = [self._choice(line, one) for one in line.candidates]
        return holder(column(*made, gap=0))

    def _choice(self, line: "TypedLine", one: ClientRow) -> QWidget:
        words = f"{isolated(one.name)} · {told_apart(one, one.payer_name)}"
        made = button(words, partial(self._choose, self._at, one.id), "section")
        made.setChecked(line.client is not None and one.id == line.client.id)
        return made


def _done_words(planned: "list[TypedLine]") -> str:
    if len(planned) == 1 and planned[0].client:
        facts = {"client": isolated(planned[0].client.name), "when": planned[0].parts[0]}
        return say("Planned: {client}, {when}. Ctrl+Z takes it back.", **facts)
    return say("{count} visits planned. Ctrl+Z takes them back.", count=len(planned))
