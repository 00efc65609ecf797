"""The pictures of the place of the superbills: what can be billed, what was issued, a bill, and how it becomes void."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.superbills.commands.bills import AcceptFinding, IssueBill, VoidBill
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.superbills.model.issued import BillId, BillRow
from clinic_desktop.superbills.queries.codes import known_codes
from clinic_desktop.superbills.queries.draft import Look, draft_bill
from clinic_desktop.superbills.queries.issued import bill_page
from clinic_desktop.superbills.queries.ready import unbilled, unbilled_page
from ui.main_window import MainWindow
from ui.superbills.bill import IssuedBillPage
from ui.superbills.page import SuperbillsPage

Scene = tuple[str, QWidget]
_MOST_ISSUED = 6


def superbill_scenes(main: MainWindow) -> Iterator[Scene]:
    """The two lists, and a bill with all that can be done with it."""
    clinic = main.session.clinic
    _issue_some(main)
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


def _issue_some(main: MainWindow) -> None:
    """A few bills, where the demo has none: one of them void and replaced, and a void one that waits."""
    clinic, shelf = main.session.clinic, main._tools.codes
    # The search file of the codes is opened by an event.
    QApplication.processEvents()

    def look(codes: Sequence[str], days: Sequence[date]) -> KnownCodes:
        return known_codes(shelf.ask, shelf.at_hand(), codes, days)

    if _bills(clinic):
        return
    issued = []
    for row in unbilled_page(clinic.read, clinic.clock.today() - timedelta(90)).rows:
        for parcel in unbilled(clinic.read, "superbill", row.case)[:1]:
            try:
                issued.append((parcel.visits, _issue(clinic, parcel.visits, look)))
            except Refused:
                continue
        if len(issued) == _MOST_ISSUED:
            break
    for visits, bill in issued[:2]:
        clinic.do(VoidBill(bill, 1, "The member ID had a slip: two digits stood the wrong way round"))
        if visits == issued[0][0]:
            _issue(clinic, visits, look)


def _issue(clinic: Clinic, visits: Sequence[int], look: Look) -> BillId:
    today = clinic.clock.today()
    draft = draft_bill(clinic.read, "superbill", visits, look, today)
    for found in draft.verdict.findings:
        if found.grade == "ASK":
            clinic.do(AcceptFinding(draft.bill.client.row, found.rule, found.fact, "The plan said so on the phone"))
    return BillId(clinic.do(IssueBill("superbill", draft.visits, draft.codes, draft.bill)).row)
