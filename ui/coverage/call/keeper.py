"""The call that somebody is in the middle of, kept in the encrypted file as it is noted."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.cases.model import CaseId
from clinic_desktop.coverage.model.kept import BenefitCallDraft
from clinic_desktop.coverage.rules.calls import call_form
from clinic_desktop.coverage.rules.running import RunningCall, running_body, running_of, seconds_on_phone, timer_words
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.values.moments import clock_time
from clinic_desktop.wording import say
from ui.session import Session

_KEEP_MILLISECONDS, _TICK_MILLISECONDS = 2_000, 1_000


class CallKeeper(QObject):
    """The call of one case, if there is one. `changed` when one is begun or is over; `ticked` while one goes on."""

    changed = Signal()
    ticked = Signal()

    def __init__(self, session: Session) -> None:
        """Of no case before `open`."""
        super().__init__()
        self._session, self.case = session, CaseId(0)
        self.running: RunningCall | None = None
        self._is_kept = True
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_MILLISECONDS)
        self._keeping.timeout.connect(self.keep)
        self._ticking = QTimer(self, interval=_TICK_MILLISECONDS)
        self._ticking.timeout.connect(self.ticked)

    def open(self, case: CaseId) -> None:
        """Take up the call of a case; that of the case before is kept."""
        self.keep()
        self.case = case
        body = self._session.clinic.drafts.kept(call_form(case)) if case else None
        self._take(running_of(body) if body else None)

    def begin(self, draft: BenefitCallDraft, *, counts: bool) -> None:
        """A call begins, now or, where nothing `counts` its time, as one that is typed in afterwards."""
        self._take(RunningCall(draft, self._session.clinic.clock.now().astimezone(UTC) if counts else None))
        self._is_kept = False
        self.keep()
        self.changed.emit()

    def note(self, change: Callable[[BenefitCallDraft], BenefitCallDraft], *, now: bool = False) -> None:
        """Change what is noted of it; on the disk `now`, else in a moment."""
        if self.running is None:
            return
        draft = change(self.running.draft)
        if draft != self.running.draft:
            self.running, self._is_kept = replace(self.running, draft=draft), False
        if now:
            self.keep()
        elif not self._is_kept and not self._keeping.isActive():
            self._keeping.start()

    def keep(self) -> bool:
        """Keep it now; False when it is not on the disk, which the window then says."""
        self._keeping.stop()
        if self.running is None or self._is_kept:
            return True
        try:
            self._session.clinic.drafts.keep(call_form(self.case), running_body(self.running))
        except StoreTrouble as trouble:
            self._session.say_why(trouble)
            return False
        self._is_kept = True
        return True

    def forget(self) -> None:
        """It was logged, or given up."""
        self._take(None)
        # One that stays on a full disk is offered again, and lost nothing.
        with suppress(StoreTrouble):
            self._session.clinic.drafts.forget(call_form(self.case))
        self.changed.emit()

    def timer(self) -> str:
        """How long it lasts by now, "04:12"; "" where none goes on or nobody counts."""
        running = self.running
        if running is None or running.began is None:
            return ""
        return timer_words(seconds_on_phone(running, self._session.clinic.clock.now()))

    def words(self) -> str:
        """What a step says of it: "On the phone 04:12"."""
        if self.running is None:
            return ""
        timer = self.timer()
        return say("On the phone {time}", time=timer) if timer else say("A call is not logged yet")

    def _take(self, running: RunningCall | None) -> None:
        self._keeping.stop()
        self.running, self._is_kept = running, True
        if running and running.began:
            self._ticking.start()
        else:
            self._ticking.stop()


def since_words(running: RunningCall) -> str:
    """What a chart says of a call of one of its cases: "On the phone since 2:05 PM"."""
    if running.began is None:
        return say("A call is not logged yet")
    return say("On the phone since {time}", time=clock_time(running.began))
