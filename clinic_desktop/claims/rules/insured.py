"""The upper part of the form: the payer, the patient, the insured (boxes 1 to 7, 9 and 11)."""

from collections.abc import Iterator

from clinic_desktop.claims.model import Box, ClaimFacts
from clinic_desktop.claims.rules.filling import (
    Columns,
    Option,
    Saying,
    Spec,
    check_box,
    day_box,
    empty_box,
    phone_box,
    text_box,
)
from clinic_desktop.claims.rules.values import address, digits, identifier, listed, upper
from clinic_desktop.superbills.model.bill import BilledClient, BilledPolicy
from clinic_desktop.wording import mark, say

_TYPES = {
    "medicare": Option(mark("MEDICARE"), 8, 1),
    "medicaid": Option(mark("MEDICAID"), 8, 8),
    "tricare": Option(mark("TRICARE"), 8, 15),
    "champva": Option(mark("CHAMPVA"), 8, 24),
    "group": Option(mark("GROUP HEALTH PLAN"), 8, 31),
    "feca": Option(mark("FECA"), 8, 39),
    "other": Option(mark("OTHER"), 8, 45),
}
_OF_A_PLAN = {"medicare": "medicare", "medicaid": "medicaid", "tricare": "tricare", "champva": "champva"}
_GROUPS = ("ppo", "hmo", "epo", "pos", "indemnity", "fehb")
_RELATIONS = {
    "self": Option(mark("SELF"), 12, 33),
    "spouse": Option(mark("SPOUSE"), 12, 38),
    "child": Option(mark("CHILD"), 12, 42),
    "other": Option(mark("OTHER"), 12, 47),
}
_SEX = {"M": Option("M", 10, 42), "F": Option("F", 10, 47)}
_INSURED_SEX = {"M": Option("M", 20, 68), "F": Option("F", 20, 75)}
_OTHER_PLAN = {"yes": Option(mark("YES"), 26, 52), "no": Option(mark("NO"), 26, 57)}
_BORN: Columns = (31, 34, 37)
_INSURED_BORN: Columns = (53, 56, 59)
_PAYER_LINES, _PAYER_LENGTH = 4, 31
_ACCIDENTS = ("auto", "work", "accident")


def payer_boxes(facts: ClaimFacts) -> Iterator[Box]:
    """Whom the claim goes to, above the boxes; the kind of plan, and the number of the insured."""
    bill, policy = facts.bill, facts.bill.policy or BilledPolicy()
    # Without a policy there is one thing to do, whatever its fields are.
    at = "policy/" if bill.policy else "policy"
    lines = [upper(policy.payer_name), *map(address, policy.claims_address)]
    for place in range(_PAYER_LINES):
        value = lines[place] if place < len(lines) else ""
        label = mark("Payer") if place == 0 else mark("Where claims go")
        told = Saying("policy/payer_name" if bill.policy else "policy", say("the policy"), say("Who gets the claim?"))
        if place:
            needed = say("The payer has no address for claims.") if place == 1 else ""
            told = Saying("policy/claims_address/0", say("the payer"), needed, say("The address has no further line."))
        yield text_box(Spec("", label, 2 + place, 41, _PAYER_LENGTH), value, told, cuts=True)
    kind = _kind(facts)
    told = Saying(f"{at}plan_type" if bill.policy else at, say("the kind of plan"), say("What kind of plan is it?"))
    yield check_box(Spec("1", mark("Kind of plan")), kind, _TYPES, told)
    member = identifier(policy.member_id)
    claim = identifier(bill.case.claim_number) if bill.case.kind in _ACCIDENTS else ""
    if not member and claim:
        told = Saying("case/claim_number", say("the claim number, as the policy has no member ID"))
    else:
        told = Saying(f"{at}member_id" if bill.policy else at, say("the policy"), say("The member ID is missing."))
    yield text_box(Spec("1a", mark("Insured’s ID"), 8, 50, 17), member or claim, told)


