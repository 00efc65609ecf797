"""The estimate as rows of plain values, for JSON and for tables."""

from typing import Any

from clinic_desktop.coverage.model.money import Estimate

# In the order of the arithmetic.
AMOUNTS = (
    *("billed_cents", "eligible_cents", "deductible_cents", "copay_cents", "coinsurance_cents", "cost_share_cents"),
    *("plan_cents", "balance_cents", "write_off_cents", "patient_cents", "pay_today_cents", "back_cents", "net_cents"),
)


def json_rows(estimate: Estimate) -> list[dict[str, Any]]:
    """A row a visit: number, day, whether a new plan year begins, the limit that stops or cuts it, and each amount in
    cents at the low end (the worse for the client) and at the high end."""
    return [
        {
            "visit": row.number,
            "on": row.on.isoformat() if row.on else None,
            "new_plan_year": row.new_year,
            "limit": {"low": row.low.limit, "high": row.high.limit},
        }
        | {name: {"low": getattr(row.low, name), "high": getattr(row.high, name)} for name in AMOUNTS}
        for row in estimate.rows
    ]


def json_totals(estimate: Estimate) -> dict[str, dict[str, int]]:
    """The totals of the worst and of the best series as a whole."""
    return {name: {"low": estimate.low.total(name), "high": estimate.high.total(name)} for name in AMOUNTS}
