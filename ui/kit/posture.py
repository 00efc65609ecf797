"""How a page stands: which rows are chosen, how far it is scrolled, where the focus is. Numbers, and keys of the
program, no word of what is on it: it outlives the page over a lock."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.kit.form import Form
from ui.kit.table import Table


class Scrolled(NamedTuple):
    """How far something is scrolled, to the right and down."""

    right: int
    down: int


class Posture(NamedTuple):
    """Of all that is shown on a page, in the order in which it was made."""

    rows: tuple[int, ...] = ()
    scrolled: tuple[Scrolled, ...] = ()
    # Which of those that take the focus has it, of all or of those in a field; -1 for none.
    focus: int = -1
    # The field it is in: the place of its form, and its key there.
    form: int = -1
    field: str = ""


def posture_of(page: QWidget) -> Posture:
    """How a page stands now; it may be hidden by now with its window."""
    focused = page.window().focusWidget()
    at, field, around = -1, "", page
    for number, form in enumerate(_forms(page)):
        for key, one in form.fields.items():
            if focused and one.isAncestorOf(focused):
                at, field, around = number, key, one
    taking = _taking_focus(around)
    return Posture(
        tuple(one.chosen_row() for one in _tables(page)),
        tuple(Scrolled(one.horizontalScrollBar().value(), one.verticalScrollBar().value()) for one in _areas(page)),
        taking.index(focused) if focused in taking else -1,
        at,
        field,
    )


def take_posture(page: QWidget, posture: Posture) -> None:
    """Let a page of the same kind stand as that one did; what has another count of parts by now is left as it is."""
    # By its field: a sentence above the form may bring a button that was not there.
    forms, around = _forms(page), page
    if 0 <= posture.form < len(forms):
        around = forms[posture.form].fields.get(posture.field, page)
    tables, taking = _tables(page), _taking_focus(around)
    if len(tables) == len(posture.rows):
        for table, row in zip(tables, posture.rows, strict=True):
            if row:
                table.select(row)
    if 0 <= posture.focus < len(taking):
        taking[posture.focus].setFocus()
    areas = _areas(page)
    if len(areas) == len(posture.scrolled):
        for area, at in zip(areas, posture.scrolled, strict=True):
            area.horizontalScrollBar().setValue(at.right)
            area.verticalScrollBar().setValue(at.down)


def _shown(page: QWidget, kind: type[QObject]) -> list[QObject]:
    # Of the window: that may be hidden, and what is on a page that is not open still is not shown.
    window = page.window()
    return [one for one in page.findChildren(kind) if isinstance(one, QWidget) and one.isVisibleTo(window)]


def _tables(page: QWidget) -> list[Table]:
    return [one for one in _shown(page, Table) if isinstance(one, Table)]


def _forms(page: QWidget) -> list[Form]:
    return [one for one in _shown(page, Form) if isinstance(one, Form)]


def _areas(page: QWidget) -> list[QAbstractScrollArea]:
    return [one for one in _shown(page, QAbstractScrollArea) if isinstance(one, QAbstractScrollArea)]


def _taking_focus(page: QWidget) -> list[QWidget]:
    shown = [one for one in _shown(page, QWidget) if isinstance(one, QWidget)]
    return [one for one in shown if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.focusProxy() is None]
