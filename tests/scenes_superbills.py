"""The pictures of the place of the superbills: what can be billed, what was issued, a bill, and how it becomes void."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press

from clinic_desktop.clinic import Clinic
from clinic_desktop.superbills.model.issued import BillRow
from clinic_desktop.superbills.queries.issued import bill_page
from ui.main_window import MainWindow
from ui.superbills.bill import IssuedBillPage
from ui.superbills.page import SuperbillsPage

Scene = tuple[str, QWidget]


def superbill_scenes(main: MainWindow) -> Iterator[Scene]:
    """The two lists, and a bill with all that can be done with it."""
    clinic = main.session.clinic
    main.go("superbills", "to-bill")
    yield "superbills", main
    main.go("superbills", "issued")
    yield "superbills-issued", main
    live = next(row for row in _bills(clinic) if not row.voided_on)
    main.go("superbills", str(live.id))
    yield "superbill", main
    press(main, "Save protected PDF")
    yield "superbill-protect", main
    press(main, "Choose where to save")
    yield "superbill-protect-problems", main
    press(main, "Cancel")
    press(main, "Void this superbill")
    QApplication.processEvents()
    press(main, "Void superbill")
    yield "superbill-void-why", main
    press(main, "Cancel")
    void = next(row for row in _bills(clinic) if row.voided_on)
    main.go("superbills", str(void.id))
    _page(main).preview.sheets.zoom_to(1.0)
    yield "superbill-void", main


def empty_superbill_scenes(main: MainWindow) -> Iterator[Scene]:
    """A clinic that has issued none."""
    main.go("superbills", "to-bill")
    yield "superbills-nothing-to-bill", main
    main.go("superbills", "issued")
    yield "superbills-none-issued", main


def _page(main: MainWindow) -> IssuedBillPage:
    place = main.page("superbills")
    assert isinstance(place, SuperbillsPage) and place.bill
    return place.bill


def _bills(clinic: Clinic) -> tuple[BillRow, ...]:
    return bill_page(clinic.read, clinic.clock.today()).rows
