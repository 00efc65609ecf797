"""What a chart shows of the record, and what each of its pages makes new."""

from datetime import date

from clinic_desktop.chart.model import Glance

# The tables it is read from; the wizard looks after its answers and calls itself.
SHOWN = (
    # Who is signed in may read more now, or less.
    *("staff", "emergencies"),
    *("clients", "alerts", "cases", "policies", "payers", "departments", "authorizations", "contacts"),
    *("prescribers", "prescriptions", "diagnoses", "practice", "therapists"),
    *("visits", "visit_services", "visit_notes", "addenda", "payments", "payment_shares"),
    *("prepaids", "write_offs"),
    *("treatment_plans", "plan_goals", "goal_marks", "plan_sendings", "plan_copies", "assessments"),
    *("progress_reports", "scores"),
    *("health_histories", "health_flags", "flag_checks", "screenings", "consents"),
    *("body_maps", "body_marks"),
    *("estimates", "estimate_deliveries", "estimate_requests", "restrictions", "submissions", "imported_visits"),
    # Those that tell a payer of what the client keeps from it are named beside it.
    *("bills", "letters", "packets"),
    *("denials", "appeals", "benefit_statements", "benefit_lines"),
    *("follow_ups", "rule_packs", "contracts", "contract_fees", "credentials", "services"),
)
# The visit that was planned for today, else a new one.
RECORD = "visit/record"
# What is made on a page and not in a form of its own.
ELSEWHERE = {"attachment/new": "documents/files/new"}
# What Ctrl+N makes on each page; on Documents each section says it.
NEW = {
    "summary": "case/new",
    "health": "checklist/new",
    "visits": RECORD,
    "assessment": "assessment/new",
    "plan": "prescription/new",
    "coverage": "policy/new",
    "wizard": "policy/new",
    "money": "payment/new/all",
}


def to_record(glance: Glance, today: date) -> str:
    """The part of the chart that records the visit of today: a second one beside the planned one would leave that open
    for ever."""
    planned = glance.next_visit
    return f"visit/{planned.id}/given" if planned and planned.date_of_service == today else "visit/new"
