"""Where the focus is, for parts of a page that are built again."""

from PySide6.QtWidgets import QWidget


def focused_inside(part: QWidget) -> QWidget | None:
    """What inside this part has the focus of its window; None where the focus is elsewhere.

    Not `part.focusWidget()`: that is what had it last, also while it is elsewhere.
    """
    found = part.window().focusWidget()
    return found if found is not None and found is not part and part.isAncestorOf(found) else None
