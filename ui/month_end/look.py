"""A document looked at: what is said about it, and its paper beside it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, QTimer

from clinic_desktop.errors import ClinicError
from clinic_desktop.month_end.model import MonthRow
from clinic_desktop.month_end.queries.rows import MonthDesk, row_without
from clinic_desktop.month_end.rules.spans import span_year
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.superbills.queries.codes import known_codes
from clinic_desktop.superbills.queries.draft import DraftBill, draft_bill, draft_year
from clinic_desktop.superbills.queries.issued import issued_bill, paper
from clinic_desktop.wording import say
from ui.codes.shelf import Shelf
from ui.jobs import Jobs
from ui.kit.pdf_view import PdfView
from ui.month_end.details import Looked, RowDetails
from ui.session import Session
from ui.superbills.making import only_while

# Arrow keys that are held down make one paper.
_PAPER_MILLISECONDS = 120


class RowLook(QObject):
    """The two parts of it, to be laid out by the page: `details` and `preview`."""

    def __init__(self, session: Session, jobs: Jobs, codes: Shelf) -> None:
        """Empty before `show_row`."""
        super().__init__(session)
        self._session, self._jobs, self._codes = session, jobs, codes
        self.details = RowDetails(session)
        self.preview = PdfView(say("The paper as it would be issued"))
        self._row: MonthRow | None = None
        self._draft: DraftBill | None = None
        self._paper = QTimer(self.preview, singleShot=True, interval=_PAPER_MILLISECONDS)
        self._paper.timeout.connect(self._make_paper)

    def show_row(self, found: MonthRow | None, *, is_wanted: bool) -> None:
        """Show a document; one that is gone meanwhile says so in the place of its paper."""
        self._row, self._draft = found, None
        trouble, rest = "", None
        if found and not found.number and found.fate in ("ready", "fix"):
            try:
                self._draft = self._drafted(found)
                rest = self._rest(found)
            except ClinicError as error:
                trouble = error.words
        if not self.details.show_row(Looked(found, self._draft, is_wanted, rest) if found else None):
            return
        self._paper.stop()
        if found is None or trouble or (self._draft is None and not found.number):
            self.preview.say(trouble or _nothing(found))
        else:
            self._paper.start()

    def _known(self, wanted: Sequence[str], days: Sequence[date]) -> KnownCodes:
        return known_codes(self._codes.ask, self._codes.at_hand(), wanted, days)

    def _rest(self, row: MonthRow) -> MonthRow | None:
        """The document without the visits that are in its way, where the others can be issued."""
        if row.fate != "fix" or not row.visits:
            return None
        clinic = self._session.clinic
        return row_without(MonthDesk(clinic.read, self._known, clinic.clock.today()), row)

    def _drafted(self, row: MonthRow) -> DraftBill:
        clinic = self._session.clinic
        read, today = clinic.read, clinic.clock.today()
        if row.kind == "year_receipt":
            return draft_year(read, row.client, span_year(row), today)
        return draft_bill(read, row.kind, row.visits, self._known, today, supervisor=row.supervisor)

    def _make_paper(self) -> None:
        row, draft = self._row, self._draft
        if row is None:
            return
        # Whoever only passes by sees no more than the list has.
        self._session.look(row.client, "bill", row.bill)
        if row.number:
            read = self._session.clinic.read
            try:
                self.preview.show_pdf(paper(read, issued_bill(read, row.bill)))
            except ClinicError as trouble:
                self.preview.say(trouble.words)
            return
        if draft is None:
            return

        def done(pdf: bytes) -> None:
            # Another one may be looked at by now.
            if self._draft is draft:
                self.preview.show_pdf(pdf)

        def failed(error: Exception) -> None:
            raise error

        self._jobs.run(
            say("Making the paper"), lambda _: bill_pdf(draft.bill, draft.stamp), only_while(self.preview, done), failed
        )


def _nothing(found: MonthRow | None) -> str:
    if found is None:
        return ""
    return say("There is no paper of what is left out.")