def patient_boxes(facts: ClaimFacts) -> Iterator[Box]:
    """The patient and the insured with their addresses (boxes 2 to 7)."""
    client, policy = facts.bill.client, facts.bill.policy or BilledPolicy()
    name = Saying("client/name", say("the client"), say("The client’s name is missing."))
    yield text_box(Spec("2", mark("Client’s name"), 10, 1, 28), listed(facts.patient), name, cuts=True)
    born = Saying("client/birth_date", say("the client"), say("The birth date is missing."))
    yield day_box(Spec("3", mark("Client’s birth date"), 10, 31, 10), client.birth_date, _BORN, born)
    yield check_box(Spec("3", mark("Client’s sex")), client.sex, _SEX, _sex_told(client))
    yield _insured_name(facts)
    yield from _address_of("5", mark("Client"), client, (12, 1, 28, 20, 26), (1, (15, 19)))
    relation = "other" if facts.bill.case.kind == "work" else policy.relationship
    told = Saying("policy/relationship" if facts.bill.policy else "policy", say("the policy"))
    yield check_box(Spec("6", mark("Client’s relation to the insured")), relation, _RELATIONS, told)
    if facts.bill.case.kind != "work" and policy.relationship == "self":
        yield from _address_of("7", mark("Insured"), client, (12, 50, 29, 23, 74), (50, (65, 69)))
    else:
        why = say("The record has no address of the insured. Fill it in by hand where the payer wants it.")
        for label in _ADDRESS:
            yield empty_box("7", say("Insured’s {what}", what=say(label)), why)


def reserved_box() -> Box:
    """Box 8."""
    return empty_box("8", mark("Reserved"), say("The form has no use for it."))


def other_boxes(facts: ClaimFacts) -> Iterator[Box]:
    """The plan that pays second (boxes 9 to 9d)."""
    other = facts.other
    why = say("No second policy is on record for these days.")
    name = listed(other.name) if other else ""
    told = Saying("", say("the second policy"), "", why)
    yield text_box(Spec("9", mark("Other insured’s name"), 18, 1, 28), name, told, cuts=True)
    number = identifier(other.member_id) if other else ""
    yield text_box(
        Spec("9a", mark("Other insured’s ID"), 20, 1, 28), number, Saying("", say("the second policy"), "", why)
    )
    for key in ("9b", "9c"):
        yield empty_box(key, mark("Reserved"), say("The form has no use for it."))
    plan = upper(other.plan_name) if other else ""
    yield text_box(Spec("9d", mark("Other plan"), 26, 1, 28), plan, told, cuts=True)


def group_boxes(facts: ClaimFacts) -> Iterator[Box]:
    """The group, birth date and sex of the insured, the claim number, the plan (boxes 11 to 11d)."""
    bill, policy = facts.bill, facts.bill.policy or BilledPolicy()
    claim = identifier(bill.case.claim_number) if bill.case.kind in _ACCIDENTS else ""
    is_federal = policy.plan_type == "work_federal"
    number = claim if is_federal else identifier(policy.group_number)
    field = "case/claim_number" if is_federal else "policy/group_number"
    why = say("The policy has no group number. Many plans have none.")
    yield text_box(
        Spec("11", mark("Group or FECA number"), 18, 50, 30), number, Saying(field, say("the policy"), "", why)
    )
    is_self = policy.relationship == "self" and bill.case.kind != "work"
    born = bill.client.birth_date if is_self else policy.subscriber_birth_date
    if bill.case.kind == "work":
        born, by_employer = None, say("The insured is the employer.")
        yield empty_box("11a", mark("Insured’s birth date"), by_employer)
        yield empty_box("11a", mark("Insured’s sex"), by_employer)
    else:
        whose = say("the client") if is_self else say("the policy")
        field = "client/birth_date" if is_self else "policy/subscriber_birth_date"
        told = Saying(field, whose, say("The birth date of the insured is missing."))
        yield day_box(Spec("11a", mark("Insured’s birth date"), 20, 53, 10), born, _INSURED_BORN, told)
        unknown = Saying("", "", "", say("The record does not have it. Fill it in by hand where the payer wants it."))
        sex_told = _sex_told(bill.client) if is_self else unknown
        sex = bill.client.sex if is_self else ""
        yield check_box(Spec("11a", mark("Insured’s sex")), sex, _INSURED_SEX, sex_told)
    yield from _claim_number(bill.case.kind, claim)
    plan = upper(policy.plan_name or policy.payer_name)
    told = Saying("policy/plan_name" if bill.policy else "policy", say("the policy"), "", say("No plan is on record."))
    yield text_box(Spec("11c", mark("Plan"), 24, 50, 30), plan, told, cuts=True)
    told = Saying("", say("the policies of the case"))
    yield check_box(Spec("11d", mark("Another plan")), "yes" if facts.other else "no", _OTHER_PLAN, told)


