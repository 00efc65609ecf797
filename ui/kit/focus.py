"""Tab from control to control. Qt's own way enters a page at its focus proxy and passes over what stands before it."""

from PySide6.QtWidgets import QWidget


def tab_on(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next control of a window, or the one before; False when there is no other."""
    # Imported here: sign-in asks nobody for the namespace of Qt's enumerations.
    from PySide6.QtCore import Qt

    begin = window.focusWidget() or window
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    at = _beside(begin, forward)
    while at and at is not begin:
        takes_tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus and not at.focusProxy()
        if takes_tab and at.isVisibleTo(window) and at.isEnabled():
            at.setFocus(reason)
            return True
        at = _beside(at, forward)
    return False


def _beside(control: QWidget, forward: bool) -> QWidget | None:
    return control.nextInFocusChain() if forward else control.previousInFocusChain()
