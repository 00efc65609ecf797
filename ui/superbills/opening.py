"""The pages about paper that open inside a chart: a bill that is made, or one that was issued."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.superbills.model.bill import Kind
from ui.kit.paper_page import PaperPage
from ui.superbills.bill import IssuedBillPage
from ui.superbills.maker import BillMaker
from ui.superbills.making import Making


def kind_of(part: str) -> Kind:
    """The kind of bill that a part of the chart names."""
    return "receipt" if part == "receipt" else "superbill"


def maker_page(making: Making, what: str, rest: str, *, pays_alone: bool = False) -> PaperPage:
    """Where a bill is made, by a part of the chart: "superbill/new", or "superbill/new/1032" for the one that corrects
    that number. A client who `pays_alone` gets a receipt, unless a number is given, if only 0: then it is as it says.
    """
    _, _, number = rest.partition("/")
    kind: Kind = "receipt" if pays_alone and not number else kind_of(what)

    def make(page: PaperPage) -> QWidget:
        maker = BillMaker(making, kind, int(number or 0))
        maker.wanted.connect(page.wanted)
        maker.left.connect(page.left)
        return maker

    return PaperPage(make, f"{what}/new")


def bill_page_in_chart(making: Making, bill: int) -> PaperPage:
    """A bill of this client that was issued; raises Missing."""
    return PaperPage(
        lambda page: IssuedBillPage(making.session, making.jobs, bill, lambda _: page.left.emit(), making.client)
    )
