"""While nothing can be written: a line above every page that stays, says why, and looks again by itself."""

from PySide6.QtCore import QTimer

from clinic_desktop.wording import say
from ui.kit.banner import Banner
from ui.session import Session

_EVERY_MILLISECONDS = 15_000


class OnlyReadingBar(Banner):
    """Shown from the first write that the disk did not take until one that it does."""

    def __init__(self, session: Session) -> None:
        """Shows at once where the clinic was opened only to be read."""
        super().__init__(stays=True)
        self._session = session
        self._timer = QTimer(self, interval=_EVERY_MILLISECONDS)
        self._timer.timeout.connect(session.try_to_write)
        session.only_reading.connect(self._on_changed)
        session.ending.connect(self._timer.stop)
        if session.clinic.world.why:
            self._on_changed(session.clinic.world.why)

    def _on_changed(self, why: str) -> None:
        if not why:
            self._timer.stop()
            self.hide()
            self._session.told.emit(say("Everything is saved again."))
            return
        words = say(
            "{why} Everything can still be read, searched, printed, saved elsewhere and backed up to a stick. What you "
            "type stays in its form, and the program looks again by itself.",
            why=why,
        )
        self.show_words("stop", words, (say("Try now"), self._session.try_to_write))
        self._timer.start()
