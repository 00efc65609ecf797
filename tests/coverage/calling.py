"""What tests do with the call sheet: start a call, type an answer at a number, and see what is kept."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.queries.kept import kept_answers
from clinic_desktop.coverage.rules.calls import call_form
from clinic_desktop.coverage.rules.running import RunningCall, running_of
from ui.coverage.call.blank import BlankField
from ui.coverage.call.step import CallStep
from ui.coverage.page import WizardPage

_NEVER_LATE = 600_000


def call_step(wizard: WizardPage) -> CallStep:
    """The sheet, shown."""
    if wizard.current != "call":
        wizard.show_step("call")
    QApplication.processEvents()
    found = wizard.sheet("call")
    assert isinstance(found, CallStep)
    return found


def blank(step: CallStep, key: str) -> BlankField:
    found = step.fields[key]
    assert isinstance(found, BlankField)
    return found


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found
    return found


def keys(text: str) -> None:
    """Keys to whatever has the focus, one after another."""
    usual = QApplication.keyboardInputInterval()
    for before, letter in zip(f"\n{text}", text, strict=False):
        # A list takes a letter that comes late for the first one of another word, and a busy machine is late.
        QApplication.setKeyboardInputInterval(usual if before == "\n" else _NEVER_LATE)
        if letter == "\n":
            QTest.keyClick(focused(), Qt.Key.Key_Return)
        else:
            QTest.keyClicks(focused(), letter)
        QApplication.processEvents()
    QApplication.setKeyboardInputInterval(usual)


def say_at(number: int, answer: str) -> None:
    """Go to a blank by its number, and answer, with the keyboard alone."""
    QTest.keyClick(focused(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    keys(f"{number}\n{answer}\n")


def stored(clinic: Clinic, case: int) -> dict[str, str]:
    return {one.key: one.spelled for one in kept_answers(clinic.read, case)}


def running(clinic: Clinic, case: int) -> RunningCall | None:
    """The call as the store has it."""
    body = clinic.drafts.kept(call_form(case))  # type: ignore[arg-type]
    return running_of(body) if body else None


def later(clinic: Clinic, **length: float) -> None:
    """So much later."""
    assert clinic.clock._fixed
    clinic.clock._fixed += timedelta(**length)
