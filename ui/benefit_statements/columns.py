"""What the lists of statements, and of what they teach, show."""

from clinic_desktop.benefit_statements.model import PAID_TO, PayerLesson, StatementRow
from clinic_desktop.benefit_statements.rules.words import amount_words
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def bill_words(row: StatementRow) -> str:
    """The bill that it answers; one that was voided since says so."""
    if not row.bill_number:
        return say("Visits without a bill")
    if row.is_bill_void:
        return say("{number}, void", number=row.bill_number)
    return str(row.bill_number)


def payer_words(row: StatementRow) -> str:
    """The payer, and the plan where the policy names it."""
    if not row.plan_name:
        return row.payer_name
    return say("{payer}, {plan}", payer=row.payer_name, plan=row.plan_name)


def _allowed(row: StatementRow) -> str:
    return say("Not said") if row.allowed_cents is None else money.shown(row.allowed_cents)


STATEMENT_COLUMNS: tuple[Column[StatementRow], ...] = (
    Column(mark("Dated"), lambda row: dates.shown(row.statement_on), share=3),
    Column(mark("Payer"), payer_words, share=6),
    Column(mark("Bill"), bill_words, share=3),
    Column(mark("Visits"), lambda row: str(row.visits), right=True, share=2),
    Column(mark("Billed"), lambda row: money.shown(row.billed_cents), right=True, share=3),
    Column(mark("Allowed"), _allowed, right=True, share=3),
    Column(mark("Paid"), lambda row: money.shown(row.paid_cents), right=True, share=3),
    Column(mark("Paid to"), lambda row: say(PAID_TO[row.paid_to]), share=3),
)


def _plan(row: PayerLesson) -> str:
    return row.plan_name or say("No plan named")


def _code(row: PayerLesson) -> str:
    return say("{code}, a unit", code=row.procedure_code) if row.is_by_unit else row.procedure_code


def _side(row: PayerLesson) -> str:
    return say("In network") if row.is_in_network else say("No contract")


def _amount(row: PayerLesson) -> str:
    return amount_words(row.lesson.low_cents, row.lesson.high_cents) if row.lesson else say("Never")


def _usual(row: PayerLesson) -> str:
    return money.shown(row.lesson.typical_cents) if row.lesson else ""


def _statements(row: PayerLesson) -> str:
    return str(row.lesson.statements) if row.lesson else ""


def _newest(row: PayerLesson) -> str:
    return dates.shown(row.lesson.newest) if row.lesson else ""


LESSON_COLUMNS: tuple[Column[PayerLesson], ...] = (
    Column(mark("Plan"), _plan, share=5),
    Column(mark("Code"), _code, share=3),
    Column(mark("Network"), _side, share=3),
    Column(mark("Allowed"), _amount, right=True, share=4),
    Column(mark("Middle"), _usual, right=True, share=3),
    Column(mark("Statements"), _statements, right=True, share=2),
    Column(mark("Newest"), _newest, share=3),
    Column(
        mark("Not paid"),
        lambda row: say("{denied} of {lines}", denied=row.denied, lines=row.lines) if row.denied else "",
        right=True,
        share=2,
    ),
)
