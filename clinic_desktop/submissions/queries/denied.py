"""Reads where the denial of a bill is, or where it is entered. Denials have a room above this one, so they are known
here by their tables."""

from clinic_desktop.store.reader import Reader

# Lines about the visits of a bill that were not paid at all, by the newest word of each payer.
_LINES = """
SELECT DISTINCT statement_id, statement_on FROM benefit_answers
WHERE visit_id IN (SELECT visit_id FROM bill_visits WHERE bill_id = ?1) AND coalesce(allowed_cents, 0) = 0
    AND paid_cents = 0 AND deductible_cents + copay_cents + coinsurance_cents = 0 AND billed_cents > 0
"""
_DENIALS = f"""
SELECT id, closed_on FROM denials
WHERE retired_at IS NULL AND (bill_id = ?1 OR statement_id IN (SELECT statement_id FROM ({_LINES})))
ORDER BY closed_on <> '', id DESC
"""  # noqa: S608 - constants
_NOT_ENTERED = f"""
SELECT statement_id FROM ({_LINES}) AS lines
WHERE NOT EXISTS (SELECT 1 FROM denials WHERE denials.statement_id = lines.statement_id AND retired_at IS NULL)
ORDER BY statement_on DESC, statement_id DESC LIMIT 1
"""  # noqa: S608 - constants


def way_to_denial(read: Reader, bill: int) -> str:
    """The part of the chart where the denial of a bill is: the one that is open ("denial/3"), else where what a
    statement did not pay is entered ("denial/new/statement:7"), else the one that was closed; "" without a denial."""
    known = read.all(_DENIALS, bill)
    if known and not known[0]["closed_on"]:
        return f"denial/{known[0]['id']}"
    for row in read.all(_NOT_ENTERED, bill):
        return f"denial/new/statement:{row['statement_id']}"
    return f"denial/{known[0]['id']}" if known else ""
