"""While the demo clinic is made: what goes on, and how far it is."""

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from clinic_desktop.demo.opening import build_demo, rebuild_demo
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.start.frame import framed


class MakingPage(QWidget):
    """A bar that fills; there is nothing to press."""

    topic = "10-first-day#demo"

    def __init__(self, folder: ClinicFolder, clock: Clock, *, anew: bool) -> None:
        """`begin` starts it; `anew` throws away what is there."""
        super().__init__()
        self._folder, self._clock, self._make = folder, clock, rebuild_demo if anew else build_demo
        self._title = say("Making the demo clinic")
        self.strip = QProgressBar(textVisible=False)
        self.strip.setRange(0, 0)
        self.strip.setAccessibleName(self._title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(framed(self._title, say("Half a year of visits. Everybody in it is invented."), self.strip))

    def begin(self, jobs: Jobs, done: Callable[[], object], failed: Callable[[Exception], object]) -> None:
        """Make it in a job, and say what came of it."""
        make, folder, clock = self._make, self._folder, self._clock
        job = jobs.run(self._title, lambda progress: make(folder, clock, progress), lambda _: done(), failed)
        job.progressed.connect(self._on_progress)

    def _on_progress(self, done: int, total: int, words: str) -> None:
        self.strip.setRange(0, total)
        self.strip.setValue(done)
