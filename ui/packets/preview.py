"""The packet as it would be issued now: bound beside the work, with its pages and its size."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.packets.document.making import BoundPacket, bind_beside
from clinic_desktop.packets.document.scans import ShrunkScans
from clinic_desktop.packets.model.size import PartWeight
from clinic_desktop.wording import say
from ui.jobs import Jobs, LatestJob
from ui.kit.choice_box import ChoiceBox
from ui.kit.grid import step
from ui.kit.layout import column
from ui.kit.pdf_view import PdfView
from ui.kit.text import Text
from ui.packets.columns import volumes_words
from ui.session import Session
from ui.superbills.making import only_while

# Several choices in a row bind it once.
_MILLISECONDS = 300


class PacketPreview(QWidget):
    """Bound only while somebody looks at it. `bound` after it was."""

    bound = Signal()

    def __init__(self, session: Session, jobs: Jobs, row: int) -> None:
        """Nothing is bound before it is asked for."""
        super().__init__()
        self._session, self._jobs, self._row = session, jobs, row
        self._latest = LatestJob()
        self.packet: BoundPacket | None = None
        # What was made smaller, and what was counted, serves the next time.
        self.scans = ShrunkScans()
        self.counted: dict[str, PartWeight] = {}
        self._size = Text(role="muted")
        self.volumes = ChoiceBox()
        self.volumes.setAccessibleName(say("Which volume"))
        self.volumes.currentIndexChanged.connect(lambda *_: self._show_volume())
        self.pages = PdfView(say("The packet as it would be issued"))
        told = column(self._size, self.volumes, gap=1)
        # A step is free around the sheets: so they begin below the words, where the cards behind the other tabs do.
        told.setContentsMargins(step(1), 0, 0, 0)
        whole = column(told, self.pages, gap=1)
        # It ends where the button below it does.
        whole.setContentsMargins(step(1), step(2), step(3), step(2))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._soon = QTimer(self, singleShot=True, interval=_MILLISECONDS)
        self._soon.timeout.connect(self._bind)
        self.setFocusProxy(self.pages)
        self.say(say("The packet is bound when you look at it."))

    def ask(self) -> None:
        """Bind it anew in a moment."""
        self._soon.start()

    def forget(self) -> None:
        """It would be another one now."""
        self.packet = None
        self._latest.leave()
        self._soon.stop()

    def say(self, words: str) -> None:
        """Say in its place why there is none."""
        self._size.hide()
        self.volumes.hide()
        self.pages.say(words)

    def size_words(self) -> str:
        """What goes out: pages, size and volumes; "" before it was bound."""
        if self.packet is None:
            return ""
        size = self.packet.size
        return volumes_words(size.pages, size.size, size.volumes)

    def _bind(self) -> None:
        clinic, row = self._session.clinic, self._row
        around, today, scans = (clinic.keys, clinic.blobs), clinic.clock.today(), self.scans
        number = self._latest.begin()
        self.pages.say(say("Binding the packet…"))

        def done(found: BoundPacket) -> None:
            self._latest.end(number, lambda: self._show(found))

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            self._latest.end(number, lambda: self.say(error.words))

        job = self._jobs.run(
            say("Binding the packet"),
            lambda progress: bind_beside(around, row, today, progress, scans),
            only_while(self, done),
            only_while(self, failed),
        )
        self._latest.hear(number, job, lambda: self.say(say("Stopped. Choose Preview again to bind it.")))

    def _show(self, found: BoundPacket) -> None:
        self.packet = found
        self.counted |= {one.made_as: one for one in found.weights}
        self._size.setText(self.size_words())
        self._size.show()
        self.volumes.blockSignals(True)
        self.volumes.clear()
        for at, one in enumerate(found.volumes, 1):
            facts = {"at": at, "count": len(found.volumes), "pages": one.pages}
            self.volumes.addItem(say("Volume {at} of {count}: {pages} pages", **facts))
        self.volumes.blockSignals(False)
        self.volumes.setVisible(len(found.volumes) > 1)
        self._show_volume()
        self.bound.emit()

    def _show_volume(self) -> None:
        at = max(0, self.volumes.currentIndex())
        if self.packet and at < len(self.packet.volumes):
            self.pages.show_pdf(self.packet.volumes[at].pdf)
