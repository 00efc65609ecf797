"""Reads what superbills brought back."""

from clinic_desktop.benefit_statements.model import BroughtBack
from clinic_desktop.benefit_statements.queries.coordinated import COORDINATED
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import dates

# For a query over bills. An answer is a statement about one of its visits, whichever bill it was entered for: one that
# was made anew after its visits were answered waits for nothing.
ANSWERED = """EXISTS (SELECT 1 FROM bill_visits
    JOIN benefit_lines ON benefit_lines.visit_id = bill_visits.visit_id AND benefit_lines.retired_at IS NULL
    WHERE bill_visits.bill_id = bills.id AND bill_visits.retired_at IS NULL)"""
_BILLS = f"""
SELECT count(*) AS bills, coalesce(sum(bills.charged_cents), 0) AS billed,
    coalesce(sum(NOT {ANSWERED}), 0) AS waiting, min(iif({ANSWERED}, NULL, bills.issued_on)) AS waiting_since
FROM bills {{join}}
WHERE bills.kind = 'superbill' AND bills.voided_on = '' AND {{whose}}
"""  # noqa: S608 - constants
# Each answer once, though a visit may have been on several bills.
_ANSWERS = f"""
SELECT coalesce(sum(answers.billed_cents), 0) AS answered, coalesce(sum(answers.allowed_cents), 0) AS allowed,
    coalesce(sum(iif(answers.paid_to = 'client', answers.paid_cents, 0)), 0) AS client,
    coalesce(sum(iif(answers.paid_to = 'clinic', answers.paid_cents, 0)), 0) AS clinic,
    coalesce(sum(iif(answers.paid_to = 'client' AND answers.is_second, answers.paid_cents, 0)), 0) AS second
FROM ({COORDINATED}) AS answers
WHERE answers.visit_id IN (SELECT bill_visits.visit_id FROM bill_visits
    JOIN bills ON bills.id = bill_visits.bill_id {{join}}
    WHERE bills.kind = 'superbill' AND bills.voided_on = '' AND bill_visits.retired_at IS NULL AND {{whose}})
"""  # noqa: S608 - constants
_POLICY = "JOIN policies ON policies.id = bills.policy_id"


def of_bill(read: Reader, bill: int) -> BroughtBack:
    """What one superbill brought back; nothing where it is void, or a receipt."""
    return _brought(read, "", "bills.id = ?", bill)


def of_client(read: Reader, client: ClientId) -> BroughtBack:
    """What all superbills of a client brought back."""
    return _brought(read, "", "bills.client_id = ?", client)


def of_case(read: Reader, case: CaseId) -> BroughtBack:
    """What all superbills of a case brought back."""
    return _brought(read, "", "bills.case_id = ?", case)


def of_payer(read: Reader, payer: int) -> BroughtBack:
    """What all superbills brought back whose policy names a payer."""
    return _brought(read, _POLICY, "policies.payer_id = ?", payer)


def _brought(read: Reader, join: str, whose: str, value: int) -> BroughtBack:
    bills = read.one(_BILLS.format(join=join, whose=whose), value)
    answers = read.one(_ANSWERS.format(join=join, whose=whose), value)
    return BroughtBack(
        bills=bills["bills"],
        billed_cents=bills["billed"],
        answered_cents=answers["answered"],
        allowed_cents=answers["allowed"],
        paid_client_cents=answers["client"],
        paid_clinic_cents=answers["clinic"],
        paid_second_cents=answers["second"],
        waiting=bills["waiting"],
        waiting_since=dates.kept(bills["waiting_since"] or ""),
    )
