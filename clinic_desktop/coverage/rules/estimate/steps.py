"""The money of one visit, step by step in the order of domain 4.2, and what it leaves for the next."""

from clinic_desktop.coverage.model.money import LeftAfter, NetworkSide, PlannedVisit, Standing, VisitMoney
from clinic_desktop.coverage.rules.estimate.ends import PAID, Carry, OneEnd
from clinic_desktop.coverage.rules.estimate.spans import NO_END, share

# Half of it is left of an end that is not there, whatever has been taken from it.
_HARDLY_ANY_END = NO_END // 2


def one_visit(end: OneEnd, visit: PlannedVisit, carry: Carry) -> tuple[VisitMoney, Carry]:
    """The money of a visit, and what is left after it."""
    if end.standing not in PAID:
        return _unpaid(end, visit, carry, ""), carry
    if limit := _used_up(carry):
        return _unpaid(end, visit, carry, limit), carry
    return _paid(end, visit, carry)


def _used_up(carry: Carry) -> str:
    if not carry.visits:
        return "visits"
    return "" if carry.dollars else "dollars"


def _paid(end: OneEnd, visit: PlannedVisit, carry: Carry) -> tuple[VisitMoney, Carry]:
    eligible = end.eligible(visit)
    deductible = copay = coinsurance = shared = 0
    if end.standing is Standing.PAYS:
        deductible = min(carry.deductible, eligible)
        copay = min(end.copay, eligible - deductible)
        shared = eligible - deductible - copay
        coinsurance = share(shared, end.coinsurance_bp)
    cost = min(deductible + copay + coinsurance, carry.out_of_pocket)
    plan, limit = _plan_pays(end, eligible - cost, carry)
    counts = plan > 0 or not deductible or end.terms.deductible_visits_count
    after = Carry(
        carry.deductible - deductible,
        carry.out_of_pocket - cost,
        carry.visits - counts,
        carry.dollars - plan,
    )
    above = visit.billed_cents - eligible
    writes_off = end.side is NetworkSide.IN or end.standing is Standing.NEVER_BILLED
    # In network and under a program the clinic is paid by the payer.
    patient = 0 if end.standing is Standing.NEVER_BILLED else eligible - plan + (0 if writes_off else above)
    write_off = visit.billed_cents - plan - patient
    pay_today, back = _today(end, visit, copay=min(copay, patient), plan=plan)
    money = VisitMoney(
        billed_cents=visit.billed_cents,
        eligible_cents=eligible,
        deductible_cents=deductible,
        copay_cents=copay,
        coinsurance_cents=coinsurance,
        cost_share_cents=cost,
        plan_cents=plan,
        balance_cents=0 if writes_off else above,
        write_off_cents=write_off,
        pay_today_cents=pay_today,
        back_cents=back,
        side=end.side,
        standing=end.standing,
        limit=limit,
        coinsurance_bp=end.coinsurance_bp if shared else 0,
        coinsurance_of_cents=shared,
        left=_left(after),
    )
    return money, after


def _plan_pays(end: OneEnd, most: int, carry: Carry) -> tuple[int, str]:
    """What the plan pays, and the limit that cuts it."""
    plan = min(most, end.visit_cap, carry.dollars)
    if plan == most:
        return plan, ""
    return plan, "dollars" if plan == carry.dollars else "visit_cap"


def _today(end: OneEnd, visit: PlannedVisit, *, copay: int, plan: int) -> tuple[int, int]:
    """What the client pays on the day, and what of it comes back."""
    if end.standing is not Standing.PAYS:
        return 0, 0
    return (copay, 0) if end.side is NetworkSide.IN else (visit.billed_cents, plan)


def _unpaid(end: OneEnd, visit: PlannedVisit, carry: Carry, limit: str) -> VisitMoney:
    """A visit of which the plan pays nothing: no benefit, a limit used up, a rule not kept, or no payer."""
    standing = Standing.NO_BENEFIT if limit and end.standing is not Standing.NEVER_BILLED else end.standing
    eligible, patient = 0, visit.billed_cents
    is_in = end.side is NetworkSide.IN
    if standing is Standing.NEVER_BILLED or (standing is Standing.RULE_NOT_KEPT and is_in):
        patient = 0
    elif standing is Standing.NO_BENEFIT and is_in and end.binds_unpaid:
        patient = eligible = end.eligible(visit)
    return VisitMoney(
        billed_cents=visit.billed_cents,
        eligible_cents=eligible,
        deductible_cents=0,
        copay_cents=0,
        coinsurance_cents=0,
        cost_share_cents=0,
        plan_cents=0,
        balance_cents=patient - eligible,
        write_off_cents=visit.billed_cents - patient,
        pay_today_cents=patient,
        back_cents=0,
        side=end.side,
        standing=standing,
        limit=limit,
        coinsurance_bp=0,
        coinsurance_of_cents=0,
        left=_left(carry),
    )


def _left(carry: Carry) -> LeftAfter:
    def known(amount: int) -> int | None:
        return None if amount > _HARDLY_ANY_END else amount

    return LeftAfter(*map(known, (carry.deductible, carry.out_of_pocket, carry.visits, carry.dollars)))
