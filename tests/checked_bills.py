"""What pre-flight says about a bill of `bills`, changed in one place; numbers are made up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bills import SUPERVISOR, TODAY, a_bill

from clinic_desktop.codes.rules.checks import Checked
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import (
    Acceptance,
    Circumstances,
    Finding,
    KnownCodes,
    NumberSource,
    RuleNumbers,
)
from clinic_desktop.superbills.rules.gate import preflight

BILLABLE = Checked("billable", "")
NUMBERS = RuleNumbers(
    outside={"massage": frozenset({"MT801", "MT802"})},
    scope={"massage": frozenset({"MT003"})},
    bundled=(("MT004", "MT001"),),
    sources={
        ("outside", "massage", "MT801"): NumberSource("A manual", date(2026, 11, 1)),
        ("scope", "massage", "MT003"): NumberSource("Another manual", date(2026, 11, 2)),
        ("bundled", "MT004", "MT001"): NumberSource("A list of pairs", date(2026, 11, 3)),
    },
)


def around(
    bill: Bill,
    *,
    standings: Mapping[str, Checked] = {},
    excludes: Iterable[tuple[str, str, str]] = (),
    lacking: str = "",
    **others: Any,
) -> Circumstances:
    """The circumstances in which every diagnosis of the bill is billable but for `standings` by code."""
    known = {
        (one.code, visit.date_of_service): standings.get(one.code, BILLABLE)
        for one in bill.diagnoses
        for visit in bill.visits
        if visit.date_of_service
    }
    codes = KnownCodes({}, known, tuple(excludes), lacking)
    return replace(Circumstances(TODAY, codes, lambda _: ""), **others)


def findings(bill: Bill, **others: Any) -> tuple[Finding, ...]:
    """All but the note that made-up codes look like none: every bill of the tests has them."""
    return tuple(one for one in preflight(bill, around(bill, **others)).findings if one.rule != "code-unusual")


def rules(bill: Bill, **others: Any) -> list[str]:
    """The rules that speak, in their order."""
    return [one.rule for one in findings(bill, **others)]


def accepting(bill: Bill, **others: Any) -> tuple[Acceptance, ...]:
    """Everything that is found, stopped or not, taken upon oneself."""
    return tuple(Acceptance(one.rule, one.fact, "They know") for one in findings(bill, **others))


def with_clinic(**changes: Any) -> Bill:
    """Another clinic."""
    return a_bill(clinic=replace(a_bill().clinic, **changes))


def with_therapist(**changes: Any) -> Bill:
    """Another therapist."""
    return a_bill(therapist=replace(a_bill().therapist, **changes))


def with_credential(**changes: Any) -> Bill:
    """Another license."""
    held = a_bill().therapist.credential
    assert held
    return with_therapist(credential=replace(held, **changes))


def with_supervisor(**changes: Any) -> Bill:
    """Under a supervisor who is right in all else."""
    return a_bill(supervisor=replace(SUPERVISOR, **changes))


def with_answer(**changes: Any) -> Bill:
    """Under a supervisor, about whom the payer said something else."""
    return with_supervisor(answers=(replace(SUPERVISOR.answers[0], **changes),))


def with_client(**changes: Any) -> Bill:
    """Another client."""
    return a_bill(client=replace(a_bill().client, **changes))


def with_policy(**changes: Any) -> Bill:
    """Another policy."""
    policy = a_bill().policy
    assert policy
    return a_bill(policy=replace(policy, **changes))


def with_case(**changes: Any) -> Bill:
    """Another case."""
    return a_bill(case=replace(a_bill().case, **changes))


def with_order(**changes: Any) -> Bill:
    """Another prescription."""
    return a_bill(orders=(replace(a_bill().orders[0], **changes),))


def with_diagnosis(**changes: Any) -> Bill:
    """Another second diagnosis."""
    first, second = a_bill().diagnoses
    return a_bill(diagnoses=(first, replace(second, **changes)))


def with_visit(bill: Bill | None = None, **changes: Any) -> Bill:
    """Another first visit."""
    made = bill or a_bill()
    return replace(made, visits=(replace(made.visits[0], **changes), *made.visits[1:]))


def with_service(bill: Bill | None = None, **changes: Any) -> Bill:
    """Another service of the first visit; what it comes to is as it was."""
    made = bill or a_bill()
    return with_visit(made, services=(replace(made.visits[0].services[0], **changes),))


def priced(bill: Bill) -> Bill:
    """The same bill, all its amounts following from prices and units, and paid."""
    visits = []
    for visit in bill.visits:
        services = tuple(
            replace(one, fee_cents=one.price_cents * one.units if one.priced_by == "unit" else one.price_cents)
            for one in visit.services
        )
        due = sum(one.fee_cents for one in services) - visit.discount_cents
        payments = (replace(visit.payments[0], cents=due),) if visit.payments else ()
        visits.append(replace(visit, services=services, charged_cents=due, payments=payments))
    return replace(bill, visits=tuple(visits))


Change = Callable[[], Bill]