def _kind(facts: ClaimFacts) -> str:
    policy = facts.bill.policy
    if policy is None:
        return ""
    if policy.plan_type == "work_federal":
        return "feca"
    if facts.bill.case.kind in ("auto", "work"):
        return "other"
    if policy.plan_type in _GROUPS:
        return "group" if policy.group_number or policy.plan_type == "fehb" else "other"
    return _OF_A_PLAN.get(policy.plan_type, "other" if policy.plan_type else "")


def _insured_name(facts: ClaimFacts) -> Box:
    spec = Spec("4", mark("Insured’s name"), 10, 50, 28)
    if facts.bill.case.kind == "work":
        told = Saying("case/employer", say("the employer of the case"), say("The employer is missing."))
        return text_box(spec, upper(facts.bill.case.employer), told, cuts=True)
    field = "policy/subscriber_name" if facts.bill.policy else "policy"
    is_self = facts.bill.policy is not None and facts.bill.policy.relationship == "self"
    told = Saying("client/name" if is_self else field, say("the client") if is_self else say("the policy"),
                    say("The name of the insured is missing."))  # fmt: skip
    return text_box(spec, listed(facts.subscriber), told, cuts=True)


def _sex_told(client: BilledClient) -> Saying:
    if client.sex == "X":
        return Saying("client/sex", "", "", say("The form knows only M and F; the record says X. Ask the payer."))
    return Saying("client/sex", say("the client"), say("The client’s sex is missing; the form asks for M or F."))


_ADDRESS = (mark("street"), mark("city"), mark("state"), mark("ZIP code"), mark("phone"))


def _address_of(
    number: str, who: str, client: BilledClient, at: tuple[int, int, int, int, int], below: tuple[int, tuple[int, int]]
) -> Iterator[Box]:
    """`at` are the line, the column and length of street, the length of the city, the column of the state; `below` the
    columns of the ZIP code and of the phone."""
    line, column, wide, city, state = at
    labels = [say("{who}’s {what}", who=say(who), what=say(one)) for one in _ADDRESS]
    street = address(f"{client.street} {client.street2}")
    told = Saying("client/street", say("the client"), say("The street is missing."))
    yield text_box(Spec(number, labels[0], line, column, wide), street, told, cuts=True)
    told = Saying("client/city", say("the client"), say("The city is missing."))
    yield text_box(Spec(number, labels[1], line + 2, column, city), address(client.city), told, cuts=True)
    told = Saying("client/state", say("the client"), say("The state is missing."))
    yield text_box(Spec(number, labels[2], line + 2, state, 2), upper(client.state), told)
    told = Saying("client/zip", say("the client"), say("The ZIP code is missing."))
    yield text_box(Spec(number, labels[3], line + 4, below[0], 10), upper(client.zip).replace("-", ""), told)
    told = Saying("client/phone", say("the client"), "", say("No phone is on record; the payer does without."))
    yield phone_box(Spec(number, labels[4], line + 4), digits(client.phone), below[1], told)


def _claim_number(kind: str, claim: str) -> Iterator[Box]:
    why = say("Only an accident or a work injury has a claim number.")
    needed = say("The claim number is missing: ask the adjuster.") if kind in ("auto", "work") else ""
    told = Saying("case/claim_number", say("the case"), needed, why)
    qualifier = "Y4" if claim else ""
    yield text_box(Spec("11b", mark("Qualifier of the claim number"), 22, 50, 2), qualifier,
                   Saying("", say("Y4 stands for a property and casualty claim"), "", why))  # fmt: skip
    yield text_box(Spec("11b", mark("Claim number"), 22, 53, 27), claim, told)
