"""A file that is open in a chart, with what the client has that it may belong to or be a scan of."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from clinic_desktop.authorizations.queries import authorization_page
from clinic_desktop.benefit_statements.queries.statements import statement_page
from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.model import Glance
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.attachments.editor import Choice, Choices
from ui.attachments.page import AttachmentPage
from ui.kit.paper_page import PaperPage
from ui.superbills.making import Making

_LIST = "documents/files"


def attachment_page(making: Making, glance: Glance, rest: str, page: PaperPage) -> QWidget:
    """The file of a row, "12"; with "12/13+14" the others come after it."""
    row, _, others = rest.partition("/")
    after = tuple(int(one) for one in others.split("+") if one.isdecimal())
    cases = [(str(one.id), one.reason) for one in glance.cases]
    abouts = [about for one in glance.cases for about in _on_record(making.session.clinic.read, one.id)]
    ways = (lambda: page.wanted.emit(_LIST)), page.wanted.emit
    whose = making.client, int(row), after
    return AttachmentPage(making.session, making.jobs, whose, Choices(cases, abouts), ways)


def _on_record(read: Reader, case: CaseId) -> Iterator[Choice]:
    """What a case has on record that comes as a paper, the newest of each kind first."""
    for order in prescription_page(read, case).rows:
        words = say("{day}, {name}", day=dates.shown(order.ordered_on), name=order.prescriber_name)
        yield f"prescription:{order.id}", words
    for granted in authorization_page(read, case).rows:
        day = granted.decided_on or granted.asked_on or granted.starts_on
        told = (granted.number, dates.shown(day) if day else "", granted.payer_name)
        yield f"authorization:{granted.id}", ", ".join(filter(None, told)) or say("Authorization without a number")
    for answer in statement_page(read, case).rows:
        words = say("{day}, {name}", day=dates.shown(answer.statement_on), name=answer.payer_name)
        yield f"benefit_statement:{answer.id}", words
