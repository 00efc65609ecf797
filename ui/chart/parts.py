"""What a chart shows of the record, and what each of its pages makes new."""

# The tables it is read from; the wizard looks after its answers and calls itself.
SHOWN = (
    *("clients", "alerts", "cases", "policies", "payers", "departments", "authorizations", "contacts"),
    *("prescribers", "prescriptions", "diagnoses", "practice", "therapists"),
    *("visits", "visit_services", "visit_notes", "addenda", "payments", "payment_shares"),
    *("treatment_plans", "plan_goals", "goal_marks", "plan_sendings", "plan_copies", "assessments"),
    *("progress_reports", "scores"),
    *("health_histories", "health_flags", "flag_checks", "screenings", "consents"),
    *("body_maps", "body_marks"),
    *("follow_ups", "rule_packs", "contracts", "contract_fees", "credentials", "services"),
)
# What Ctrl+N makes on each page.
NEW = {
    **{
        "summary": "case/new",
        "health": "checklist/new",
        "visits": "visit/new",
        "assessment": "assessment/new",
        "plan": "prescription/new",
        "coverage": "policy/new",
    },
    **{"documents": "superbill/new", "wizard": "policy/new"},
}
