"""The paper of a bill that is made, as it would be issued, beside what it is made of."""

from PySide6.QtCore import QTimer

from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.queries.draft import DraftBill
from clinic_desktop.wording import say
from ui.jobs import Jobs, LatestJob
from ui.kit.pdf_view import PdfView
from ui.superbills.making import only_while

# Several check boxes in a row make the paper once.
_MILLISECONDS = 120


class DraftPaper(PdfView):
    """Made beside the work; what was asked for last is shown."""

    def __init__(self, jobs: Jobs) -> None:
        """Shows nothing yet."""
        super().__init__(say("The paper as it would be issued"))
        self._jobs = jobs
        self._draft: DraftBill | None = None
        self._papers = LatestJob()
        self._soon = QTimer(self, singleShot=True, interval=_MILLISECONDS)
        self._soon.timeout.connect(self._make)

    def show_draft(self, draft: DraftBill) -> None:
        """Show the paper of this one in a moment."""
        self._draft = draft
        self._soon.start()

    def say_instead(self, words: str) -> None:
        """Say in its place why there is no paper."""
        self._draft = None
        self._soon.stop()
        self.say(words)

    def _make(self) -> None:
        draft = self._draft
        if draft is None:
            return

        def done(pdf: bytes) -> None:
            # Where there is no paper any more, its place says why.
            if self._draft is draft:
                self.show_pdf(pdf)

        heard = only_while(self, done)
        self._papers.ask(self._jobs, say("Making the paper"), lambda _: bill_pdf(draft.bill, draft.stamp), heard)
