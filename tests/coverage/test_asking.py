"""Only what can matter for a case is asked."""

import pytest

from clinic_desktop.coverage.model.facts_routing import PAYERS
from clinic_desktop.coverage.model.questions import STEPS
from clinic_desktop.coverage.rules.asking import CHART_ONLY, relevant

KEYS = [question.key for step in STEPS for question in step.questions]


def asked(**facts: str) -> set[str]:
    return {key for key in KEYS if relevant(key, facts)}


def test_who_does_not_use_insurance_is_asked_for_hardly_anything() -> None:
    found = asked(accident="none", payer="self_pay")
    assert found <= {
        *("accident.kind", "payer_type", "red_flags", "hsa", "fsa", "booked_on", "first_visit_on", "gfe_given"),
        *("series.visits", "series.billed", "series.starts_on", "series.every_days", "visits_done"),
    }
    assert "letter_of_necessity" in asked(payer="self_pay", hsa="yes")


@pytest.mark.parametrize("payer", PAYERS)
def test_case_and_payer_are_asked_of_everybody(payer: str) -> None:
    assert asked(payer=payer) >= {"accident.kind", "payer_type", "hsa", "series.visits"}


@pytest.mark.parametrize(
    ("key", "facts", "others"),
    [
        ("accident.date", {"accident": "auto"}, {"accident": "none"}),
        ("claim.number", {"payer": "pip"}, {"payer": "commercial", "accident": "none"}),
        ("claim.pip_confirmed", {"payer": "pip"}, {"payer": "medpay"}),
        ("claim.visits", {"payer": "work_state"}, {"payer": "pip"}),
        ("funding", {"payer": "commercial"}, {"payer": "fehb"}),
        ("gap_exception", {"network": "out"}, {"network": "in"}),
        ("benefit.oon", {"network": "out"}, {"network": "in"}),
        ("provider.certification_ok", {"state": "KS"}, {"state": "WA", "license": "active"}),
        ("provider.supervisor", {"lmt_ok": "supervised"}, {"lmt_ok": "yes"}),
        ("rx.visits", {"prescription": "held"}, {"prescription": "none"}),
        ("referral_held", {"referral_required": "yes"}, {"referral_required": "no"}),
        ("benefit.lmt_ok", {"payer": "medicare_advantage"}, {"payer": "va"}),
        ("pa_number", {"authorization_due": "now"}, {"authorization_due": "no"}),
        ("pa_number", {"payer": "va"}, {"payer": "liability"}),
        ("cost_share.copay", {}, {"payer": "work"}),
        ("cost_share.contract_binds_unpaid", {"network": "in"}, {"network": "out"}),
        ("gfe_given", {"payer": "self_pay"}, {"payer": "commercial"}),
        ("denied_on", {"denial": "late"}, {"denial": "none"}),
    ],
)
def test_a_question_is_asked_where_it_matters(key: str, facts: dict[str, str], others: dict[str, str]) -> None:
    assert key in asked(**facts)
    assert key not in asked(**others)


def test_what_only_the_chart_has_are_questions_of_the_wizard() -> None:
    assert set(KEYS) >= CHART_ONLY
