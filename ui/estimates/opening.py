"""The pages about estimates that open inside a chart."""

from PySide6.QtWidgets import QWidget

from ui.estimates.maker import EstimateMaker
from ui.estimates.page import IssuedEstimatePage
from ui.kit.paper_page import PaperPage
from ui.superbills.making import Making


def estimate_page(making: Making, rest: str, page: PaperPage) -> QWidget:
    """Where one is made ("new"), or one that was issued, by its row ("7"); raises Missing."""
    if rest != "new":
        return IssuedEstimatePage(making, int(rest), page.left.emit, page.wanted.emit)
    maker = EstimateMaker(making)
    maker.wanted.connect(page.wanted)
    maker.left.connect(page.left)
    return maker
