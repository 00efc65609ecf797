"""The arithmetic of one visit in plain words."""

from collections.abc import Iterator

from clinic_desktop.coverage.model.money import NetworkSide, Standing, VisitMoney
from clinic_desktop.values.money import shown
from clinic_desktop.wording import mark, say

# What the plan stops at, or is cut by.
_USED_UP = {
    "": mark("The plan pays nothing for this visit."),
    "visits": mark("The visit limit is used up: the plan pays nothing."),
    "dollars": mark("The dollar limit is used up: the plan pays nothing."),
    "visit_cap": mark("The plan’s limit for a visit is $0: it pays nothing."),
}
_CUT = {
    "visit_cap": mark("The plan pays no more than {plan} a visit."),
    "dollars": mark("No more than {plan} is left of the dollar limit."),
}


def visit_words(one: VisitMoney) -> tuple[str, ...]:
    """How the money of a visit comes about, sentence by sentence."""
    if one.standing is Standing.PAYS:
        return (_arithmetic(one), *_cuts(one), _client(one))
    if one.standing is Standing.NO_BENEFIT:
        return (say(_USED_UP[one.limit]), _no_benefit(one))
    if one.standing is Standing.RULE_NOT_KEPT:
        return (_rule_not_kept(one),)
    if one.standing is Standing.NEVER_BILLED:
        return _never_billed(one)
    if one.standing is Standing.OPEN_CLAIM:
        return _open_claim(one)
    return (say("No plan is billed: the client pays {billed}.", billed=shown(one.billed_cents)),)


def percent(basis_points: int) -> str:
    """A share as people write it: "40%", "12.5%"."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def credited(one: VisitMoney) -> bool:
    """Whether the plan pays nothing now because the deductible comes first."""
    return one.standing is Standing.PAYS and one.plan_cents == 0 and one.deductible_cents > 0


def _arithmetic(one: VisitMoney) -> str:
    parts = [say("Allowed {eligible}", eligible=shown(one.eligible_cents))]
    if one.deductible_cents:
        parts.append(say("deductible {deductible}", deductible=shown(one.deductible_cents)))
    if one.copay_cents:
        parts.append(say("copay {copay}", copay=shown(one.copay_cents)))
    if one.coinsurance_cents:
        parts.append(
            say(
                "then {percent} of {rest} is {coinsurance} for the client",
                percent=percent(one.coinsurance_bp),
                rest=shown(one.coinsurance_of_cents),
                coinsurance=shown(one.coinsurance_cents),
            )
        )
    plan = shown(one.plan_cents)
    if credited(one):
        return say("{parts}; the plan pays {plan} now, credited to the deductible.", parts=", ".join(parts), plan=plan)
    return say("{parts}; the plan pays {plan}.", parts=", ".join(parts), plan=plan)


def _cuts(one: VisitMoney) -> list[str]:
    found = []
    if one.cost_share_cents < one.deductible_cents + one.copay_cents + one.coinsurance_cents:
        share = shown(one.cost_share_cents)
        found.append(say("The out-of-pocket maximum cuts the client’s share to {share}.", share=share))
    if one.limit:
        found.append(say(_CUT[one.limit], plan=shown(one.plan_cents)))
    return found


def _client(one: VisitMoney) -> str:
    if one.side is NetworkSide.IN:
        return " ".join(_client_in_network(one))
    words = {"patient": shown(one.patient_cents), "today": shown(one.pay_today_cents), "back": shown(one.back_cents)}
    if not one.balance_cents:
        return say("The visit costs the client {patient}: {today} today, {back} back.", **words)
    return say(
        "With {balance} above the allowed amount the visit costs the client {patient}: {today} today, {back} back.",
        balance=shown(one.balance_cents),
        **words,
    )


def _client_in_network(one: VisitMoney) -> Iterator[str]:
    today, later = shown(one.pay_today_cents), shown(one.later_cents)
    if one.write_off_cents:
        yield say("{write_off} is written off.", write_off=shown(one.write_off_cents))
    if one.pay_today_cents and one.later_cents:
        yield say("The client pays {today} today and {later} after the statement.", today=today, later=later)
    elif one.later_cents:
        yield say("The client pays nothing today and {later} after the statement.", later=later)
    else:
        yield say("The client pays {today}.", today=today)


def _no_benefit(one: VisitMoney) -> str:
    patient = shown(one.patient_cents)
    if one.side is not NetworkSide.IN:
        return say("The client pays the {patient} billed.", patient=patient)
    if one.eligible_cents:
        return say(
            "The client pays the contract’s {patient}, if a waiver is signed before the visit; {rest} is written off.",
            patient=patient,
            rest=shown(one.write_off_cents),
        )
    return say("The client pays the {patient} billed, if a waiver is signed before the visit.", patient=patient)


def _rule_not_kept(one: VisitMoney) -> str:
    billed = shown(one.billed_cents)
    if one.side is NetworkSide.IN:
        return say(
            "A rule of the plan was not kept: the clinic loses {billed}, the client owes nothing.", billed=billed
        )
    return say("A rule of the plan was not kept: it pays nothing, and the client pays {billed}.", billed=billed)


def _never_billed(one: VisitMoney) -> tuple[str, ...]:
    words = say("The client is never billed for this visit.")
    if one.limit and not one.plan_cents:
        return (say(_USED_UP[one.limit]), words)
    plan = say(
        "Allowed {eligible}; the payer pays {plan}.", eligible=shown(one.eligible_cents), plan=shown(one.plan_cents)
    )
    return (plan, *_cuts(one), words)


def _open_claim(one: VisitMoney) -> tuple[str, ...]:
    plan = say("The client pays $0 today. The claim is billed {plan}.", plan=shown(one.plan_cents))
    if not one.later_cents:
        return (plan, *_cuts(one))
    later = say("What it leaves, {later}, can be for the client later.", later=shown(one.later_cents))
    return (plan, *_cuts(one), later)
