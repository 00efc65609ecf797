"""A form: fields in reading order, problems at their fields, and what is typed kept as a draft."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_desktop.errors import FieldProblem, StoreTrouble
from ui.kit.fields import Field, PasswordField
from ui.kit.grid import step

_DRAFT_MILLISECONDS = 2_000


class DraftKeeper(Protocol):
    """Where drafts are kept: the clinic's encrypted file."""

    def keep(self, form: str, body: dict[str, Any]) -> None:
        """Keep what stands in a form."""

    def kept(self, form: str) -> dict[str, Any] | None:
        """What was last kept of it."""

    def forget(self, form: str) -> None:
        """The form was saved or given up."""


class Form(QWidget):
    """Rows of fields. `edited` when a person typed; `not_kept` when the draft could not be written."""

    edited = Signal()
    not_kept = Signal(str)

    def __init__(self, *rows: Field | Sequence[tuple[Field | None, int]]) -> None:
        """A row is one field, or several with their share of the width; None leaves room free."""
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._draft: tuple[DraftKeeper, str] | None = None
        self._saved: dict[str, str] = {}
        # What stood in a field when somebody began to type over it, where it is another value now.
        self._was: dict[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=_DRAFT_MILLISECONDS)
        self._timer.timeout.connect(self.keep_draft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(step(2))
        for row in rows:
            beside = QHBoxLayout()
            beside.setSpacing(step(2))
            for field, share in [(row, 1)] if isinstance(row, Field) else row:
                if field is None:
                    beside.addStretch(share)
                    continue
                beside.addWidget(field, share)
                self.fields[field.key] = field
                field.changed.connect(lambda field=field: self._on_changed(field))
            layout.addLayout(beside)

    def values(self) -> dict[str, str]:
        """Every value as typed, by key."""
        return {key: field.value() for key, field in self.fields.items()}

    def flag(self, key: str) -> bool:
        """Whether a check box is checked."""
        return bool(self.fields[key].value())

    def fill(self, values: Mapping[str, str]) -> None:
        """Show saved values; this is not an edit."""
        self._set(values)
        self._settle()
        self._timer.stop()

    def fill_again(self, fill: Callable[[], object]) -> None:
        """Show what is there now, by `fill`. What was edited stays, and says what was put there meanwhile."""
        edits = {key: (value, self._was.get(key, self._saved.get(key, ""))) for key, value in self._edited().items()}
        fill()
        self._take_up(edits)

    def is_edited(self) -> bool:
        """Whether something stands here that is not saved."""
        return self.values() != self._saved

    def show_problems(self, problems: Sequence[FieldProblem]) -> list[str]:
        """Show each problem at its field and go to the first; returns the sentences that have no field here."""
        for field in self.fields.values():
            field.show_problem("")
        homeless = []
        first = None
        for problem in problems:
            field_at = self.fields.get(problem.field)
            if field_at is None:
                homeless.append(problem.words)
            elif not field_at.problem():
                field_at.show_problem(problem.words)
                first = first or field_at
        if first:
            self.go_to(first.key)
        return homeless

    def go_to(self, key: str) -> None:
        """Put the focus on a field and bring it into view: where a Fix button lands."""
        field = self.fields[key]
        field.box.setFocus()
        # After the page is laid out: a form that was just opened has no height yet.
        QTimer.singleShot(0, field, lambda: _bring_into_view(field))

    def keep_drafts(self, keeper: DraftKeeper, name: str) -> bool:
        """From now on keep what is typed under this name; True when something typed before was put back."""
        self._draft = (keeper, name)
        kept = keeper.kept(name)
        if kept is None:
            return False
        self._take_up({key: _edit(entry, self._saved.get(key, "")) for key, entry in kept.items()})
        return self.is_edited()

    def keep_draft(self) -> bool:
        """Keep the draft now; False when something typed is not on the disk, and then `not_kept` said why."""
        self._timer.stop()
        if self._draft is None:
            return True
        keeper, name = self._draft
        edited = self._edited()
        try:
            if edited:
                was = self._saved | self._was
                keeper.keep(name, {key: [typed, was.get(key, "")] for key, typed in edited.items()})
            else:
                keeper.forget(name)
        except StoreTrouble as trouble:
            self.not_kept.emit(trouble.words)
            return not edited
        return True

    def forget_draft(self) -> None:
        """The form was saved or given up: what stands here now is the saved state."""
        self._settle()
        self.keep_draft()

    def _settle(self) -> None:
        """What stands here now is what is saved."""
        self._saved, self._was = self.values(), {}
        for field in self.fields.values():
            field.show_meanwhile(None)

    def _take_up(self, edits: Mapping[str, tuple[str, str]]) -> None:
        """Put what was typed over the values that are saved now; each edit has its text and what stood there then."""
        self._set({key: typed for key, (typed, _) in edits.items()})
        for key, (typed, was) in edits.items():
            now = self._saved.get(key, was)
            if now not in (typed, was):
                self._was[key] = was
                self.fields[key].show_meanwhile(now)

    def _edited(self) -> dict[str, str]:
        """What differs from the saved row, passwords left out.

        Only that: a draft of every field would put old values back over what somebody else changed meanwhile.
        """
        return {
            key: field.value()
            for key, field in self.fields.items()
            if not isinstance(field, PasswordField) and field.value() != self._saved.get(key)
        }

    def _set(self, values: Mapping[str, str]) -> None:
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].set_value(value)

    def _on_changed(self, field: Field) -> None:
        field.show_problem("")
        if not self._timer.isActive():
            self._timer.start()
        self.edited.emit()


def keep_all(page: QWidget) -> bool:
    """Keep the drafts of every form inside a page that is about to go; False when one could not be kept."""
    return all([form.keep_draft() for form in page.findChildren(Form)])


def _bring_into_view(field: Field) -> None:
    parent = field.parentWidget()
    while parent and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if isinstance(parent, QScrollArea):
        parent.ensureWidgetVisible(field)


def _edit(entry: object, saved: str) -> tuple[str, str]:
    """What a draft keeps of one field; one of an earlier version knows only what was typed."""
    return (str(entry[0]), str(entry[1])) if isinstance(entry, list) else (str(entry), saved)


def flag(value: bool) -> str:
    """A truth as a check box keeps it."""
    return "1" if value else ""
