"""While the demo clinic is made: what goes on, and how far it is."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from clinic_desktop.wording import say
from ui.jobs import Job
from ui.start.frame import framed


class MakingPage(QWidget):
    """A bar that fills; there is nothing to press."""

    def __init__(self) -> None:
        """`follow` ties it to the job."""
        super().__init__()
        self.title = say("Making the demo clinic")
        self.strip = QProgressBar(textVisible=False)
        self.strip.setRange(0, 0)
        self.strip.setAccessibleName(self.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(framed(self.title, say("Half a year of visits. Everybody in it is invented."), self.strip))

    def follow(self, job: Job) -> None:
        """Show how far the job is."""
        job.progressed.connect(self._on_progress)

    def _on_progress(self, done: int, total: int, words: str) -> None:
        self.strip.setRange(0, total)
        self.strip.setValue(done)
