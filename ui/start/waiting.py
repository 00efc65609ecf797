"""While something is made that the start window waits for: what goes on, and how far it is."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from clinic_desktop.jobs import Progress
from ui.jobs import Jobs
from ui.start.frame import framed

T = TypeVar("T")


class WaitingPage(QWidget):
    """A bar that fills; there is nothing to press."""

    def __init__(self, title: str, why: str, topic: str) -> None:
        """`begin` starts what is waited for."""
        super().__init__()
        self.topic, self._title = topic, title
        self.strip = QProgressBar(textVisible=False)
        self.strip.setRange(0, 0)
        self.strip.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(framed(title, why, self.strip))

    def begin(
        self,
        jobs: Jobs,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Do the work in a job, and say what came of it."""
        job = jobs.run(self._title, work, done, failed)
        job.progressed.connect(self._on_progress)

    def _on_progress(self, done: int, total: int, words: str) -> None:
        self.strip.setRange(0, total)
        self.strip.setValue(done)
