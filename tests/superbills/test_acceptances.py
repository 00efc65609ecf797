"""What a payer may bounce is taken upon oneself, one matter or many at once, and asked about again."""

from dataclasses import replace

import pytest
from billable import billable, drafted, issue, ready_visit
from contracting import CONTRACT, new_contract
from factories import POLICY, refused

from clinic_desktop.clinic import Clinic
from clinic_desktop.policies.commands import ChangePolicy
from clinic_desktop.superbills.commands.acceptances import AcceptFinding, AskAgain
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.queries.preflight import acceptances
from ui.superbills.reason import reason_draft


def test_an_accepted_finding_lasts_as_long_as_its_fact(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    row = ready_visit(clinic, own.case, "11/20/2026")
    clinic.do(VoidBill(issue(clinic, [row]), 1, "Test"))
    policy = clinic.read.one("SELECT id, version FROM policies")
    clinic.do(ChangePolicy(policy["id"], policy["version"], replace(POLICY, member_id="")))
    (asked,) = [one for one in drafted(clinic, visits).verdict.findings if one.stands_in_the_way]
    assert (asked.rule, asked.grade) == ("member-id-missing", "ASK")
    assert refused(lambda: issue(clinic, visits)) == [asked.field]
    assert refused(lambda: clinic.do(AcceptFinding(own.client, asked.rule, (asked.fact,), " "))) == ["reason"]
    clinic.do(AcceptFinding(own.client, asked.rule, (asked.fact,), "The card comes next week"))
    found = drafted(clinic, visits).verdict
    assert found.is_ready and [one.accepted for one in found.findings if one.rule == asked.rule] == [
        "The card comes next week"
    ]
    clinic.do(AskAgain(own.client, asked.rule, (asked.fact,)))
    assert not drafted(clinic, visits).verdict.is_ready
    clinic.undo()
    issue(clinic, visits)


def test_one_reason_for_many_facts_is_one_step_back(clinic: Clinic) -> None:
    own, _ = billable(clinic)

    def kept() -> dict[str, str]:
        return {one.fact: one.reason for one in acceptances(clinic.read, own.client)}

    clinic.do(AcceptFinding(own.client, "unpaid", ("visit:2",), "Paid later"))
    clinic.do(AcceptFinding(own.client, "unpaid", ("visit:1", "visit:2", "visit:1", "visit:3"), "Paid in cash"))
    assert kept() == {f"visit:{row}": "Paid in cash" for row in (1, 2, 3)}
    assert clinic.undo() == "Issue anyway"
    assert kept() == {"visit:2": "Paid later"}
    clinic.redo()
    clinic.do(AskAgain(own.client, "unpaid", ("visit:1", "visit:3", "visit:4")))
    assert kept() == {"visit:2": "Paid in cash"}
    clinic.undo()
    assert set(kept()) == {"visit:1", "visit:2", "visit:3"}


@pytest.mark.parametrize("letters", [1, 41, 500])
def test_the_name_of_a_half_typed_reason_is_never_too_long(clinic: Clinic, letters: int) -> None:
    begin = "superbill:anyway:1234567"
    names = [reason_draft(begin, ("outside-prescription", f"{fact * letters}:{fact}")) for fact in ("7", "8")]
    assert len(set(names)) == 2
    for name in names:
        clinic.drafts.keep(name, {"reason": ["By mail", ""]})
    assert clinic.drafts.names(f"{begin}:") == tuple(sorted(names))
    assert clinic.drafts.names("superbill:anyway:1234568:") == ()


def test_a_contract_on_record_asks_for_the_claim_on_the_days_that_it_runs(clinic: Clinic) -> None:
    _, (before, within) = billable(clinic)
    payer = int(clinic.read.one("SELECT payer_id FROM policies LIMIT 1")["payer_id"])
    new_contract(clinic, payer, replace(CONTRACT, from_on="11/15/2026"))
    asked = [
        [one.rule for one in drafted(clinic, [visit]).verdict.findings if one.rule == "in-network"]
        for visit in (before, within)
    ]
    assert asked == [[], ["in-network"]]
