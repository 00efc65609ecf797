"""The papers of a claim: the worksheet, its data for printed forms, and the page that a printer is aligned with."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from clinic_desktop.claims.document.form import alignment_pdf, form_pdf
from clinic_desktop.claims.document.worksheet import worksheet_pdf
from clinic_desktop.claims.model import LEAST_OFFSET, MOST_OFFSET, NO_OFFSETS, ClaimChoices, ClaimFacts, Offsets
from clinic_desktop.claims.rules.claims import claims
from clinic_desktop.wording import say
from ui.claims.kept import KeptClaim
from ui.claims.step_box import StepBox
from ui.handing import HandoutPage
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox, NoWheel
from ui.kit.layout import column, holder, row
from ui.kit.leaving import OF_CLINIC, About
from ui.kit.paper_bar import Handout
from ui.kit.printing import printer_names
from ui.kit.text import Text
from ui.preferences import Preferences
from ui.superbills.making import Making


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a paper is left: `left` leads back, `go` to another part of the chart."""

    left: Callable[[], object]
    go: Callable[[str], object]


class ClaimWorksheetPage(HandoutPage):
    """The boxes with their values, to be read beside a web page or another program."""

    topic = "61-claims#paper"

    def __init__(self, making: Making, leaving: Leaving) -> None:
        """Raises Missing where nothing is chosen."""
        facts, choices = KeptClaim(making).now()
        names = say("Claim worksheet"), say("The worksheet of this claim")
        super().__init__(making.jobs, names, say("Claim worksheet"), lambda: leaving.go("claim/new"))
        self.lay_out(Text(say("This is a list for you, and no claim: a payer takes only the form itself."), "muted"))
        pdf = worksheet_pdf(facts, claims(facts, choices))
        about = ("clients", making.client)
        self.show_paper(Handout("claim-worksheet.pdf", say("Claim worksheet"), lambda: pdf, about))


class ClaimFormPage(HandoutPage):
    """Data alone, or the alignment page, placed for the chosen printer; the offsets are changed beside the paper."""

    topic = "61-claims#forms"

    def __init__(self, making: Making, preferences: Preferences, leaving: Leaving, *, aligns: bool) -> None:
        """Raises Missing where nothing is chosen; an alignment page needs nothing."""
        self._preferences, self._aligns = preferences, aligns
        self._about: About = OF_CLINIC if aligns else ("clients", making.client)
        self._made: tuple[ClaimFacts, ClaimChoices] | None = None if aligns else KeptClaim(making).now()
        title = say("Alignment page") if aligns else say("Claim on printed forms")
        back = say("Claim on printed forms") if aligns else say("Claim worksheet")
        to = "claim-form/new" if aligns else "claim/new"
        super().__init__(making.jobs, (title, say("The paper as it is printed")), back, lambda: leaving.go(to))
        self.printers = ChoiceBox()
        self.printers.setAccessibleName(say("Printer"))
        self.printers.installEventFilter(NoWheel(self.printers))
        for name in printer_names():
            self.printers.addItem(name, name)
        if not self.printers.count():
            self.printers.addItem(say("No printer was found"), "")
        self.left_box, self.top_box = _inch_box(say("From the left")), _inch_box(say("From the top"))
        self.reset = button(say("Begin again"), self._on_reset, "link")
        said = (
            say("Print it on plain paper and hold it with a form against the light. Then move it here.")
            if aligns
            else say("Put the red forms into the printer. Only the data is printed, in its true size.")
        )
        unit = say("In hundredths of an inch. Up and Down change it by one; this computer keeps it for this printer.")
        other = button(say("Alignment page"), lambda: leaving.go("claim-alignment/new"))
        self.lay_out(
            Text(said, "muted"),
            _named(say("Printer"), self.printers),
            _named(say("From the left"), self.left_box),
            _named(say("From the top"), self.top_box),
            Text(unit, "small"),
            row(*(() if aligns else (other,)), self.reset, None, gap=2),
        )
        self._take_printer()
        self.printers.currentIndexChanged.connect(lambda *_: self._take_printer())
        for box in (self.left_box, self.top_box):
            box.moved.connect(self._on_moved)

    def offsets(self) -> Offsets:
        """Those that the paper is placed with."""
        return Offsets(self.left_box.number(), self.top_box.number())

    def _printer(self) -> str:
        return str(self.printers.currentData() or "")

    def _take_printer(self) -> None:
        left, top = self._preferences.offsets(self._printer(), (NO_OFFSETS.left, NO_OFFSETS.top))
        self._put(left, top)
        self._place()

    def _on_moved(self) -> None:
        found = self.offsets()
        self._preferences.keep_offsets(self._printer(), (found.left, found.top))
        self._place()

    def _on_reset(self) -> None:
        self._put(NO_OFFSETS.left, NO_OFFSETS.top)
        self._on_moved()

    def _put(self, left: int, top: int) -> None:
        for box, value in ((self.left_box, left), (self.top_box, top)):
            box.set_number(value)

    def _place(self) -> None:
        printer, offsets = self._printer(), self.offsets()
        if self._aligns:
            pdf, name, title = alignment_pdf(printer, offsets), "alignment-page.pdf", say("Alignment page")
        else:
            assert self._made
            facts, choices = self._made
            pdf = form_pdf(claims(facts, choices), offsets, is_demo=facts.bill.is_demo)
            name, title = "claim-form-data.pdf", say("Claim form, data only")
        self.show_paper(Handout(name, title, lambda: pdf, self._about, printer))


def _inch_box(name: str) -> StepBox:
    return StepBox(name, LEAST_OFFSET, MOST_OFFSET)


def _named(words: str, box: QWidget) -> QWidget:
    return holder(column(Text(words, "label"), box, gap=0))
