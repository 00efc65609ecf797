"""The receipt of a payment, or of a package, membership or gift card, on the screen."""

from collections.abc import Callable

from clinic_desktop.errors import Missing
from clinic_desktop.ledger.document.receipt import receipt_pdf
from clinic_desktop.ledger.model import MoneyPaper, MoneyReceipt
from clinic_desktop.ledger.queries import payment_receipt, sale_receipt
from clinic_desktop.payments.queries import payment
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.prepaid.rules import prepaid_title
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.handing import HandoutPage
from ui.jobs import Jobs
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.ledger.keeping import KeptPapers, keeping
from ui.session import Session


class MoneyReceiptPage(HandoutPage):
    """What was paid, part by part, as a paper for the client. It has no number: it says what the record
    says today, and is kept as it was when it leaves."""

    topic = "55-payments#receipt"

    def __init__(
        self, session: Session, jobs: Jobs, paper: MoneyReceipt, where: tuple[str, int], left: Callable[[], object]
    ) -> None:
        """`where` is where the way back leads to, with the steps around the page."""
        way, margin = where
        sold = paper.sold
        title = (
            say("Receipt of {name}", name=sold.name)
            if sold
            else say("Receipt of the payment of {day}", day=dates.shown(paper.day))
        )
        super().__init__(jobs, (title, say("The receipt")), way, left)
        # A card of nobody on record is opened inside the place of the reports.
        kept, pdf = _kept(paper), receipt_pdf(paper)
        self.lay_out(Text(_about(paper), "muted"), KeptPapers(session, kept), margin=margin)
        name, words = ("sale", say("Receipt of a sale")) if sold else ("payment", say("Receipt of a payment"))
        about = ("prepaids" if sold else "payments", paper.row)
        went = keeping(session, kept, pdf)
        self.show_paper(Handout(f"receipt-of-{name}-{paper.row}.pdf", words, lambda: pdf, about, went=went))


def sale_receipt_page(
    session: Session, jobs: Jobs, client: int | None, sold: int, left: Callable[[], object]
) -> MoneyReceiptPage:
    """The receipt of a sale; `client` is None of a gift card of nobody on record. Raises Missing, too where it is
    another client’s."""
    read = session.clinic.read
    found = prepaid(read, sold)
    _see_whose(found.client, client)
    where = (say("Money"), 3) if client else (prepaid_title(found), 0)
    return MoneyReceiptPage(session, jobs, sale_receipt(read, sold, session.clinic.clock.today()), where, left)


def payment_receipt_page(
    session: Session, jobs: Jobs, client: int, row: int, left: Callable[[], object]
) -> MoneyReceiptPage:
    """The receipt of a payment, or of that which a refund gives back. Raises Missing, too where it is another
    client’s."""
    read = session.clinic.read
    _see_whose(payment(read, row).client, client)
    paper = payment_receipt(read, row, session.clinic.clock.today())
    return MoneyReceiptPage(session, jobs, paper, (say("Money"), 3), left)


def _see_whose(found: int | None, client: int | None) -> None:
    if found != client:
        raise Missing(say("This is another client’s. Open that client’s chart."))


def _kept(paper: MoneyReceipt) -> MoneyPaper:
    if paper.sold:
        return MoneyPaper("sale_receipt", paper.sold.client, prepaid=paper.row)
    return MoneyPaper("payment_receipt", paper.lines[0].payment.client, payment=paper.row)


def _about(paper: MoneyReceipt) -> str:
    if not paper.sold:
        return say("It lists every part, tips and products too, so it is not for a health plan.")
    if paper.sold.ended_kind == "refunded":
        return say("It was refunded. It is not for insurance.")
    return say("It is the receipt of the sale, so it is not for insurance: each visit paid from it gets its own.")
