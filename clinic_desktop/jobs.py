"""What long work is written against: it reports how far it is and may be asked to stop. No Qt."""

from collections.abc import Callable


class Cancelled(Exception):
    """The person asked the work to stop; nothing half done is kept."""


class Progress:
    """How far a piece of long work is; raises Cancelled at the next report once it is asked to stop."""

    def __init__(self, hear: Callable[[int, int, str], None] | None = None) -> None:
        """`hear` gets done, total and words, from the thread that works."""
        self._hear = hear
        self._stopped = False

    @property
    def is_stopped(self) -> bool:
        """Whether the work was asked to stop: for what cannot report in the middle."""
        return self._stopped

    def stop(self) -> None:
        """Ask the work to stop at its next report."""
        self._stopped = True

    def report(self, done: int, total: int, words: str) -> None:
        """Say that `done` of `total` steps are done; raises Cancelled when asked to stop."""
        if self._stopped:
            raise Cancelled
        if self._hear:
            self._hear(done, total, words)
