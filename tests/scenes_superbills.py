"""The pictures of the place of the superbills: what can be billed, what was issued, a bill, and how it becomes void."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press
from scenes_month_end import month_end_scenes

from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.model import RefundDraft
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.model.issued import WAITING_DAYS, BillRow
from clinic_desktop.superbills.queries.draft import draft_year
from clinic_desktop.superbills.queries.issued import bill_page, issued_bill, paper
from clinic_desktop.superbills.queries.ready import unbilled_page
from ui.kit.pdf_pages import PdfPages
from ui.main_window import MainWindow
from ui.superbills.bill import IssuedBillPage
from ui.superbills.page import SuperbillsPage

Scene = tuple[str, QWidget]


# The paper is made a moment after the last click.
_PAPER_MILLISECONDS = 250
# 108 dots an inch.
_PAPER_WIDTH = 918
_PAPERS = (("superbill-paper", "superbill"), ("statement-paper", "statement"), ("receipt-paper", "receipt"))


def superbill_scenes(main: MainWindow) -> Iterator[Scene]:
    """The two lists, a bill with all that can be done with it, and one that is made."""
    yield from _making(main)
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
    receipt = next((row for row in _bills(clinic) if row.kind == "receipt"), live)
    main.go("superbills", str(receipt.id))
    yield "receipt", main
    statement = next(row for row in _bills(clinic) if row.kind == "statement")
    main.go("superbills", str(statement.id))
    yield "statement", main
    main.go("clients", f"{statement.client}/of/{statement.case}/statement/new/0")
    QTest.qWait(_PAPER_MILLISECONDS)
    yield "chart-statement-new", main
    main.go("clients", f"{receipt.client}/year-receipt/new/{clinic.clock.today().year}")
    QTest.qWait(_PAPER_MILLISECONDS)
    yield "chart-year-receipt", main
    for name, row in (("chart-bill", live), ("chart-bill-void", void)):
        main.go("clients", f"{row.client}/bill/{row.id}")
        yield name, main
    yield from month_end_scenes(main)
    yield from _given_back(main, live)


def _given_back(main: MainWindow, live: BillRow) -> Iterator[Scene]:
    """A superbill that says more was paid than is: in the list, in the chart, and on the way to be void."""
    clinic = main.session.clinic
    sql = (
        "SELECT payment_id, payment_shares.visit_id FROM payment_shares JOIN bill_visits"
        " ON bill_visits.visit_id = payment_shares.visit_id JOIN payments ON payments.id = payment_id"
        " WHERE bill_id = ? AND payment_shares.cents > 1000 AND drawn_id IS NULL LIMIT 1"
    )
    share = clinic.read.one(sql, live.id)
    day = f"{clinic.clock.today():%m/%d/%Y}"
    main.session.run(Refund(share["payment_id"], RefundDraft(day, "cash", visits=((share["visit_id"], "10"),))))
    main.go("superbills", "issued")
    yield "superbills-given-back", main
    main.go("clients", f"{live.client}/summary")
    yield "chart-given-back", main
    main.go("superbills", f"{live.id}/void")
    yield "superbill-given-back", main


def save_papers(clinic: Clinic, folder: Path) -> None:
    """A bill of each kind as it was issued: the PDF itself, and a picture of its first page; a year as it would be."""
    for name, kind in _PAPERS:
        row = next(row for row in _bills(clinic) if row.kind == kind and not row.voided_on)
        pdf = paper(clinic.read, issued_bill(clinic.read, row.id))
        save_paper(folder, name, pdf)
    year = draft_year(clinic.read, row.client, clinic.clock.today().year, clinic.clock.today())
    save_paper(folder, "year-receipt-paper", bill_pdf(year.bill, year.stamp))


def save_paper(folder: Path, name: str, pdf: bytes) -> None:
    """The PDF itself, and a picture of its first page."""
    (folder / f"{name}.pdf").write_bytes(pdf)
    pages = PdfPages(pdf)
    pages.picture(0, _PAPER_WIDTH).save(str(folder / f"{name}.png"))
    pages.close()


def _making(main: MainWindow) -> Iterator[Scene]:
    """Ready to be issued; stopped, and asked; the receipt instead; and the documents of a client."""
    ready = _case(main, "Abernathy, Ruth")
    for name, part in (("chart-superbill-new", "superbill/new"), ("chart-receipt-new", "receipt/new")):
        main.go("clients", f"{ready}/{part}")
        QTest.qWait(_PAPER_MILLISECONDS)
        yield name, main
    main.go("clients", f"{_case(main, 'Miller, James')}/superbill/new")
    QTest.qWait(_PAPER_MILLISECONDS)
    yield "chart-superbill-stopped", main
    press(main, "Issue anyway")
    QApplication.processEvents()
    press(main, "Keep reason")
    QTest.qWait(_PAPER_MILLISECONDS)
    yield "chart-superbill-anyway", main
    yield from _many(main)
    main.go("clients", f"{_case(main, '김')}/documents")
    yield "chart-documents", main


def _many(main: MainWindow) -> Iterator[Scene]:
    """More visits than are shown, more findings of a kind than anybody reads; and a case that is billed out."""
    sql = (
        "SELECT cases.id, cases.client_id, count(*) AS many FROM visits JOIN cases ON cases.id = visits.case_id"
        " WHERE cases.kind = 'auto' AND status = 'given' AND superbill = 0 AND visits.retired_at IS NULL"
        " GROUP BY cases.id ORDER BY many DESC LIMIT 1"
    )
    row = main.session.clinic.read.one(sql)
    main.go("clients", f"{row['client_id']}/of/{row['id']}/superbill/new/0")
    QTest.qWait(_PAPER_MILLISECONDS)
    yield "chart-superbill-many", main
    press(main, "Show each visit")
    QApplication.processEvents()
    press(main, "Issue anyway")
    QTest.qWait(_PAPER_MILLISECONDS)
    yield "chart-superbill-many-anyway", main
    press(main, "Cancel")
    new = main.session.clinic.read.one("SELECT cases.id, client_id FROM cases WHERE kind = 'health' AND NOT EXISTS"
        " (SELECT 1 FROM visits WHERE case_id = cases.id AND status = 'given' AND superbill = 0) LIMIT 1")  # fmt: skip
    main.go("clients", f"{new['client_id']}/of/{new['id']}/superbill/new")
    yield "chart-superbill-none", main


def _case(main: MainWindow, name: str) -> str:
    """The chart of a client, at the case that waits for a superbill."""
    clinic = main.session.clinic
    rows = unbilled_page(clinic.read, clinic.clock.today() - timedelta(WAITING_DAYS)).rows
    found = next(row for row in rows if row.client_name.startswith(name))
    return f"{found.client}/of/{found.case}"


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
