"""Pictures of the ways to pay: from a package, ahead of the visit, and a use to look at; a statement and a receipt."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget
from scenes_clients import press, shown_form
from scenes_superbills import save_paper

from clinic_desktop.ledger.document.account import account_pdf
from clinic_desktop.ledger.document.receipt import receipt_pdf
from clinic_desktop.ledger.queries import account_paper, payment_receipt, sale_receipt
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]


def payment_scenes(main: MainWindow) -> Iterator[Scene]:
    """The client of a package, with a visit that was paid from it."""
    read = main.session.clinic.read
    use = read.one(
        "SELECT payments.id, payments.client_id, visits.case_id, visits.id AS visit, date_of_service FROM payments"
        " JOIN payment_shares ON payment_shares.payment_id = payments.id JOIN visits ON visits.id = visit_id"
        " WHERE drawn_id IS NOT NULL AND method = 'package' ORDER BY payments.id DESC LIMIT 1"
    )
    chart = f"{use['client_id']}/of/{use['case_id']}/"
    main.go("clients", f"{chart}payment/{use['id']}")
    yield "chart-payment-use", main
    held = read.one("SELECT id FROM prepaid_rows WHERE kind = 'package' AND uses < visits ORDER BY id DESC LIMIT 1")[
        "id"
    ]
    main.go("clients", f"{chart}payment/new/{use['visit']}")
    form = shown_form(main)
    form.fill({"method": f"prepaid:{held}"})
    form.edited.emit()
    yield "chart-payment-package", main
    tipped = read.one(
        "SELECT id FROM payments WHERE client_id = ? AND tip_cents > 0 ORDER BY id LIMIT 1", use["client_id"]
    )
    main.go("clients", f"{use['client_id']}/payment-receipt/{tipped['id']}")
    yield "chart-payment-receipt", main
    main.go("clients", f"{chart}payment/new/{use['visit']}")
    form = shown_form(main)
    before = date.fromisoformat(use["date_of_service"]) - timedelta(3)
    form.fill({"method": "card", "service": "", "received": "20", "tip": "30", "paid_on": before.isoformat()})
    form.edited.emit()
    press(main, "Save")
    yield "chart-payment-tip-above", main
    yield from _without_client_or_visit(main)


def _without_client_or_visit(main: MainWindow) -> Iterator[Scene]:
    """A payment for no visit, one of a payer whose client is never billed, and a client who leaves money behind."""
    read = main.session.clinic.read
    paid = read.one(
        "SELECT client_id FROM balances WHERE credit_cents > 0 AND charged_cents <= paid_cents + written_off_cents"
        " UNION ALL SELECT max(id) FROM clients WHERE retired_at IS NULL LIMIT 1"
    )
    main.go("clients", f"{paid['client_id']}/payment/new/all")
    yield "chart-payment-account", main
    work = read.one(
        "SELECT visits.id, cases.client_id, cases.id AS owner FROM visits JOIN cases ON cases.id = visits.case_id"
        " WHERE cases.kind = 'work' AND visits.status = 'given' AND visits.retired_at IS NULL"
        " AND EXISTS (SELECT 1 FROM policies WHERE case_id = cases.id AND retired_at IS NULL)"
        " ORDER BY visits.id LIMIT 1"
    )
    main.go("clients", f"{work['client_id']}/of/{work['owner']}/visits")
    yield "chart-visits-of-a-payer", main
    main.go("clients", f"{work['client_id']}/of/{work['owner']}/payment/new/{work['id']}")
    yield "chart-payment-of-a-payer", main
    billed = read.one(
        "SELECT payments.id, payments.client_id FROM payments"
        " JOIN payment_shares ON payment_shares.payment_id = payments.id JOIN visits ON visits.id = visit_id"
        " WHERE visits.superbill > 0 AND payments.retired_at IS NULL AND payments.drawn_id IS NULL"
        " AND payments.refunds_id IS NULL AND payment_shares.retired_at IS NULL ORDER BY payments.id LIMIT 1"
    )
    main.go("clients", f"{billed['client_id']}/payment/{billed['id']}")
    yield "chart-payment-billed", main
    held = read.one(
        "SELECT client_id FROM prepaid_rows WHERE ended_kind = '' AND left_cents > 0 AND client_id IS NOT NULL LIMIT 1"
    )
    main.go("clients", f"{held['client_id']}/edit")
    press(main, "Retire client")
    box = main.findChildren(QMessageBox)[-1]
    yield "chart-client-retire", box
    box.reject()


def save_account_papers(main: MainWindow, folder: Path) -> None:
    """The statement of account of the client with the package, and the receipt of its sale."""
    read, today = main.session.clinic.read, main.session.clinic.clock.today()
    sold = read.one("SELECT id, client_id FROM prepaids WHERE kind = 'package' ORDER BY id DESC LIMIT 1")
    paper = account_paper(read, sold["client_id"], today - timedelta(120), today, today)
    save_paper(folder, "statement-of-account-paper", account_pdf(paper))
    save_paper(folder, "sale-receipt-paper", receipt_pdf(sale_receipt(read, sold["id"], today)))
    given_back = read.one("SELECT refunds_id AS id FROM payments WHERE refunds_id IS NOT NULL ORDER BY id LIMIT 1")
    save_paper(folder, "payment-receipt-paper", receipt_pdf(payment_receipt(read, given_back["id"], today)))
