"""Reads which bills have no answer yet."""

from datetime import date, timedelta

from clinic_desktop.benefit_statements.queries.brought_back import ANSWERED
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.submissions.model import ASK_AFTER_DAYS, ASK_UNTIL_DAYS, Unanswered
from clinic_desktop.values import dates

# Of one case nobody asks for the name: its chart is open.
_NAMES = "clients.given_name, clients.family_name, clients.preferred_name"
_NO_NAMES = "'' AS given_name, '' AS family_name, '' AS preferred_name"
# A bill that lay for so long before it went in is still asked about.
_SENT_WITHIN_DAYS = 366
# A notice that says no is an answer, too. Denials have a room above this one, so they are known here by their table.
_DENIED = "EXISTS (SELECT 1 FROM denials WHERE denials.bill_id = bills.id AND denials.retired_at IS NULL)"
# Values: the first and the last day of issue, the first and the last day since which it waits. Bills of cases that go
# on, whose client is not retired, and that a plan can answer at all.
_UNANSWERED = f"""
SELECT bills.id, bills.kind, bills.number, bills.issued_on, bills.client_id, bills.case_id, bills.payer,
    cases.reason, coalesce(sent.sent_on, '') AS sent_on, coalesce(sent.sent_by, '') AS sent_by, {{names}}
FROM bills
JOIN cases ON cases.id = bills.case_id AND cases.retired_at IS NULL AND cases.closed_on = ''
JOIN clients ON clients.id = bills.client_id AND clients.retired_at IS NULL
LEFT JOIN last_submissions AS sent ON sent.bill_id = bills.id
WHERE bills.kind IN ('superbill', 'statement') AND bills.voided_on = '' AND bills.policy_id IS NOT NULL
    AND bills.issued_on BETWEEN ? AND ? AND coalesce(sent.sent_on, bills.issued_on) BETWEEN ? AND ?
    AND NOT {ANSWERED} AND NOT {_DENIED} AND {{whose}}
ORDER BY coalesce(sent.sent_on, bills.issued_on), bills.number LIMIT ?
"""  # noqa: S608 - constants
MOST_UNANSWERED = 50


def unanswered(read: Reader, today: date, *, case: int = 0, days: int = ASK_AFTER_DAYS) -> tuple[Unanswered, ...]:
    """Superbills and statements that went in so many days ago, or were issued then where nobody said that they went,
    up to ASK_UNTIL_DAYS, and have no answer yet, the longest waiting first, MOST_UNANSWERED at most; of one case,
    without the name of its client, or of all."""
    longest = (today - timedelta(_SENT_WITHIN_DAYS)).isoformat()
    first, last = ((today - timedelta(one)).isoformat() for one in (ASK_UNTIL_DAYS, days))
    whose, names, values = ("bills.case_id = ?", _NO_NAMES, (case,)) if case else ("1", _NAMES, ())
    sql = _UNANSWERED.format(whose=whose, names=names)
    return tuple(_waits(row, today) for row in read.all(sql, longest, last, first, last, *values, MOST_UNANSWERED))


def _waits(row: Row, today: date) -> Unanswered:
    issued, sent = date.fromisoformat(row["issued_on"]), dates.kept(row["sent_on"])
    return Unanswered(
        bill=row["id"],
        kind=row["kind"],
        number=row["number"],
        issued_on=issued,
        sent_on=sent,
        sent_by=row["sent_by"],
        days=(today - (sent or issued)).days,
        client=ClientId(row["client_id"]),
        client_name=listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
        case=CaseId(row["case_id"]),
        reason=row["reason"],
        payer_name=row["payer"],
    )
