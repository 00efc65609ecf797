"""The bills that were issued for a case."""

from collections.abc import Iterator

from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.superbills.model.bill import FOR_PAYERS
from clinic_desktop.superbills.queries.issued import issued_bill
from clinic_desktop.superbills.rules.names import bill_name

# By the policy, whose payer may have been merged into another one since.
_LIVE = (
    "SELECT bills.id, policies.payer_id FROM bills LEFT JOIN policies ON policies.id = bills.policy_id"
    " WHERE bills.case_id = ? AND bills.voided_on = '' ORDER BY bills.number DESC"
)


def bills_offered(asked: PartsAsked) -> Iterator[Part]:
    """Each bill that is not void, the newest first. A receipt names no payer: it is for the client."""
    for row in asked.read.all(_LIVE, asked.case):
        found = issued_bill(asked.read, row["id"])
        days = [one.date_of_service for one in found.bill.visits if one.date_of_service]
        yield Part(
            f"bill:{found.id}",
            "bills",
            bill_name(found.kind, found.number),
            on=found.issued_on,
            told=tuple(sorted(days)),
            since=min(days),
            until=max(days),
            codes=tuple(one.code for one in found.bill.diagnoses),
            payer=row["payer_id"] if found.kind in FOR_PAYERS else None,
            fix=f"bill/{found.id}",
            mark=found.digest,
            dated=(min(days), max(days)),
        )
