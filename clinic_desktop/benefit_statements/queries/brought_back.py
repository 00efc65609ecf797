"""Reads what superbills brought back, and which of them have no answer yet."""

from datetime import date, timedelta

from clinic_desktop.benefit_statements.model import ASK_AFTER_DAYS, ASK_UNTIL_DAYS, BroughtBack, Unanswered
from clinic_desktop.benefit_statements.queries.coordinated import COORDINATED
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

# An answer is a statement about one of its visits, whichever bill it was entered for: one that was made anew after its
# visits were answered waits for nothing.
_ANSWERED = """EXISTS (SELECT 1 FROM bill_visits
    JOIN benefit_lines ON benefit_lines.visit_id = bill_visits.visit_id AND benefit_lines.retired_at IS NULL
    WHERE bill_visits.bill_id = bills.id AND bill_visits.retired_at IS NULL)"""
_BILLS = f"""
SELECT count(*) AS bills, coalesce(sum(bills.charged_cents), 0) AS billed,
    coalesce(sum(NOT {_ANSWERED}), 0) AS waiting, min(iif({_ANSWERED}, NULL, bills.issued_on)) AS waiting_since
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
# Of one case nobody asks for the name: its chart is open.
_NAMES = "clients.given_name, clients.family_name, clients.preferred_name"
_NO_NAMES = "'' AS given_name, '' AS family_name, '' AS preferred_name"
# Bills of cases that go on, whose client is not retired, and that a plan can answer at all.
_UNANSWERED = f"""
SELECT bills.id, bills.kind, bills.number, bills.issued_on, bills.client_id, bills.case_id, bills.payer,
    cases.reason, {{names}}
FROM bills
JOIN cases ON cases.id = bills.case_id AND cases.retired_at IS NULL AND cases.closed_on = ''
JOIN clients ON clients.id = bills.client_id AND clients.retired_at IS NULL
WHERE bills.kind IN ('superbill', 'statement') AND bills.voided_on = '' AND bills.policy_id IS NOT NULL
    AND bills.issued_on BETWEEN ? AND ? AND NOT {_ANSWERED} AND {{whose}}
ORDER BY bills.issued_on, bills.number LIMIT ?
"""  # noqa: S608 - constants
MOST_UNANSWERED = 50


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


def unanswered(read: Reader, today: date, *, case: int = 0, days: int = ASK_AFTER_DAYS) -> tuple[Unanswered, ...]:
    """Superbills and statements that went out so many days ago, up to ASK_UNTIL_DAYS, and have no answer yet, the
    oldest first, MOST_UNANSWERED at most; of one case, without the name of its client, or of all."""
    first, last = ((today - timedelta(one)).isoformat() for one in (ASK_UNTIL_DAYS, days))
    whose, names, values = ("bills.case_id = ?", _NO_NAMES, (case,)) if case else ("1", _NAMES, ())
    rows = read.all(_UNANSWERED.format(whose=whose, names=names), first, last, *values, MOST_UNANSWERED)
    return tuple(_waits(row, today) for row in rows)


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


def _waits(row: Row, today: date) -> Unanswered:
    issued = date.fromisoformat(row["issued_on"])
    return Unanswered(
        bill=row["id"],
        kind=row["kind"],
        number=row["number"],
        issued_on=issued,
        days=(today - issued).days,
        client=ClientId(row["client_id"]),
        client_name=listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
        case=CaseId(row["case_id"]),
        reason=row["reason"],
        payer_name=row["payer"],
    )
