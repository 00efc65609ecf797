"""Gathers what the call sheet of a case says: its numbers, and the blanks that matter with what is known of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.queries import client
from clinic_desktop.coverage.loader.gathering import Content, gather
from clinic_desktop.coverage.model.call_paper import CallSheetFacts, PaperBlank, PaperGroup
from clinic_desktop.coverage.model.call_sheet import CALL_SHEET, Blank, Told
from clinic_desktop.coverage.model.fact import Facts
from clinic_desktop.coverage.model.facts_routing import AUTO_PAYERS, WORK_PAYERS
from clinic_desktop.coverage.queries.charted.whole import chart_of
from clinic_desktop.coverage.queries.kept import call_page
from clinic_desktop.coverage.queries.papers import paper_facts
from clinic_desktop.coverage.rules.asking import CHART_ONLY, relevant
from clinic_desktop.coverage.rules.facts import facts
from clinic_desktop.policies.model import Policy
from clinic_desktop.practice.queries import practice, service_page
from clinic_desktop.referrals.queries import diagnosis_page
from clinic_desktop.store.reader import Reader

_CODES = (
    "SELECT DISTINCT visit_services.procedure_code AS code FROM visit_services"
    " JOIN visits ON visits.id = visit_services.visit_id"
    " WHERE visits.case_id = ? AND visits.retired_at IS NULL AND visit_services.retired_at IS NULL"
    " AND visit_services.procedure_code <> '' ORDER BY code"
)


def call_sheet_facts(read: Reader, owner: CaseId, today: date) -> CallSheetFacts:
    """The call sheet of a case as it would be taken home today. Raises Missing."""
    chart, clinic = chart_of(read, owner, today), practice(read)
    found = gather(read, owner, today)
    known = _flat(found.content)
    for call in reversed(call_page(read, owner).rows):
        known |= call.told
    known_facts = facts(found.answers)
    return CallSheetFacts(
        today=today,
        facts=paper_facts(read, owner, today),
        is_claim=known_facts.get("payer") in (*WORK_PAYERS, *AUTO_PAYERS),
        clinic_fax=clinic.fax,
        clinic_npi=clinic.organization_npi if clinic.bills_as != "therapist" else "",
        therapist_npi=chart.therapist.npi if chart.therapist else "",
        ein=clinic.tax_id if clinic.tax_id_kind == "EIN" else "",
        client_birth_date=client(read, chart.case.client).birth_date,
        **_subscriber(chart.policy),
        claim_number=chart.case.claim_number,
        adjuster_name=chart.case.adjuster_name,
        codes=tuple(_codes(read, owner)),
        diagnoses=tuple(one.code for one in diagnosis_page(read, owner).rows if one.code),
        groups=tuple(_groups(known_facts, known)),
    )


def _subscriber(policy: Policy | None) -> dict[str, Any]:
    if policy is None:
        return {}
    return {
        "relationship": policy.relationship,
        "subscriber_name": f"{policy.subscriber_given_name} {policy.subscriber_family_name}".strip(),
        "subscriber_birth_date": policy.subscriber_birth_date,
    }


def _codes(read: Reader, owner: CaseId) -> list[str]:
    """Those of the visits of the case; before the first one, those of all that the clinic offers."""
    used = [str(row["code"]) for row in read.all(_CODES, owner)]
    return used or sorted({one.procedure_code for one in service_page(read).rows if one.procedure_code})


def _groups(known_facts: Facts, known: Mapping[str, Any]) -> Iterator[PaperGroup]:
    for group in CALL_SHEET:
        blanks = tuple(PaperBlank(one, known.get(one.key)) for one in group.blanks if _matters(one, known_facts, known))
        if blanks:
            yield PaperGroup(group.label, blanks)


def _matters(blank: Blank, known_facts: Facts, known: Mapping[str, Any]) -> bool:
    """As on the screen: what can only come from the chart is asked of nobody."""
    if isinstance(blank.asked, Told):
        payers = blank.asked.payers
        return not payers or known_facts.get("payer", "commercial") in payers
    return relevant(blank.key, known_facts) and (blank.key in known or blank.key not in CHART_ONLY)


def _flat(content: Content) -> dict[str, Any]:
    """By keys with a dot for their table."""
    found: dict[str, Any] = {}
    for key, value in content.items():
        if isinstance(value, dict):
            found |= {f"{key}.{name}": one for name, one in value.items()}
        else:
            found[key] = value
    return found
