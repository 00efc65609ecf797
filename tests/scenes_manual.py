"""The pictures of the manual: chapters, a search, a search without a hit; each a window of its own."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from ui.main_window import MainWindow
from ui.manual.chapters import chapters
from ui.manual.window import ManualWindow

Scene = tuple[str, QWidget]


def manual_scenes(main: MainWindow) -> Iterator[Scene]:
    """Every chapter from its beginning, one in the middle, and what a search finds."""
    for chapter in chapters():
        yield f"manual-{chapter.name}", opened(main, chapter.name)
    yield "manual-units", opened(main, "50-visits#units")
    window = opened(main, "")
    for name, typed in (("manual-found", "units"), ("manual-nothing", "xylophone")):
        window.search.setText(typed)
        if window.listing.count():
            window.listing.setCurrentRow(0)
            window.listing.itemActivated.emit(window.listing.currentItem())
        yield name, window
    window.close()


def opened(main: MainWindow, topic: str) -> ManualWindow:
    """The window of the manual at a topic, as the main window opens it."""
    main.show_manual(topic)
    QApplication.processEvents()
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, ManualWindow) and one.isVisible())
