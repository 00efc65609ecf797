"""What was typed into the wizard and cannot be read: it stays at its line, through another case and a lock."""

from collections.abc import Sequence

from clinic_desktop.cases.model import CaseId
from clinic_desktop.errors import StoreTrouble
from ui.coverage.sheet import StepSheet
from ui.session import Session


class Slips:
    """Those of one case, in the encrypted file."""

    def __init__(self, session: Session) -> None:
        """Of no case before `open`."""
        self._session, self._case = session, CaseId(0)
        self.kept: dict[str, str] = {}

    def open(self, case: CaseId) -> None:
        """Those of another case."""
        self._case = case
        self.kept = dict(self._session.clinic.drafts.kept(self._form()) or {})

    def keep(self, sheets: Sequence[StepSheet]) -> bool:
        """Keep what stands on these sheets; of others, that nobody looked at since, what was kept stays. False when it
        is not on the disk, which the window then says."""
        seen = {key for one in sheets for key in one.fields}
        found = {key: text for key, text in self.kept.items() if key not in seen}
        for one in sheets:
            found |= one.slips()
        if found == self.kept:
            return True
        drafts = self._session.clinic.drafts
        try:
            if found:
                drafts.keep(self._form(), found)
            else:
                drafts.forget(self._form())
        except StoreTrouble as trouble:
            self._session.say_why(trouble)
            return False
        self.kept = found
        return True

    def _form(self) -> str:
        return f"coverage-slips:case:{self._case}"
