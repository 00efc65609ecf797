"""Slow work that a test holds back, to see what is so in the meantime."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication

from clinic_desktop.jobs import Progress
from ui.jobs import InlineJobs, Job


class HeldJobs(InlineJobs):
    """Holds every job back until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[tuple[Job, Callable[[Progress], Any]]] = []

    def _start(self, job: Job, work: Callable[[Progress], Any]) -> None:
        self.waiting.append((job, work))

    def go(self) -> list[str]:
        """Do all there is to do, also what comes of it; the titles of the jobs."""
        done = []
        QApplication.processEvents()
        while self.waiting:
            job, work = self.waiting.pop(0)
            done.append(job.title)
            job.run(work)
            QApplication.processEvents()
        return done
