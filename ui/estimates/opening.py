"""The pages about estimates that open inside a chart."""

from PySide6.QtWidgets import QWidget

from ui.estimates.maker import EstimateMaker
from ui.estimates.page import IssuedEstimatePage
from ui.kit.paper_page import PaperPage
from ui.superbills.making import Making


def estimate_page(making: Making, rest: str, page: PaperPage) -> QWidget:
    """Where one is made ("new"), or one that was issued, by its row ("7"), to write down its delivery ("7/delivery");
    raises Missing."""
    if rest != "new":
        row, _, field = rest.partition("/")
        found = IssuedEstimatePage(making, int(row), page.left.emit, page.wanted.emit)
        if field and found.estimate.is_live:
            found.begin_delivery()
        return found
    maker = EstimateMaker(making)
    maker.wanted.connect(page.wanted)
    maker.left.connect(page.left)
    return maker
