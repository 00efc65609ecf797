"""A form: fields in reading order, problems at their fields, and what is typed kept as a draft."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.errors import FieldProblem, StoreTrouble
from ui.kit.field import Field
from ui.kit.fields import CheckField, PasswordField
from ui.kit.grid import step
from ui.kit.level import FieldLine

_DRAFT_MILLISECONDS = 2_000
# What was typed, and what it was typed over.
TypedOver = tuple[str, str]


class DraftKeeper(Protocol):
    """Where drafts are kept: the clinic's encrypted file."""

    def keep(self, form: str, body: dict[str, Any]) -> None:
        """Keep what stands in a form."""

    def kept(self, form: str) -> dict[str, Any] | None:
        """What was last kept of it."""

    def forget(self, form: str) -> None:
        """The form was saved or given up."""


class Keeping(QWidget):
    """Holds what somebody types, and keeps it before it goes out of sight: before a lock, another page, the end."""

    def keep_draft(self) -> bool:
        """Keep it now; False when something typed is not on the disk."""
        raise NotImplementedError


class Form(Keeping):
    """Rows of fields. `edited` when a person typed; `not_kept` when the draft could not be written."""

    edited = Signal()
    not_kept = Signal(str)

    def __init__(self, *rows: Field | Sequence[tuple[Field | None, int]]) -> None:
        """A row is one field, or several with their share of the width; None leaves room free."""
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._draft: tuple[DraftKeeper, str] | None = None
        self._is_let_go = False
        self._saved: dict[str, str] = {}
        # What a new row was begun with by program.
        self._begun: dict[str, str] | None = None
        # What stands in the fields by program, where nobody typed over it.
        self._by_program: dict[str, str] = {}
        # What stood in a field when somebody began to type over it, where it is another value now.
        self._was: dict[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=_DRAFT_MILLISECONDS)
        self._timer.timeout.connect(self.keep_draft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(step(2))
        self._checks: QVBoxLayout | None = None
        for row in rows:
            beside = FieldLine()
            beside.setSpacing(step(2))
            line = [(row, 1)] if isinstance(row, Field) else row
            for field, share in line:
                if field is None:
                    beside.addStretch(share)
                    continue
                beside.addWidget(field, share)
                self.fields[field.key] = field
                field.changed.connect(lambda field=field: self._on_changed(field))
            self._place_for(line, layout).addLayout(beside)
        # One that nobody fills has nothing typed in it either.
        self._saved = self.values()

    def _place_for(self, line: Sequence[tuple[Field | None, int]], layout: QVBoxLayout) -> QVBoxLayout:
        """Lines of check boxes stand close below each other: they are one choice."""
        fields = [field for field, _ in line if field]
        if len(line) == 1 or not all(isinstance(field, CheckField) for field in fields):
            self._checks = None
            return layout
        if self._checks is None:
            self._checks = QVBoxLayout()
            self._checks.setSpacing(0)
            layout.addLayout(self._checks)
        return self._checks

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

    def begin_with(self, values: Mapping[str, str]) -> None:
        """Put values there as if a person had typed them, but no draft is kept before somebody types more. What was
        typed before and not saved yet stays instead."""
        if not self.is_edited():
            self._set(values)
            self._begun = self.values()
            self._by_program = {key: self._begun[key] for key in values if key in self._begun}

    def put_in(self, edits: Mapping[str, TypedOver]) -> tuple[str, ...]:
        """Put in what was typed elsewhere, each text with what it was typed over; a field says what it is put over. The
        keys of those where something else is typed already come back: they stay as they are."""
        left = []
        for key, (typed, was) in edits.items():
            stood = self._by_program.get(key, self._saved.get(key, ""))
            now = self.fields[key].value()
            if now not in (stood, typed):
                left.append(key)
            elif now != typed:
                self.fields[key].set_value(typed)
                if stood not in ("", was):
                    self._was |= {} if key in self._by_program else {key: was}
                    self.fields[key].show_meanwhile(stood)
        return tuple(left)

    def fill_again(self, fill: Callable[[], object]) -> None:
        """Show what is there now, by `fill`. What was edited stays, and says what was put there meanwhile."""
        edits = {key: (value, self._was.get(key, self._saved.get(key, ""))) for key, value in self._edited().items()}
        fill()
        self._take_up(edits)

    def is_edited(self) -> bool:
        """Whether something stands here that is not saved."""
        return self.values() != self._saved

    def show_problems(self, problems: Sequence[FieldProblem]) -> list[str]:
        """Show each problem at its field and go to the topmost; returns the sentences that have no field here.

        "services/0/minutes" is a part of the field "services"; where that has no such part, the field itself says it.
        """
        for field in self.fields.values():
            field.show_problem("")
        homeless = []
        told: list[Field] = []
        for problem in problems:
            field_at = self._named(problem.field)
            if field_at is None:
                homeless.append(problem.words)
            # Of two at one field the first is said. A field of several parts speaks beside them, for the whole.
            elif field_at not in told:
                field_at.show_problem(problem.words)
                told.append(field_at)
        # Top to bottom, whatever was found first: one reads on from there and misses none.
        topmost = next((one for field in self.fields.values() for one in field.parts() if one in told), None)
        if topmost:
            _go_to(topmost)
        return homeless

    def go_to(self, path: str) -> None:
        """Put the focus on a field, or on a part of one, and bring it into view: where a Fix button lands."""
        field = self._named(path)
        if field is None:
            raise KeyError(path)
        _go_to(field)

    def keep_drafts(self, keeper: DraftKeeper, name: str) -> bool:
        """From now on keep what is typed under this name; True when something typed before was put back."""
        self._draft = (keeper, name)
        kept = keeper.kept(name)
        if kept is None:
            return False
        self._by_program = {key: str(entry[2]) for key, entry in kept.items() if has_offer(entry)}
        self._take_up({key: _edit(entry, self._saved.get(key, "")) for key, entry in kept.items()})
        return self.is_edited()

    def move_draft(self, name: str) -> None:
        """Keep what is typed under another name from now on; raises StoreTrouble."""
        if self._draft:
            keeper, before = self._draft
            self._draft = keeper, name
            if self.keep_draft():
                keeper.forget(before)

    def keep_draft(self) -> bool:
        """Keep the draft now; False when something typed is not on the disk, and then `not_kept` said why."""
        self._timer.stop()
        if self._draft is None:
            return True
        keeper, name = self._draft
        edited = {} if self.values() == self._begun else self._edited()
        if edited and self._is_let_go:
            return True
        try:
            if edited:
                was = self._saved | self._was
                keeper.keep(name, {key: [typed, was.get(key, ""), *self._offer(key)] for key, typed in edited.items()})
            else:
                keeper.forget(name)
        except StoreTrouble as trouble:
            self.not_kept.emit(trouble.words)
            return not edited
        return True

    def let_go(self) -> None:
        """Keep the draft, and write it never again: the form goes, and may be there a little longer than its draft."""
        self.keep_draft()
        self._is_let_go = True

    def forget_draft(self) -> None:
        """The form was saved or given up: what stands here now is the saved state."""
        self._settle()
        self.keep_draft()

    def _named(self, path: str) -> Field | None:
        """The field with this key; else the part of a field that the path names, or that field where it has none."""
        key, _, inner = path.partition("/")
        field = self.fields.get(path) or self.fields.get(key)
        return (field.part(inner) or field) if field and inner and path not in self.fields else field

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

    def _offer(self, key: str) -> list[str]:
        """What a draft keeps of a field beside: what stood there by program, so that what was typed is told from it."""
        return [self._by_program[key]] if key in self._by_program else []

    def _set(self, values: Mapping[str, str]) -> None:
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].set_value(value)

    def _on_changed(self, field: Field) -> None:
        field.forgive()
        if not self._timer.isActive():
            self._timer.start()
        self.edited.emit()


def keep_all(page: QWidget) -> bool:
    """Keep the drafts of everything inside a page that is about to go; False when one could not be kept."""
    return all([one.keep_draft() for one in page.findChildren(Keeping)])


def _go_to(field: Field) -> None:
    field.box.setFocus()
    field.show_whole()


def has_offer(entry: object) -> bool:
    """Whether a draft keeps of this field what stood there by program, as its third part."""
    return isinstance(entry, list) and len(entry) > 2  # noqa: PLR2004 - text, what it was typed over, and the offer.


def _edit(entry: object, saved: str) -> TypedOver:
    """What a draft keeps of one field; one of an earlier version knows only what was typed."""
    return (str(entry[0]), str(entry[1])) if isinstance(entry, list) else (str(entry), saved)


def flag(value: bool) -> str:
    """A truth as a check box keeps it."""
    return "1" if value else ""
