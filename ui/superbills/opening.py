"""The pages about paper that open inside a chart: a bill that is made, or one that was issued."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from clinic_desktop.superbills.model.bill import OF_VISITS, Kind
from ui.kit.paper_page import PaperPage
from ui.superbills.bill import IssuedBillPage
from ui.superbills.maker import BillMaker
from ui.superbills.making import Making
from ui.superbills.year import YearReceiptMaker


def kind_of(part: str) -> Kind:
    """The kind of bill that a part of the chart names."""
    return next((one for one in OF_VISITS if one == part), "superbill")


def maker_page(making: Making, what: str, rest: str, *, proposed: Kind = "superbill") -> PaperPage:
    """Where a bill is made, by a part of the chart: "superbill/new", or "superbill/new/1032" for the one that corrects
    that number. Without a number "superbill/new" begins with what is `proposed` for the case; with one, if only 0, it
    is as it says."""
    _, _, number = rest.partition("/")
    kind = proposed if what == "superbill" and not number else kind_of(what)

    def make(page: PaperPage) -> QWidget:
        maker = BillMaker(making, kind, int(number or 0))
        maker.wanted.connect(page.wanted)
        maker.left.connect(page.left)
        return maker

    return PaperPage(make, f"{what}/new")


def bill_page_in_chart(making: Making, rest: str) -> PaperPage:
    """A bill of this client that was issued, by its row, "12"; "12/print" prints it at once, "12/void" asks why
    it is void. Raises Missing."""
    bill, _, then = rest.partition("/")

    def make(page: PaperPage) -> QWidget:
        shown = IssuedBillPage(making.session, making.jobs, int(bill), lambda _: page.left.emit(), making.client)
        if then == "print":
            # Once it stands where the window of the printer opens above it.
            QTimer.singleShot(0, shown, shown.bar.print_button.click)
        elif then:
            # It takes no focus before it stands there.
            QTimer.singleShot(0, shown, shown.ask_void)
        return shown

    return PaperPage(make)


def year_page(making: Making, rest: str) -> PaperPage:
    """Where the receipt of a year is made: "year-receipt/new" for the last year that is over, or that of a year."""
    _, _, year = rest.partition("/")

    def make(page: PaperPage) -> QWidget:
        maker = YearReceiptMaker(making, int(year or 0))
        maker.wanted.connect(page.wanted)
        maker.left.connect(page.left)
        return maker

    return PaperPage(make, "year-receipt/new")
