"""Which letter to write: those that the record asks for on top, each with the reason, then all others."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.letters.loader import templates
from clinic_desktop.letters.model import LetterDraft, LetterProposal, LetterTemplate
from clinic_desktop.letters.queries import open_denials, record_of
from clinic_desktop.letters.rules.proposing import proposals
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.keys import is_escape
from ui.kit.layout import card, column, holder, row, scrolled
from ui.kit.text import Text
from ui.letters.form import tells_of_denials
from ui.superbills.making import Making


class LetterPicker(QWidget):
    """`wanted` carries the part of the chart where the chosen one is written; `left` when the person goes back."""

    topic = "66-letters#write"

    wanted = Signal(str)
    left = Signal()

    def __init__(self, making: Making) -> None:
        """Shows every kind; raises Missing where the case is gone."""
        super().__init__()
        clinic = making.session.clinic
        denials = open_denials(clinic.read, making.case)
        self._newest = next((one.row for one in denials), 0)
        record = record_of(clinic.read, making.case, clinic.clock.today(), LetterDraft(), {})
        proposed = proposals(record, denials)
        known = {one.kind: one for one in templates()}
        asked = [one for one in proposed if one.kind in known]
        back = button(say("Letters"), self.left.emit, "link", "back")
        self._back = back
        self._first: QWidget = back
        parts: list[QWidget] = [holder(row(back, None))]
        if asked:
            parts.append(card(say("The record asks for"), *(self._proposed(known[one.kind], one) for one in asked)))
        rest = [one for one in known.values() if one.kind not in {named.kind for named in asked}]
        parts.append(card(say("All other letters") if asked else say("Letters"), *map(self._other, rest), gap=1))
        whole = column(scrolled(holder(column(*parts, None, gap=2, margin=3))))
        self.setLayout(whole)
        self.setFocusProxy(self._first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _proposed(self, template: LetterTemplate, found: LetterProposal) -> QWidget:
        return self._line(template, found.why, partial(self._choose, template.kind, found.denial), "plain")

    def _other(self, template: LetterTemplate) -> QWidget:
        denial = self._newest if tells_of_denials(template) else 0
        return self._line(template, template.about, partial(self._choose, template.kind, denial), "link")

    def _line(
        self, template: LetterTemplate, words: str, act: Callable[[], object], look: Literal["plain", "link"]
    ) -> QWidget:
        made = button(say("Write"), act, look)
        made.setAccessibleName(say("Write: {what}", what=say(template.title)))
        if look == "plain" and self._first is self._back:
            self._first = made
        line = row(column(Text(say(template.title), "strong"), Text(words, "muted"), gap=0), made, gap=2)
        line.setStretch(0, 1)
        return holder(line)

    def _choose(self, kind: str, denial: int) -> None:
        self.wanted.emit(f"letter/new/{kind}/{denial}")
