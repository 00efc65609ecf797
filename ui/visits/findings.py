"""A line in which a finding is typed in a few letters; Enter writes it out into the note."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from clinic_desktop.assessments.rules.shorthand import finding, finding_words
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from ui.kit.fields import NoteField, TextField
from ui.kit.form import Form


class FindingField(TextField):
    """Its text goes into the field `into` of its form, line by line; what cannot be read stays and says why."""

    def __init__(self) -> None:
        """Empty."""
        hint = say("“r ut 3/2 tp” and Enter: right upper trapezius, tone 3, tenderness 2, trigger points.")
        super().__init__("finding", say("Finding"), hint)
        self._into: NoteField | None = None
        self.box.installEventFilter(self)

    def write_into(self, field: NoteField) -> None:
        """From now on findings are written there."""
        self._into = field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain and self.value().strip():
                self.write()
                # Else it would save the whole form.
                return True
        return super().eventFilter(watched, event)

    def write(self) -> None:
        """Write out what stands here; where it cannot be read it stays and says why."""
        if self._into is None:
            return
        try:
            words = finding_words(finding(self.value()))
        except Unreadable as unreadable:
            self.show_problem(unreadable.words)
            return
        self._into.add(words)
        self.set_value("")


def with_pending(form: Form, objective: str) -> str:
    """What is found, with what stands in the line of findings still: as it was meant, else as it was typed."""
    field = form.fields.get("finding")
    typed = field.value().strip() if field else ""
    if not typed:
        return objective
    try:
        words = finding_words(finding(typed))
    except Unreadable:
        words = typed
    before = objective.rstrip()
    return f"{before}\n{words}" if before else words
