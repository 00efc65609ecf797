"""The clients whose verdict would change: looked through beside the window, and again when the record changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.coverage.loader.trial import try_beside
from clinic_desktop.coverage.model.own_packs import PackMove, TriedCase, TriedCases
from clinic_desktop.errors import ClinicError
from clinic_desktop.store.paging import Page
from clinic_desktop.wording import say, say_many
from ui.coverage.packs.lines import TRIED_COLUMNS
from ui.jobs import Jobs, LatestJob
from ui.kit.buttons import button
from ui.kit.layout import card, row
from ui.kit.layout import column as below
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

_MOST_SHOWN = 10
# What a verdict stands on.
_STOOD_ON = (
    *("clients", "cases", "policies", "payers", "coverage_answers", "benefit_calls", "prescribers", "prescriptions"),
    *("diagnoses", "authorizations", "visits", "visit_services", "contracts", "contract_fees", "credentials"),
    *("therapists", "services", "supervisors", "supervision_answers", "practice"),
)


class ClientsTried(QWidget):
    """`ended` says whether all cases are looked through, as `is_whole` does."""

    ended = Signal(bool)

    def __init__(self, session: Session, jobs: Jobs, move: PackMove) -> None:
        """Looks through the cases at once."""
        super().__init__()
        self._session, self._jobs, self._move = session, jobs, move
        self._looks, self.is_whole = LatestJob(), False
        self._found: tuple[TriedCase, ...] = ()
        self._model = PagedModel(lambda _: Page(self._found, None), TRIED_COLUMNS)
        self.table = Table(say("Clients whose verdict would change"), self._model, "", rows=_MOST_SHOWN)
        self.table.opened.connect(self._on_opened)
        self._state, self._more = Text(role="strong"), Text(role="muted")
        self.again = button(say("Look again"), self.reload)
        parts = (self._state, self.table, self._more, row(self.again, None))
        self.setLayout(below(card(say("Clients whose verdict would change"), *parts), gap=0))
        self.destroyed.connect(self._looks.leave)
        session.keep_fresh(self, *_STOOD_ON)

    def reload(self) -> None:
        """Look through the cases."""
        looks, number = self._looks, self._looks.begin()
        self._show(None, say("Looking through the cases…"))
        keys, today, move = self._session.clinic.keys, self._session.clinic.clock.today(), self._move
        job = self._jobs.run(
            say("Looking through the cases"),
            lambda progress: try_beside(keys, move, today, progress),
            lambda found: looks.end(number, lambda: self._on_tried(found)),
            lambda error: looks.end(number, lambda: self._on_failed(error)),
        )
        looks.hear(number, job, self._on_stopped)

    def _on_tried(self, found: TriedCases) -> None:
        count = len(found.changed)
        words = say_many(
            "The verdict of {count} case would change.", "The verdict of {count} cases would change.", count
        )
        if not found.looked_at:
            words = say("There is no open case with a policy or an answer yet: no verdict can change.")
        self._show(found, words if count or not found.looked_at else say("No verdict would change."))

    def _on_stopped(self) -> None:
        self._show_broken_off(say("Stopped: not all cases were looked through. Look again before you decide."))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, ClinicError):
            raise error
        self._show_broken_off(error.words)

    def _show_broken_off(self, words: str) -> None:
        self._show(None, words)
        self.again.show()

    def _show(self, found: TriedCases | None, words: str) -> None:
        self._found = found.changed if found else ()
        self.is_whole = found is not None
        self._model.reload()
        self.table.setVisible(bool(self._found))
        self._state.setText(words)
        self._more.setText(_more_words(found) if found else "")
        self._more.setVisible(bool(found and found.looked_at))
        self.again.hide()
        self.ended.emit(self.is_whole)

    def _on_opened(self, found: TriedCase) -> None:
        self._session.go("clients", f"{found.case.client}/of/{found.id}/wizard")


def _more_words(found: TriedCases) -> str:
    looked = say_many("{count} case was looked at.", "{count} cases were looked at.", found.looked_at)
    if not found.otherwise:
        return looked
    same = say_many(
        "{count} keeps its verdict, and something else is said: what is missing, what to ask or what is next.",
        "{count} keep their verdict, and something else is said: what is missing, what to ask or what is next.",
        found.otherwise,
    )
    return say("{looked} {same}", looked=looked, same=same)
