"""A banner's parts are made late, and still stand in the tab order where they are seen."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import column, holder
from ui.kit.text import Text


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


def test_where_it_is_narrow_the_buttons_stand_below_the_sentence(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    words = "Two files are damaged or missing, and no other place here has them. Restore the rest of this one."
    banner.show_words("warning", words, ("Restore the rest", lambda: None))
    sentence = banner.findChild(Text)
    (offer,) = (one for one in banner.findChildren(QPushButton) if one.text() == "Restore the rest")
    assert isinstance(sentence, Text)
    for steps, below in ((140, False), (60, True)):
        banner.resize(step(steps), step(20))
        QApplication.processEvents()
        assert (offer.y() >= sentence.geometry().bottom()) is below
        assert sentence.width() > step(40)


class Windows(QObject):
    """Counts the buttons that are shown as windows of their own."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QPushButton) and watched.isWindow():
            self.count += 1
        return False


def test_a_new_sentence_brings_its_own_button_and_takes_the_old_one(qtbot: QtBot, qapp: QApplication) -> None:
    banner, windows = Banner(), Windows()
    qtbot.addWidget(banner)
    qapp.installEventFilter(windows)
    pressed: list[str] = []
    banner.show_words("warning", "One", ("Do one", lambda: pressed.append("one")))
    banner.show_words("warning", "Two", ("Do two", lambda: pressed.append("two")))
    shown = [made.text() for made in banner.findChildren(QPushButton) if made.isVisible()]
    assert sorted(shown) == ["Close", "Do two"]
    banner.show_words("note", "Three")
    assert [made.text() for made in banner.findChildren(QPushButton) if made.isVisible()] == ["Close"]
    qapp.removeEventFilter(windows)
    assert windows.count == 0
