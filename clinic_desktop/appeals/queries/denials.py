"""Reads denials and their steps: one, those of a client, what belongs to one, and what says no and is no denial yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clinic_desktop.appeals.model import Appeal, AppealId, Denial, DenialId, DenialRow, NotDenied
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.contacts.model import ContactRow
from clinic_desktop.contacts.queries import contacts_listed
from clinic_desktop.payers.model import PayerId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

NEWEST_FIRST = Order(("received_on", "id"), descending=True)
_DAYS = ("noticed_on", "deadline_on", "form_signed_on", "due_on", "closed_on")
_STEP_DAYS = ("due_on", "sent_on", "answer_due_on", "answered_on", "arrived_on", "next_deadline_on")
# Lines that were not paid at all, of statements that nothing later of the payer says anew, and that no denial names.
_STATEMENTS = """
SELECT answers.statement_id AS id, answers.case_id, payers.name AS payer_name, answers.statement_on AS said_on,
    sum(answers.billed_cents) AS amount, group_concat(answers.reasons, ' ') AS codes, statements.claim_number AS number
FROM benefit_answers AS answers
JOIN benefit_statements AS statements ON statements.id = answers.statement_id
JOIN payers ON payers.id = answers.payer_id
WHERE answers.case_id = ? AND coalesce(answers.allowed_cents, 0) = 0 AND answers.paid_cents = 0
    AND answers.deductible_cents + answers.copay_cents + answers.coinsurance_cents = 0 AND answers.billed_cents > 0
    AND NOT EXISTS (SELECT 1 FROM denials WHERE denials.statement_id = answers.statement_id AND retired_at IS NULL)
GROUP BY answers.statement_id
ORDER BY answers.statement_on DESC, answers.statement_id DESC
"""
_AUTHORIZATIONS = """
SELECT authorizations.id, authorizations.case_id, coalesce(payers.name, '') AS payer_name,
    authorizations.decided_on AS said_on, authorizations.number
FROM authorizations
LEFT JOIN policies ON policies.id = authorizations.policy_id
LEFT JOIN payers ON payers.id = policies.payer_id
WHERE authorizations.case_id = ? AND authorizations.retired_at IS NULL AND authorizations.status = 'denied'
    AND NOT EXISTS (SELECT 1 FROM denials WHERE authorization_id = authorizations.id AND denials.retired_at IS NULL)
