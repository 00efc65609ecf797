"""The verdict beside the questions, as it follows the answers: shown at once, or a moment after its answer."""

from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.coverage.loader.gathering import Appraised
from clinic_desktop.coverage.model.follow_ups import CaseFollowUps
from clinic_desktop.coverage.model.outcome import CoverageOutcome
from clinic_desktop.coverage.model.packs import Packs
from clinic_desktop.coverage.rules.appraising import better
from clinic_desktop.coverage.rules.changes import difference
from ui.coverage.verdict import VerdictPanel

# Where an answer has to be seen at once, the verdict comes behind it.
_MILLISECONDS = 30


class Judged(NamedTuple):
    """All that the panel shows, read already: when it is shown, the program may be locked."""

    found: Appraised
    packs: Packs
    follow_ups: CaseFollowUps


class LiveVerdict(QObject):
    """Shows what is judged in the panel, with what the last answer changed; `shown` after each time."""

    shown = Signal()

    def __init__(self, panel: VerdictPanel) -> None:
        """Shows nothing before `judge`."""
        super().__init__(panel)
        self._panel = panel
        self._judged: Judged | None = None
        self._before: tuple[Packs, CoverageOutcome] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_MILLISECONDS)
        self._timer.timeout.connect(self.show_now)

    @property
    def is_waiting(self) -> bool:
        """Whether a verdict is still to be shown."""
        return self._timer.isActive()

    def forget(self) -> None:
        """Another case: it is compared with nothing."""
        self._before = None

    def judge(self, judged: Judged, *, is_behind: bool) -> None:
        """Show a verdict, a moment later where it comes behind its answer."""
        self._judged = judged
        if is_behind:
            self._timer.start()
        else:
            self.show_now()

    def show_now(self) -> None:
        """Show what was judged last."""
        self._timer.stop()
        if self._judged is None:
            return
        found, packs, follow_ups = self._judged
        outcome = found.appraisal.outcome
        before = self._before
        # By other rules it was no answer that changed it.
        is_answered = before is not None and before[0] is packs and before[1] != outcome
        changed = difference(before[1], outcome) if before and is_answered else None
        self._panel.show_appraisal(found.appraisal, better(found.appraisal, packs), changed, follow_ups)
        self._before = packs, outcome
        self.shown.emit()
