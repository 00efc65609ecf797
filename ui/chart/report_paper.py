"""The paper of a progress report in the chart."""

from collections.abc import Callable
from dataclasses import replace

from clinic_desktop.cases.queries import case
from clinic_desktop.errors import Missing
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.progress.document.paper import report_pdf
from clinic_desktop.progress.model import ReportPaper
from clinic_desktop.progress.queries import paper_now, progress_report, report_paper
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.handing import HandoutPage
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.layout import holder, row
from ui.kit.paper_bar import Handout
from ui.progress.columns import report_title, span_words
from ui.superbills.making import Making


class ReportPaperPage(HandoutPage):
    """A signed report is as it was kept; a draft as it stands. `go` leads to another part of the chart."""

    topic = "48-progress#paper"

    def __init__(self, making: Making, row_id: int, left: Callable[[], object], go: Callable[[str], object]) -> None:
        """Raises Missing where there is none of that client."""
        session = making.session
        found = progress_report(session.clinic.read, row_id)
        if case(session.clinic.read, found.case).client != making.client:
            raise Missing(say("This report is another client’s."))
        super().__init__(making.jobs, (report_title(found), say("The paper of this report")), say("Plan"), left)
        signed = say("{who}, {day}", who=found.signer, day=dates.shown(found.signed_on)) if found.signed_on else ""
        told = facts(((say("Days"), span_words(found)), (say("Signed"), signed or say("Draft, not signed yet"))))
        told.setContentsMargins(0, 0, 0, 0)
        edit = button(say("Go on with the draft"), lambda: go(f"report/{found.id}"))
        self.lay_out(holder(told), 1, *([] if found.signed_on else [holder(row(edit, None))]))
        pdf = report_pdf(self._paper(making, row_id))
        title = say("Progress report {number}", number=found.id)
        self.show_paper(Handout(f"progress-report-{found.id}.pdf", title, lambda: pdf, ("progress_reports", found.id)))

    def _paper(self, making: Making, row_id: int) -> ReportPaper:
        read = making.session.clinic.read
        report = progress_report(read, row_id)
        if report.signed_on:
            return report_paper(read, row_id)
        made = paper_now(read, report, catalogue())
        titles = tuple((code, making.codes.title(code)) for code, _ in made.facts.titles)
        return replace(made, facts=replace(made.facts, titles=titles))
