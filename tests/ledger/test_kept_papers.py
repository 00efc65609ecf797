"""A receipt of money and a statement of account that left the clinic are kept as they were then: for the export and for
the client's record, whatever the account says later."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from factories import new_case, new_visit
from pdfs import as_viewed
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.exports.document.record import record_pdf
from clinic_desktop.exports.loader.exporting import export_beside
from clinic_desktop.exports.model import RecordAsked
from clinic_desktop.jobs import Progress
from clinic_desktop.ledger.commands import KeepMoneyPaper
from clinic_desktop.ledger.model import MoneyPaper
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.model import PaymentDraft, RefundDraft
from clinic_desktop.store.connection import driver
from clinic_desktop.values.spreadsheet import rows_in
from ui.jobs import InlineJobs
from ui.ledger.receipt import MoneyReceiptPage, payment_receipt_page
from ui.ledger.statement import StatementPage
from ui.session import Session

CLIENT = 1


@pytest.fixture
def paid(clinic: Clinic) -> int:
    """A payment of a client."""
    visit = new_visit(clinic, new_case(clinic))
    return clinic.do(TakePayment((visit,), PaymentDraft("11/20/2026", "card", "4242", "100"))).row


@pytest.fixture
def session(clinic: Clinic) -> Iterator[Session]:
    yield Session(clinic)


def receipt_page(qtbot: QtBot, session: Session, paid: int) -> MoneyReceiptPage:
    page = payment_receipt_page(session, InlineJobs(), CLIENT, paid, lambda: None)
    qtbot.addWidget(page)
    page.show()
    return page


def kept(clinic: Clinic) -> list[dict[str, object]]:
    return clinic.read.all("SELECT kind, payment_id, first_day, last_day, digest FROM money_papers ORDER BY id")


def test_a_receipt_is_kept_when_it_leaves_and_once_for_the_same_words(
    qtbot: QtBot, session: Session, paid: int, tmp_path: Path
) -> None:
    clinic = session.clinic
    page = receipt_page(qtbot, session, paid)
    assert kept(clinic) == [] and "Handed out" not in seen(page)
    page.bar.save_to(tmp_path / "a.pdf")
    page.bar.save_to(tmp_path / "b.pdf", "a long password")
    first = (tmp_path / "a.pdf").read_bytes()
    (one,) = kept(clinic)
    assert (one["kind"], one["payment_id"], one["digest"]) == ("payment_receipt", paid, sha256(first).hexdigest())
    assert "Handed out on 24 Nov 2026. It is kept as it was then" in seen(page)
    # The account goes on; what left says what it said, and the next one is another paper.
    visit = clinic.read.one("SELECT visit_id FROM payment_shares")["visit_id"]
    clinic.do(Refund(paid, RefundDraft("11/21/2026", "cash", visits=((visit, "40"),))))
    again = receipt_page(qtbot, session, paid)
    again.bar.save_to(tmp_path / "c.pdf")
    assert [row["digest"] for row in kept(clinic)] == [
        sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("a.pdf", "c.pdf")
    ]
    assert clinic.read.content(str(one["digest"])) == first


def test_a_statement_is_kept_with_its_days(qtbot: QtBot, session: Session, paid: int, tmp_path: Path) -> None:
    page = StatementPage(session, InlineJobs(), CLIENT, lambda: None)
    qtbot.addWidget(page)
    page.show()
    page.bar.save_to(tmp_path / "a.pdf")
    (one,) = kept(session.clinic)
    assert (one["kind"], one["first_day"], one["last_day"]) == ("account_statement", "2026-01-01", "2026-11-24")
    page.show_all()
    page.bar.save_to(tmp_path / "b.pdf")
    assert [row["first_day"] for row in kept(session.clinic)] == ["2026-01-01", "2026-11-20"]


def test_handing_one_out_takes_nothing_from_undo_and_stays(clinic: Clinic, paid: int) -> None:
    (last,) = clinic.history.undoable[-1:]
    row = clinic.do(KeepMoneyPaper(MoneyPaper("payment_receipt", CLIENT, payment=paid), b"%PDF-1.4 kept")).row
    assert clinic.history.undoable[-1] is last
    for sql in ("UPDATE money_papers SET handed_on = '2026-01-01'", "DELETE FROM money_papers"):
        with pytest.raises(driver().IntegrityError):
            clinic._writer._database.execute(sql)
    clinic.undo()
    assert clinic.read.one("SELECT retired_at FROM payments WHERE id = ?", paid)["retired_at"]
    assert clinic.read.one("SELECT id FROM money_papers")["id"] == row


def test_what_left_is_in_the_export_and_in_the_record_as_it_was(
    qtbot: QtBot, session: Session, paid: int, tmp_path: Path
) -> None:
    clinic = session.clinic
    page = receipt_page(qtbot, session, paid)
    page.bar.save_to(tmp_path / "a.pdf")
    asked = RecordAsked(
        CLIENT, "client", frozenset({"papers", "files"}), clinic.clock.now(), clinic.clock.today(), "Maya Ortiz"
    )
    made = record_pdf(clinic.read, clinic.blobs, asked, Progress())
    assert "Receipt of a payment, as handed out" in made.sections
    assert "Receipts of money and statements of account" in as_viewed(made.pdf)
    target = tmp_path / "export"
    export_beside(clinic.keys.folder, clinic.keys.key, target, clinic.clock.today(), Progress())
    index = rows_in((target / "documents/index.csv").read_bytes())
    (line,) = [one for one in index if one[6] == "money_papers"]
    assert line[0] == "documents/client-000001/payment-receipt-000001.pdf" and line[5] == "2026-11-24"
    assert (target / line[0]).read_bytes() == (tmp_path / "a.pdf").read_bytes()
