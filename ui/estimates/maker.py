"""Where a Good Faith Estimate is made: its form filled from the record, what it lacks, and the paper beside it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import Refused
from clinic_desktop.estimates.commands.estimates import IssueEstimate
from clinic_desktop.estimates.document.paper import estimate_pdf
from clinic_desktop.estimates.model.estimate import EstimateStamp, GoodFaithDraft, GoodFaithEstimate, number_words
from clinic_desktop.estimates.queries.gather import draft_now, estimate_of
from clinic_desktop.estimates.queries.issued import replaced
from clinic_desktop.estimates.rules.gaps import Gap, checked, gaps
from clinic_desktop.practice.queries import service_page, therapist_page
from clinic_desktop.values import money
from clinic_desktop.wording import say, say_many
from ui.estimates.form import as_values, estimate_form, show_sums, show_usual, typed_estimate
from ui.estimates.gaps_list import GapsList
from ui.jobs import LatestJob
from ui.kit.buttons import button
from ui.kit.editor import LATER, Editor
from ui.kit.head_line import HeadLine
from ui.kit.keys import is_escape
from ui.kit.layout import bring_into_view, card, column, holder, row, scrolled
from ui.kit.pdf_view import PdfView
from ui.kit.text import Text
from ui.session import Errand
from ui.superbills.making import Making, only_while

SHOWN = (
    *("clients", "cases", "policies", "diagnoses", "practice", "therapists", "credentials", "services", "visits"),
    *("visit_services", "treatment_plans", "estimates"),
)
# Typing makes the paper once it pauses.
_PAPER_MILLISECONDS = 200
# A gap that is a slip in the form itself, not in the record.
_HERE = ""


class EstimateMaker(QWidget):
    """`wanted` carries the part of the chart to go to: the estimate that was issued; `left` when the person goes
    back."""

    topic = "61-estimates#make"

    wanted = Signal(str)
    left = Signal()

    def __init__(self, making: Making) -> None:
        """Opens with what the record says, and with what was typed before and not issued yet."""
        super().__init__()
        self._making, self._session = making, making.session
        read = self._session.clinic.read
        self._services = service_page(read).rows
        therapists = [(str(one.id), one.name) for one in therapist_page(read).rows]
        self.form = estimate_form(self._services, therapists)
        self._found: GoodFaithEstimate | None = None
        self._papers = LatestJob()
        self.editor = Editor("", self.form, self._issue, save_words=say("Issue estimate"))
        self.editor.cancel_button.hide()
        self.gaps = GapsList(self._on_fix)
        self.preview = PdfView(say("The paper as it would be issued"))
        self._sum, self._replaces = Text(role="muted", wrap=False), Text(role="muted")
        self.missing = button("", self._to_gaps, "link", "warning")
        self.back = button(say("Coverage"), self.editor.go_back, "link", "back")
        self.again = button(say("Fill from the record again"), self._begin_again, "link")
        self._build()
        self._paper = QTimer(self, singleShot=True, interval=_PAPER_MILLISECONDS)
        self._paper.timeout.connect(self.look)
        self.form.edited.connect(self._paper.start)
        self.editor.left.connect(self.left)
        self.form.begin_with(as_values(self._draft_now()))
        self.editor.keep_drafts(self._session.clinic.drafts, f"estimate:new:{making.case}")
        show_usual(self.form, self._services)
        self.setFocusProxy(next(iter(self.form.fields.values())))
        self._session.keep_fresh(self, *SHOWN)

    def reload(self) -> None:
        """Read what stands on the paper again; what was typed stays."""
        self._services = service_page(self._session.clinic.read).rows
        show_usual(self.form, self._services)
        self.look()

    def look(self) -> None:
        """Show what is missing, and the paper of what is typed."""
        read, today = self._session.clinic.read, self._session.clinic.clock.today()
        try:
            self._found = estimate_of(read, self._making.case, typed_estimate(self.form), today)
        except Refused as refused:
            self._found = None
            slips = [_slip(one.field, one.words) for one in refused.problems]
            self.gaps.show_gaps(slips, ())
            self._sum.setText("")
            show_sums(self.form, ())
            self._count(len(slips))
            self._replaces.hide()
            self.preview.say(say("The paper is shown here once the form is filled in."))
            return
        found = self._found
        show_sums(self.form, found.items)
        missing = gaps(found)
        self.gaps.show_gaps(missing, checked(found))
        self._count(sum(one.grade != "note" for one in missing))
        self._sum.setText(say("Total expected {total}", total=money.shown(found.total_cents)))
        numbers = replaced(read, self._making.case, found.first_day, found.last_day)
        names = ", ".join(map(number_words, numbers))
        self._replaces.setText(say("It comes instead of {numbers}.", numbers=names) if numbers else "")
        self._replaces.setVisible(bool(numbers))
        self._make_paper(found, EstimateStamp(replaces=numbers))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.editor.go_back()
        elif event.matches(QKeySequence.StandardKey.Print):
            words = say("It is not issued yet: issue it, then print it. A draft is never handed out.")
            self.editor.banner.show_words("note", words)
            bring_into_view(self.editor.banner)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        head = HeadLine([Text(say("Make a Good Faith Estimate"), "heading", wrap=False)], [self.again])
        made = card("", head, self._replaces, self.editor, gap=2)
        # The one beside the button comes last: what is put there stands first.
        self.editor.put_at_foot(self.missing)
        self.editor.put_at_foot(self._sum)
        left = column(holder(row(self.back, None)), made, card("", self.gaps), None, gap=1, margin=3)
        whole = row(scrolled(holder(left)), self.preview, gap=0)
        for at, share in enumerate((11, 9)):
            whole.setStretch(at, share)
        self.setLayout(whole)

    def _count(self, missing: int) -> None:
        """Say beside the button how much is missing: the list of it may be out of sight."""
        words = say_many("{count} thing is missing", "{count} things are missing", missing)
        self.missing.setText(words)
        self.missing.setAccessibleName(words)
        self.missing.setVisible(missing > 0)

    def _to_gaps(self) -> None:
        first = self.gaps.first()
        if first:
            first.setFocus()
            bring_into_view(first)

    def _draft_now(self) -> GoodFaithDraft:
        clinic = self._session.clinic
        return draft_now(clinic.read, self._making.case, clinic.person.therapist or 0, clinic.clock.today())

    def _begin_again(self) -> None:
        self.form.fill(as_values(GoodFaithDraft()))
        self.form.begin_with(as_values(self._draft_now()))
        self.form.keep_draft()
        show_usual(self.form, self._services)
        self.look()

    def _make_paper(self, found: GoodFaithEstimate, stamp: EstimateStamp) -> None:
        def done(pdf: bytes) -> None:
            # A form that cannot be read since says so in its place.
            if self._found is found:
                self.preview.show_pdf(pdf)

        heard = only_while(self, done)
        self._papers.ask(self._making.jobs, say("Making the paper"), lambda _: estimate_pdf(found, stamp), heard)

    def _on_fix(self, gap: Gap) -> None:
        if gap.place == _HERE:
            self.form.go_to(gap.part or "therapist")
            return
        if not self.form.keep_draft():
            return
        home = f"{self._making.client}/of/{self._making.case}/estimate/new"
        back = say("Back to the estimate")
        self._session.send(Errand(gap.place, gap.part, "clients", home, gap.message, back))

    def _issue(self) -> object:
        """Issue it. Enter in a field goes on to the button: what is issued is not taken back."""
        self._paper.stop()
        self.look()
        case, draft = self._making.case, typed_estimate(self.form)
        if self._found is not None and self.form.isAncestorOf(self.focusWidget() or self):
            self.editor.save_button.setFocus()
            return LATER
        row_id = self._session.run(IssueEstimate(case, draft, self._found))
        self.form.forget_draft()
        self.wanted.emit(f"estimate/{row_id}")
        return row_id


def _slip(field: str, words: str) -> Gap:
    return Gap("stop", words, "", _HERE, field, say("Go there"))
