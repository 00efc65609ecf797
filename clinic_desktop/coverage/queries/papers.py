"""Reads what the papers of a determination say beside its verdict: now, to be kept, and what was kept."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from clinic_desktop.cases.model import Case, CaseId
from clinic_desktop.clients.queries import client
from clinic_desktop.coverage.model.fact import WHOM
from clinic_desktop.coverage.model.paper import DeterminationPaper, PaperFacts, PaperLine
from clinic_desktop.coverage.queries.charted.whole import chart_of
from clinic_desktop.coverage.queries.kept import determination, newest_call
from clinic_desktop.payers.queries import department_page
from clinic_desktop.policies.model import Policy
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import dates
from clinic_desktop.values.addresses import address_lines


def paper_facts(read: Reader, owner: CaseId, today: date, treats: int | None = None) -> PaperFacts:
    """Everything as it stands now. Raises Missing."""
    chart = chart_of(read, owner, today, treats)
    clinic, policy = practice(read), chart.policy
    call = newest_call(read, owner) if policy else None
    return PaperFacts(
        clinic_name=clinic.name,
        clinic_address=tuple(address_lines(clinic)),
        clinic_phone=clinic.phone,
        clinic_email=clinic.email,
        is_demo=clinic.is_demo,
        therapist_name=chart.therapist.name if chart.therapist else "",
        client_name=client(read, chart.case.client).name,
        reason=chart.case.reason,
        **_plan(policy),
        lines=tuple(_lines(read, chart.case, policy)),
        called_on=call.called_on if call else None,
        called_by=call.called_by if call else "",
        representative=call.rep if call else "",
        reference=call.reference if call else "",
    )


def determination_paper(read: Reader, row: int) -> DeterminationPaper:
    """A determination with what its papers say; raises Missing."""
    found = determination(read, row)
    kept = json.loads(read.one("SELECT paper FROM determinations WHERE id = ?", row)["paper"])
    return DeterminationPaper(found, _facts(kept))


def kept_facts(facts: PaperFacts) -> str:
    """The facts as the row of a determination keeps them."""
    return json.dumps(asdict(facts), ensure_ascii=False, default=date.isoformat)


def _plan(policy: Policy | None) -> dict[str, str]:
    if policy is None:
        return {}
    names = ("payer_name", "plan_type", "plan_name", "member_id", "group_number")
    return {name: str(getattr(policy, name)) for name in names}


def _lines(read: Reader, case: Case, policy: Policy | None) -> Iterator[PaperLine]:
    """The lines of the payer, one of each kind, and the adjuster of a claim."""
    if case.adjuster_phone and policy:
        yield PaperLine("adjuster", case.adjuster_phone)
    kinds: set[str] = set()
    for one in department_page(read, policy.payer).rows if policy else ():
        if one.phone and one.kind in WHOM and one.kind not in kinds:
            kinds.add(one.kind)
            yield PaperLine(one.kind, f"{one.phone} x{one.extension}" if one.extension else one.phone, one.hours)


def _facts(kept: Mapping[str, Any]) -> PaperFacts:
    """What was kept, also by another version: what is unknown is left out."""
    known = {one.name for one in fields(PaperFacts)}
    values = {name: value for name, value in kept.items() if name in known}
    values["lines"] = tuple(PaperLine(**one) for one in values.get("lines", ()))
    values["clinic_address"] = tuple(values.get("clinic_address", ()))
    values["called_on"] = dates.kept(values.get("called_on") or "")
    return PaperFacts(**values)
