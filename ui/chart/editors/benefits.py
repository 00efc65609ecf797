"""The editor of benefit statements."""

from functools import partial

from clinic_desktop.appeals.queries.denials import denials_of, not_denied
from clinic_desktop.benefit_statements.model import BenefitStatement, StatementId
from clinic_desktop.benefit_statements.queries.services import bill_answered
from clinic_desktop.benefit_statements.queries.statements import benefit_statement
from clinic_desktop.benefit_statements.queries.taking import plan_money
from clinic_desktop.errors import Missing
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.benefit_statements.editor import statement_editor
from ui.benefit_statements.taking import plan_payment_editor
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own, show_scan
from ui.kit.buttons import button
from ui.kit.editor import Editor

_PAYMENT = "payment"


def _benefits(chart: OpenChart, wanted: Wanted) -> Opened:
    """A statement; "benefits/new/7" is a new one that answers the bill 7, "benefits/12/payment" takes what it says was
    paid to the clinic."""
    read, policies = chart.session.clinic.read, chart.glance.policies
    if wanted.row:
        found = own(chart, benefit_statement(read, wanted.row))
        if wanted.field == _PAYMENT:
            return _payment(chart, found)
        editor = statement_editor(chart.session, found.case, found.bill, policies, found, chart.back)
        _lead_to_payment(chart, editor, found.id)
        show_scan(chart, editor, "benefit_statement", found.id)
        _lead_to_denial(chart, editor, found)
        title = say("Benefit statement of {day}", day=dates.shown(found.statement_on))
        return Opened(editor, title, "coverage", wanted.field)
    back = partial(_on_to_payment, chart)
    if not wanted.field:
        editor = statement_editor(chart.session, chart.case, 0, policies, None, back)
        return Opened(editor, say("New benefit statement"), "coverage")
    bill = bill_answered(read, int(wanted.field)) if wanted.field.isdecimal() else None
    if bill is None or bill.case != chart.case:
        raise Missing(say("This is no longer there."))
    editor = statement_editor(chart.session, chart.case, bill.id, policies, None, back, policy=bill.policy)
    title = say("Benefit statement for bill {number}", number=bill.number)
    return Opened(editor, title, "documents")


def _payment(chart: OpenChart, found: BenefitStatement) -> Opened:
    if not plan_money(chart.session.clinic.read, found.id).due_cents:
        raise Missing(say("Nothing that this statement brought the clinic waits to be taken."))
    title = say("What {payer} paid, by its statement of {day}",
                payer=found.payer_name, day=dates.shown(found.statement_on))  # fmt: skip
    back = partial(_on_to_denial, chart, found.id)
    return Opened(plan_payment_editor(chart.session, found, back), title, "coverage")


def _lead_to_payment(chart: OpenChart, editor: Editor, statement: StatementId) -> None:
    """A button that takes what came to the clinic, or leads to the payment that it was taken as."""
    money = plan_money(chart.session.clinic.read, statement)
    if money.payment:
        editor.add_button_before_last(button(say("Show payment"), lambda: chart.go(f"payment/{money.payment}")))
    elif money.due_cents:
        editor.add_button_before_last(
            button(say("Take as payment"), lambda: chart.go(f"benefits/{statement}/{_PAYMENT}"))
        )


def _lead_to_denial(chart: OpenChart, editor: Editor, found: BenefitStatement) -> None:
    """A button that enters what was not paid as a denial, or opens the denial that it is."""
    known = (one.id for one in denials_of(chart.session.clinic.read, found.client) if one.statement == found.id)
    denied = next(known, None)
    if denied:
        editor.add_button_before_last(button(say("Open denial"), lambda: chart.go(f"denial/{denied}")))
    elif _says_no(chart, found):
        enter = button(say("Enter denial"), lambda: chart.go(f"denial/new/statement:{found.id}"))
        editor.add_button_before_last(enter)


def _says_no(chart: OpenChart, found: BenefitStatement) -> bool:
    """Whether lines of a statement were not paid at all, and are no denial on record yet."""
    known = not_denied(chart.session.clinic.read, found.case)
    return any(one.id == found.id for one in known if one.kind == "statement")


def _on_to_payment(chart: OpenChart, row: int) -> None:
    """What a new statement brought the clinic is taken next."""
    if row and plan_money(chart.session.clinic.read, row).due_cents:
        chart.go(f"benefits/{row}/{_PAYMENT}")
    else:
        _on_to_denial(chart, row, row)


def _on_to_denial(chart: OpenChart, statement: int, row: int) -> None:
    """What a statement did not pay is entered next: the page of its bill leads there, or its own without a bill. `row`
    is 0 where nothing was saved."""
    found = benefit_statement(chart.session.clinic.read, statement) if row else None
    if found and _says_no(chart, found):
        chart.go(f"bill/{found.bill}" if found.bill else f"benefits/{found.id}")
    else:
        chart.back(row)


KINDS: Kinds = {"benefits": Kind(_benefits, "63-benefits#enter")}
