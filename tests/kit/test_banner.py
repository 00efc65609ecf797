"""A banner's parts are made late, and still stand in the tab order where they are seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.layout import column, holder


def reached(page: QWidget) -> list[str]:
    """What the Tab key reaches, in its order."""
    found: list[str] = []
    widget = page.nextInFocusChain()
    while widget and widget is not page:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page):
            found.append(widget.accessibleName())
        widget = widget.nextInFocusChain()
    return found


def test_the_buttons_of_a_banner_are_reached_where_it_stands(qtbot: QtBot) -> None:
    banner = Banner()
    page = holder(column(button("Before", lambda: None), banner, button("After", lambda: None)))
    qtbot.addWidget(page)
    assert reached(page) == ["Before", "After"]
    banner.show_words("stop", "Refused", ("Reload", lambda: None))
    assert reached(page) == ["Before", "Reload", "Close", "After"]
    banner.show_words("stop", "Refused again", ("Drop it", lambda: None))
    assert reached(page) == ["Before", "Drop it", "Close", "After"]
    banner.show_words("note", "Kept")
    assert reached(page) == ["Before", "Close", "After"]
    next(made for made in banner.findChildren(QPushButton) if made.accessibleName() == "Close").click()
    assert reached(page) == ["Before", "After"]
    assert banner.words() == ""
