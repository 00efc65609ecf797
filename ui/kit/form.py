"""A form: fields in reading order, problems at their fields, and what is typed kept as a draft."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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
        self._saved = self.values()
        self._timer.stop()

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
            first.box.setFocus()
        return homeless

    def go_to(self, key: str) -> None:
        """Put the focus on a field: where a Fix button lands."""
        self.fields[key].box.setFocus()

    def keep_drafts(self, keeper: DraftKeeper, name: str) -> bool:
        """From now on keep what is typed under this name; True when something typed before was put back."""
        self._draft = (keeper, name)
        kept = keeper.kept(name)
        if kept is None:
            return False
        self._set({key: str(value) for key, value in kept.items()})
        return self.is_edited()

    def keep_draft(self) -> None:
        """Keep the draft now; called two seconds after the last edit, and before a lock or a close."""
        self._timer.stop()
        if self._draft is None:
            return
        keeper, name = self._draft
        try:
            if self.is_edited():
                keeper.keep(name, self._without_passwords())
            else:
                keeper.forget(name)
        except StoreTrouble as trouble:
            self.not_kept.emit(trouble.words)

    def forget_draft(self) -> None:
        """The form was saved or given up: what stands here now is the saved state."""
        self._saved = self.values()
        self.keep_draft()

    def _without_passwords(self) -> dict[str, str]:
        return {key: field.value() for key, field in self.fields.items() if not isinstance(field, PasswordField)}

    def _set(self, values: Mapping[str, str]) -> None:
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].set_value(value)

    def _on_changed(self, field: Field) -> None:
        field.show_problem("")
        if not self._timer.isActive():
            self._timer.start()
        self.edited.emit()


def flag(value: bool) -> str:
    """A truth as a check box keeps it."""
    return "1" if value else ""
