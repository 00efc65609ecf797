"""The one door for slow work: one worker thread, results and errors back on the main thread."""

from collections.abc import Callable
from threading import RLock
from typing import Any, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QRunnable, QThreadPool, QTimer, Signal

from clinic_desktop.jobs import Cancelled, Progress

T = TypeVar("T")
_STRIP_AFTER_MILLISECONDS = 600
_REPORT_EVERY_MILLISECONDS = 100


class Job(QObject):
    """One piece of slow work. Signals arrive on the main thread."""

    progressed = Signal(int, int, str)
    finished = Signal()
    # After `finished`, when it was asked to stop and did: then nobody hears of a result.
    stopped = Signal()
    _came = Signal(object, object)

    def __init__(self, title: str, parent: QObject) -> None:
        """`title` is what the progress strip shows."""
        super().__init__(parent)
        self.title = title
        self._said = QElapsedTimer()
        # Whether what came of it was heard.
        self.is_over = False
        # Held by the thread that works while it says what came of it.
        self._speaking = RLock()
        self.progress = Progress(self._throttled)

    def stop(self) -> None:
        """Ask the work to stop."""
        self.progress.stop()

    def run(self, work: Callable[[Progress], Any]) -> None:
        """Do the work here and now, and send what came of it."""
        came: tuple[Any, Exception | None]
        try:
            came = work(self.progress), None
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to the main thread
            came = None, error
        with self._speaking:
            self._came.emit(*came)

    def answer(self, done: Callable[[Any], object], failed: Callable[[Exception], object]) -> None:
        """Who hears the result, and who the error."""

        def on_came(result: Any, error: Exception | None) -> None:
            self.is_over = True
            self.finished.emit()
            # Qt still looks at the one that speaks after its words were heard: it goes once it has spoken.
            with self._speaking:
                self.deleteLater()
            if error is None:
                done(result)
            elif isinstance(error, Cancelled):
                self.stopped.emit()
            else:
                failed(error)

        # A slot of a QObject that lives on the main thread: Qt queues the call over to it.
        self._relay = _Relay(self, on_came)
        self._came.connect(self._relay.hear)

    def _throttled(self, done: int, total: int, words: str) -> None:
        if self._said.isValid() and self._said.elapsed() < _REPORT_EVERY_MILLISECONDS and done < total:
            return
        self._said.start()
        self.progressed.emit(done, total, words)


class _Relay(QObject):
    def __init__(self, parent: QObject, heard: Callable[[Any, Any], None]) -> None:
        super().__init__(parent)
        self._heard = heard

    def hear(self, result: Any, error: Any) -> None:
        self._heard(result, error)


class _Task(QRunnable):
    def __init__(self, job: Job, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        self._job.run(self._work)


class Jobs(QObject):
    """Runs jobs one after another; `slow` tells of one that takes more than 600 ms."""

    slow = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """One worker thread."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._beside: Jobs | None = None

    @property
    def beside(self) -> "Jobs":
        """Another worker, for what nobody waits for and may take minutes, as a copy to a slow stick: a paper that
        somebody asked for is not kept waiting by it. `wait` waits for both."""
        if self._beside is None:
            self._beside = Jobs(self)
            self._beside.slow.connect(self.slow)
        return self._beside

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> Job:
        """Start the work; exactly one of `done` and `failed` is called later, neither when it was cancelled."""
        job = Job(title, self)
        job.answer(done, failed)
        strip = QTimer(job, singleShot=True, interval=_STRIP_AFTER_MILLISECONDS)
        strip.timeout.connect(lambda: self.slow.emit(job))
        # The job may live a little longer than its work.
        job.finished.connect(strip.stop)
        strip.start()
        self._start(job, work)
        return job

    def wait(self) -> None:
        """Stop what runs and drop its answers: whoever asked is going away, as at a lock or at the end."""
        for job in self.findChildren(Job):
            job.stop()
        self._pool.waitForDone()
        if self._beside:
            self._beside._pool.waitForDone()
        for job in self.findChildren(Job):
            job.blockSignals(True)
            job.deleteLater()

    def _start(self, job: Job, work: Callable[[Progress], Any]) -> None:
        self._pool.start(_Task(job, work))


class InlineJobs(Jobs):
    """Runs every job at once on this thread: for tests and pictures."""

    @property
    def beside(self) -> Jobs:
        """The same."""
        return self

    def _start(self, job: Job, work: Callable[[Progress], Any]) -> None:
        job.run(work)


class LatestJob:
    """Of several jobs that are asked for one after another, only the last one is waited for."""

    def __init__(self) -> None:
        """Nothing is asked for yet."""
        self._job: Job | None = None
        self._last = 0

    def begin(self) -> int:
        """Another one is about to begin; returns its number."""
        self.leave()
        return self._last

    def ask(self, jobs: Jobs, title: str, work: Callable[[Progress], T], done: Callable[[T], object]) -> None:
        """Run another one that nothing can go wrong with: what does is a bug. One that waits its turn while a later one
        is asked for is not done at all."""
        number = self.begin()

        def unless_stopped(progress: Progress) -> T:
            if progress.is_stopped:
                raise Cancelled
            return work(progress)

        def failed(error: Exception) -> None:
            self.end(number, lambda: None)
            raise error

        job = jobs.run(title, unless_stopped, lambda found: self.end(number, lambda: done(found)), failed)
        self.hear(number, job, lambda: None)

    def hear(self, number: int, job: Job, stopped: Callable[[], object]) -> None:
        """What is done when it is told to stop; one that ran at once is over by now."""
        if number == self._last:
            self._job = job
            job.stopped.connect(lambda: self.end(number, stopped))

    def end(self, number: int, act: Callable[[], object]) -> None:
        """One is over: say so, unless nobody waits for it."""
        if number == self._last:
            self._job, self._last = None, number + 1
            act()

    def leave(self) -> None:
        """Nobody waits for the last one any more."""
        if self._job:
            self._job.stop()
        self._job, self._last = None, self._last + 1
