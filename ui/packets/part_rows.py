"""The parts of a packet, one below the other: in or not, why, of which days, and in which order."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from clinic_desktop.packets.model.parts import ChosenPart, OfferedPart, Part
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many
from ui.kit.boxes import Check
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.kit.text import ChipText, Text, button_text, tip

# What a drag carries: the key of a part of this window, and nothing of anybody.
_DRAGGED = "application/x-packet-part"
_MOVES = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}


class PartRow(QWidget):
    """A part that is offered. `act` gets what was done with it: "in", "out", "up", "down", "days" or "before" with the
    key that it was dropped upon."""

    def __init__(
        self, offered: OfferedPart, chosen: ChosenPart | None, act: Callable[[str, str, object], object], *, opens: bool
    ) -> None:
        """`chosen` is None where it is not in; `opens` shows the days that can be chosen."""
        super().__init__()
        part = offered.part
        self.key, self._act, self._from = part.key, act, QPoint()
        self.check = Check(button_text(part.on_screen))
        self.check.setChecked(chosen is not None)
        self.check.setAccessibleName(part.on_screen)
        self.check.setAccessibleDescription(offered.why)
        self.check.toggled.connect(self._on_toggled)
        self.days: dict[int, Check] = {}
        self.fold = self._fold(part, chosen)
        words = {"up": say("Up"), "down": say("Down")} if chosen else {}
        self.moves = {way: self._move(way, word) for way, word in words.items()}
        moves = list(self.moves.values())
        waits = say("Not issued") if part.source == "letter" else say("Not signed")
        unsigned = [ChipText(waits, "warning")] if part.is_signed is False else []
        top = row(self.check, *unsigned, None, *([self.fold] if self.fold else []), *moves, gap=1)
        why = Text(offered.why, "muted")
        # Below the words of the check box, whose box has a margin of its own.
        why.setContentsMargins(step(3) + 2, 0, 0, 0)
        lines: list[QWidget] = [holder(top), why]
        if opens and chosen is not None and part.days:
            lines.append(self._days(part, chosen))
        self.setLayout(column(*lines, gap=0))
        self.setAcceptDrops(chosen is not None)
        for one in (self.check, *([self.fold] if self.fold else []), *moves):
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Alt+Up and Alt+Down on anything in the row: a button takes them for a way to the next one.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            way = _MOVES.get(Qt.Key(event.key())) if event.modifiers() & Qt.KeyboardModifier.AltModifier else None
            if way and self.check.isChecked():
                self._act(self.key, way, None)
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position().toPoint() - self._from).manhattanLength() >= QApplication.startDragDistance()
        if event.buttons() & Qt.MouseButton.LeftButton and far and self.check.isChecked():
            drag, carried = QDrag(self), QMimeData()
            carried.setData(_DRAGGED, self.key.encode())
            drag.setMimeData(carried)
            drag.setPixmap(self.grab())
            drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(_DRAGGED):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dragged = bytes(event.mimeData().data(_DRAGGED).data()).decode()
        if dragged != self.key:
            event.acceptProposedAction()
            self._act(dragged, "before", self.key)

    def _on_toggled(self, is_in: bool) -> None:
        self._act(self.key, "in" if is_in else "out", None)

    def _move(self, way: str, words: str) -> QWidget:
        made = button(words, partial(self._act, self.key, way, None), "link", way)
        made.setAccessibleName(say("{verb}: {what}", verb=words, what=self.check.accessibleName()))
        tip(made, say("Alt+Up and Alt+Down move it too, and so does dragging."))
        return made

    def _fold(self, part: Part, chosen: ChosenPart | None) -> QPushButton | None:
        if not part.days or chosen is None:
            return None
        words = _count_words(part, len(chosen.visits))
        made = button(words, partial(self._act, self.key, "days", None), "link")
        named = say("Choose visits: {what}, {words}", what=part.on_screen, words=words)
        if part.kind == "calls":
            named = say("Choose contacts: {what}, {words}", what=part.on_screen, words=words)
        made.setAccessibleName(named)
        return made

    def _days(self, part: Part, chosen: ChosenPart) -> QWidget:
        boxes = []
        for one in part.days:
            words = dates.shown(one.day)
            if part.kind == "notes" and one.note != "signed":
                words = say("{day}, not signed", day=words)
            elif not one.is_theirs:
                words = say("{day}, with somebody else", day=words)
            made = Check(button_text(words))
            made.setChecked(one.row in chosen.visits)
            made.setAccessibleName(say("{what}: {day}", what=part.on_screen, day=words))
            made.toggled.connect(self._on_days)
            self.days[one.row] = made
            boxes.append(made)
        found = holder(flow(*boxes, is_even=True))
        found.setContentsMargins(step(3), 0, 0, 0)
        return found

    def _on_days(self, _: bool) -> None:
        rows = tuple(visit for visit, made in self.days.items() if made.isChecked())
        self._act(self.key, "visits", rows)


def _count_words(part: Part, count: int) -> str:
    if part.kind == "calls":
        return say_many("{chosen} of {count} contact", "{chosen} of {count} contacts", len(part.days), chosen=count)
    return say_many("{chosen} of {count} visit", "{chosen} of {count} visits", len(part.days), chosen=count)


def moved(parts: Sequence[ChosenPart], key: str, act: str, value: object) -> tuple[ChosenPart, ...]:
    """The parts after one of them was taken out, moved up or down, or put before another one."""
    at = next((place for place, one in enumerate(parts) if one.key == key), -1)
    if at < 0:
        return tuple(parts)
    others = [one for one in parts if one.key != key]
    if act == "out":
        return tuple(others)
    if act == "before":
        to = next((place for place, one in enumerate(others) if one.key == value), len(others))
        # Dragged downward it comes behind what it was dropped upon.
        to += to >= at
    else:
        to = max(0, at - 1) if act == "up" else at + 1
    return (*others[:to], parts[at], *others[to:])
