"""What a bill that is not issued yet is read from: pages that show one read themselves again when these change."""

SHOWN = (
    *("clients", "cases", "policies", "payers", "departments", "prescribers", "prescriptions", "diagnoses"),
    *("authorizations", "practice", "therapists", "credentials", "visits", "visit_services", "visit_notes", "payments"),
    *("payment_shares", "bills", "bill_visits", "acceptances", "code_releases", "supervisors", "supervision_answers"),
    "restrictions",
)
# Of a whole month end also the cases that are left out of it.
SHOWN_OF_A_MONTH = (*SHOWN, "left_out_cases")
