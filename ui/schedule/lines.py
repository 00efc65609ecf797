"""The lines of a file on the screen: when, whose and what, what comes of it, and a choice where one is asked for."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from clinic_desktop.clients.rules import told_apart
from clinic_desktop.schedule.model import ScheduleStep
from clinic_desktop.schedule.queries.drafts import Desk
from clinic_desktop.schedule.queries.steps import LEAVE, NEW, REMOVE
from clinic_desktop.values.text import folded
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import mark, say, say_many
from ui.kit.boxes import Check
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox, NoWheel
from ui.kit.grid import step as grid
from ui.kit.layout import column
from ui.kit.text import ChipText, Text, isolated
from ui.schedule.words import DOINGS, when_words

MOST_SHOWN = 80
_LETTERS_SHOWN = 24
_LEAVES = {"plan": mark("Leave it out"), "move": mark("Leave it as it is"), "remove": mark("Keep the visit")}
_ORDER = tuple(DOINGS)
Choose = Callable[[int, str], object]


class FileLines(QWidget):
    """What is asked stands on top, what is there already at the end."""

    def __init__(
        self,
        desk: Desk,
        steps: Sequence[ScheduleStep],
        choices: dict[int, str],
        choose: Choose,
        refused: dict[int, str],
    ) -> None:
        """`choose` is told the number of a line and what was chosen; `refused` are sentences by numbers of lines."""
        super().__init__()
        self._acts: dict[int, QWidget] = {}
        self._desk, self._choices, self._choose, self._refused = desk, choices, choose, refused
        self._lines = QGridLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(grid(2))
        self._lines.setVerticalSpacing(grid(2))
        self._lines.setColumnStretch(1, 1)
        ordered = sorted(steps, key=self._rank)
        for at, step in enumerate(ordered[:MOST_SHOWN]):
            self._add(at, step)
        left = len(ordered) - MOST_SHOWN
        if left > 0:
            words = say_many("{count} more is not shown here.", "{count} more are not shown here.", left)
            self._lines.addWidget(Text(words, "small"), MOST_SHOWN, 0, 1, 4)

    def focus_on(self, number: int) -> None:
        """Go to what may be chosen in the line of this number."""
        if number in self._acts:
            self._acts[number].setFocus()

    def _rank(self, step: ScheduleStep) -> int:
        # A line that was answered stays where it was asked.
        was_asked = step.appointment.number in self._choices or step.appointment.number in self._refused
        if step.is_gone:
            # One that is ticked stays where it was.
            return _ORDER.index("gone")
        return 0 if was_asked else _ORDER.index(step.doing)

    def _add(self, at: int, step: ScheduleStep) -> None:
        words, chip = DOINGS["gone" if step.is_gone else step.doing]
        middle = Qt.AlignmentFlag.AlignVCenter
        self._lines.addWidget(Text(when_words(step), wrap=False), at, 0, middle)
        self._lines.addLayout(self._about(step), at, 1)
        self._lines.addWidget(ChipText(say(words), chip), at, 2, middle | Qt.AlignmentFlag.AlignRight)
        if act := self._act(step):
            self._lines.addWidget(act, at, 3, middle)
            self._acts[step.appointment.number] = act

    def _about(self, step: ScheduleStep) -> QLayout:
        """Whose visit it is and what is planned; what the file calls them, where that is another name; and why."""
        one, name = step.appointment, step.client_name
        shown = name or one.name or say("No name")
        parts = [Text(isolated(shown), "strong")]
        if name and one.name and not _is_alike(name, one.name):
            parts.append(Text(say("In the file: {name}", name=isolated(one.name)), "muted"))
        if what := self._what(step):
            parts.append(Text(what, "muted"))
        problem = self._refused.get(one.number, "")
        if problem:
            parts.append(Text(problem, "problem"))
        elif step.words:
            parts.append(Text(isolated(step.words), "muted"))
        if step.warning and not problem:
            parts.append(Text(step.warning, "notice"))
        for part in parts:
            part.setMinimumWidth(grid(12))
        return column(*parts, gap=0)

    def _what(self, step: ScheduleStep) -> str:
        """What is planned: until when, the service, with whom where there are several."""
        draft = step.draft
        if step.doing not in ("plan", "move"):
            return ""
        until = say("until {time}", time=shown_time(draft.ends_at)) if draft.ends_at else ""
        who = self._desk.therapist_name(draft.therapist) if len(self._desk.therapists) > 1 else ""
        services = self._desk.services_words(draft)
        return " · ".join(filter(None, (until, services and isolated(services), who and isolated(who))))

    def _act(self, step: ScheduleStep) -> QWidget | None:
        """Whom a line means where that is asked; else a way to leave it out, or to take it in again."""
        number, choice = step.appointment.number, self._choices.get(step.appointment.number, "")
        if step.is_gone:
            return self._tick(step)
        if is_asked(step, self._choices):
            return self._who(step, choice)
        about = step.client_name or step.appointment.name
        if choice == LEAVE:
            made = button(say("Take it in"), partial(self._choose, number, ""), "link")
            made.setAccessibleName(say("Take in {client}, {when}", client=about, when=when_words(step)))
            return made
        if step.is_ready:
            made = button(say(_LEAVES[step.doing]), partial(self._choose, number, LEAVE), "link")
            words = say("{what}: {client}, {when}", what=say(_LEAVES[step.doing]), client=about, when=when_words(step))
            made.setAccessibleName(words)
            return made
        return None

    def _tick(self, step: ScheduleStep) -> Check:
        """Whether a visit that is no longer in the file is taken away: never by itself."""
        made, number = Check(say("Remove the visit")), step.appointment.number
        made.setChecked(step.doing == "remove")
        facts = {"client": step.client_name, "when": when_words(step)}
        made.setAccessibleName(say("Remove the visit: {client}, {when}", **facts))
        made.toggled.connect(lambda ticked: self._choose(number, REMOVE if ticked else ""))
        return made

    def _who(self, step: ScheduleStep, choice: str) -> ChoiceBox:
        one, box = step.appointment, ChoiceBox()
        box.addItem(say("Choose…"), "")
        for client in step.candidates:
            box.addItem(f"{isolated(client.name)} · {told_apart(client, client.payer_name)}", str(client.id))
        box.addItem(say("Add as a new client"), NEW)
        box.addItem(say("Leave it out"), LEAVE)
        box.setCurrentIndex(max(0, box.findData(choice)))
        box.setAccessibleName(say("Who is {name}, {when}?", name=one.name, when=when_words(step)))
        # A long name does not push the list off the page; the opened list shows all of it.
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LETTERS_SHOWN)
        box.installEventFilter(NoWheel(box))
        box.activated.connect(lambda at: self._choose(one.number, str(box.itemData(at))))
        return box


def is_asked(step: ScheduleStep, choices: Mapping[int, str]) -> bool:
    """Whether a line asks who is meant, or was answered."""
    if step.is_gone:
        return False
    is_answered = choices.get(step.appointment.number, "") not in ("", LEAVE)
    return step.doing in ("ask", "unknown") or bool(step.candidates) or is_answered


def _is_alike(name: str, other: str) -> bool:
    """Whether two names have the same words, as "Vega, Luis" and "Luis Vega"."""
    words = ({word.strip(",()") for word in folded(one).split()} for one in (name, other))
    first, then = words
    return then <= first or first <= then