ORDER BY authorizations.id DESC
"""


def denial(read: Reader, row: int) -> Denial:
    """One denial; raises Missing."""
    return _denial(read, read.one("SELECT * FROM denial_rows WHERE id = ?", row))


def denials_of(read: Reader, client: int) -> tuple[Denial, ...]:
    """The denials of a client, the newest on top."""
    sql = "SELECT * FROM denial_rows WHERE client_id = ? ORDER BY received_on DESC, id DESC"
    return tuple(_denial(read, row) for row in read.all(sql, client))


def denials_of_case(read: Reader, case: int) -> tuple[Denial, ...]:
    """The denials of a case, by the date of their notice, the newest on top."""
    day = "coalesce(nullif(noticed_on, ''), received_on)"
    sql = f"SELECT * FROM denial_rows WHERE case_id = ? ORDER BY {day} DESC, id DESC"  # noqa: S608 - a constant
    return tuple(_denial(read, row) for row in read.all(sql, case))


def denial_page(read: Reader, client: int, after: Cursor | None = None) -> Page[DenialRow]:
    """The same as a list shows them, each with its newest step: a page of it."""
    found = page(read, Listing("denial_rows", lambda row: row, "client_id = ?", (client,)), NEWEST_FIRST, after)
    steps = _steps(read, [row["id"] for row in found.rows])
    return Page(tuple(_listed(row, steps[row["id"]]) for row in found.rows), found.after)


def appeals_of(read: Reads, denial: int) -> tuple[Appeal, ...]:
    """The steps against a denial, the oldest first."""
    return tuple(_steps(read, [denial])[denial])


def appeal(read: Reader, row: int) -> Appeal:
    """One step; raises Missing."""
    return _appeal(read.one("SELECT * FROM appeals WHERE id = ? AND retired_at IS NULL", row))


def contacts_about(read: Reader, denial: int) -> tuple[ContactRow, ...]:
    """The entries of the contact log about a denial, the newest on top."""
    sql = "SELECT contact_id FROM denial_contacts WHERE denial_id = ? AND retired_at IS NULL"
    return contacts_listed(read, [row["contact_id"] for row in read.all(sql, denial)])


def not_denied(read: Reader, case: int) -> tuple[NotDenied, ...]:
    """What of a case says no and is no denial on record yet: benefit statements, then authorizations."""
    found = [_from_statement(row) for row in read.all(_STATEMENTS, case)]
    return (*found, *(_from_authorization(row) for row in read.all(_AUTHORIZATIONS, case)))


def _denial(read: Reads, row: Row) -> Denial:
    visits = read.all(
        "SELECT denial_visits.visit_id FROM denial_visits JOIN visits ON visits.id = denial_visits.visit_id"
        " WHERE denial_id = ? AND denial_visits.retired_at IS NULL ORDER BY visits.date_of_service, visits.id",
        row["id"],
    )
    days: dict[str, Any] = {name: dates.kept(row[name]) for name in _DAYS}
    return Denial(
        id=DenialId(row["id"]),
        version=row["version"],
        client=ClientId(row["client_id"]),
        case=CaseId(row["case_id"]),
        payer=PayerId(row["payer_id"]),
        payer_name=row["payer_name"],
        bill=row["bill_id"],
        bill_number=row["bill_number"],
        received_on=date.fromisoformat(row["received_on"]),
        claim_number=row["claim_number"],
        visits=tuple(one["visit_id"] for one in visits),
        amount_cents=row["amount_cents"],
        codes=row["codes"],
        quoted=row["quoted"],
        whose=row["whose"],
        regime=row["regime"],
        policy=row["policy_id"],
        plan_type=row["plan_type"],
        about=row["about"],
        bill_kind=row["bill_kind"],
        is_bill_void=bool(row["bill_voided_on"]),
        statement=row["statement_id"],
        authorization=row["authorization_id"],
        attachment=row["attachment_id"],
        reasons=tuple(row["reasons"].split()),
        representative=row["representative"],
        form=row["form_id"],
        contract_days=row["contract_days"],
        note=row["note"],
        action=row["action"],
        next_level=row["next_level"] or None,
        closed_how=row["closed_how"],
        closed_why=row["closed_why"],
        **days,
    )


def _steps(read: Reads, denials: Iterable[int]) -> Mapping[int, list[Appeal]]:
    ids = list(denials)
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT * FROM appeals WHERE denial_id IN ({marks}) AND retired_at IS NULL ORDER BY id"  # noqa: S608 - marks
    found: dict[int, list[Appeal]] = defaultdict(list)
    for row in read.all(sql, *ids) if ids else ():
        found[row["denial_id"]].append(_appeal(row))
    return found


def _appeal(row: Row) -> Appeal:
    days: dict[str, Any] = {name: dates.kept(row[name]) for name in _STEP_DAYS}
    return Appeal(
        id=AppealId(row["id"]),
        version=row["version"],
        denial=DenialId(row["denial_id"]),
        level=row["level"],
        is_expedited=bool(row["is_expedited"]),
        outcome=row["outcome"],
        opened_on=date.fromisoformat(row["opened_on"]),
        late_why=row["late_why"],
        sent_how=row["sent_how"],
        confirmation=row["confirmation"],
        won_cents=row["won_cents"],
        note=row["note"],
        letter=row["letter_id"],
        packet=row["packet_id"],
        **days,
    )


def _listed(row: Row, steps: list[Appeal]) -> DenialRow:
    return DenialRow(
        id=DenialId(row["id"]),
        version=row["version"],
        case=CaseId(row["case_id"]),
        payer_name=row["payer_name"],
        received_on=date.fromisoformat(row["received_on"]),
        noticed_on=dates.kept(row["noticed_on"]),
        bill_number=row["bill_number"],
        amount_cents=row["amount_cents"],
        codes=row["codes"],
        reasons=tuple(row["reasons"].split()),
        action=row["action"],
        due_on=dates.kept(row["due_on"]),
        closed_on=dates.kept(row["closed_on"]),
        closed_how=row["closed_how"],
        next_level=row["next_level"] or None,
        step=steps[-1] if steps else None,
    )


def _from_statement(row: Row) -> NotDenied:
    codes = " ".join(dict.fromkeys(row["codes"].split()))
    case, said_on = CaseId(row["case_id"]), dates.kept(row["said_on"])
    return NotDenied("statement", row["id"], case, row["payer_name"], said_on, row["amount"], codes, row["number"])


def _from_authorization(row: Row) -> NotDenied:
    case, said_on = CaseId(row["case_id"]), dates.kept(row["said_on"])
    return NotDenied("authorization", row["id"], case, row["payer_name"], said_on, 0, "", row["number"])
