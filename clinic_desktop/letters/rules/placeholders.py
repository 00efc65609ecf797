"""The facts that a letter may name: what each is called, an example, and where in the program it is put right."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from clinic_desktop.wording import mark


class Placeholder(NamedTuple):
    """A fact by its key. `name` is what it is called inside a sentence, `way` a key of `rules.fixes.WAYS`, `field`
    where it stands there; `example` is what it looks like, of nobody. `tells` is the part of the record that it tells
    of, "" for none that a client could keep from a plan."""

    name: str
    example: str
    way: str
    field: str = ""
    tells: str = ""


_WHO = {
    "letter.date": Placeholder(mark("date of the letter"), "11/24/2026", "letter"),
    "client.name": Placeholder(mark("client’s name"), "Alma Fernwick", "client", "given_name"),
    "client.birth_date": Placeholder(mark("birth date"), "03/04/1985", "client", "birth_date"),
    "client.address": Placeholder(mark("client’s address"), "9 Harbor Lane\nTacoma, WA 98402", "client", "street"),
    "client.phone": Placeholder(mark("client’s phone"), "(253) 555-0142", "client", "phone"),
    "client.guardian": Placeholder(mark("guardian"), "Ines Fernwick", "client", "guardian_name"),
    "clinic.name": Placeholder(mark("clinic’s name"), "Alder & Rowe Massage", "practice", "name"),
    "clinic.address": Placeholder(mark("clinic’s address"), "14 Elm Street\nTacoma, WA 98402", "practice", "street"),
    "clinic.phone": Placeholder(mark("clinic’s phone"), "(253) 555-0140", "practice", "phone"),
    "clinic.fax": Placeholder(mark("clinic’s fax"), "(253) 555-0141", "practice", "fax"),
    "clinic.npi": Placeholder(mark("clinic’s NPI"), "1999999992", "billing", "organization_npi"),
    "therapist.name": Placeholder(mark("therapist"), "Maya Ortiz, LMT", "letter", "therapist"),
    "therapist.npi": Placeholder(mark("therapist’s NPI"), "2999999990", "therapist", "npi"),
    "therapist.license": Placeholder(mark("therapist’s license"), "WA MA60000000", "license", "number"),
    "addressee": Placeholder(mark("name and address to write to"), "Fernwick Mutual", "letter", "to"),
}
_PLAN_OF_INSURANCE = {
    "payer.name": Placeholder(mark("payer"), "Fernwick Mutual", "policy", "payer"),
    "payer.address": Placeholder(
        mark("address of the payer’s department"), "Appeals\nPO Box 100\nSeattle, WA 98101", "address", "street"
    ),
    "payer.phone": Placeholder(mark("phone of the payer’s department"), "(206) 555-0150", "address", "phone"),
    "member.id": Placeholder(mark("member ID"), "ABC123456789", "policy", "member_id"),
    "group.number": Placeholder(mark("group number"), "7001", "policy", "group_number"),
    "claim.number": Placeholder(mark("claim number"), "CLM-2041", "case", "claim_number"),
    "case.reason": Placeholder(mark("what is treated"), "Neck pain", "case", "reason"),
    "case.onset": Placeholder(mark("day it began"), "09/01/2026", "case", "onset_on"),
    "case.state": Placeholder(mark("state of the accident"), "WA", "case", "state"),
    "call.date": Placeholder(mark("day of the benefit call"), "11/02/2026", "call"),
    "call.reference": Placeholder(mark("reference number of the benefit call"), "R-4471", "call"),
    "call.rep": Placeholder(mark("who answered the benefit call"), "Jo", "call"),
    "authorization.number": Placeholder(mark("authorization number"), "PA-1042", "authorization", "number"),
    "authorization.granted": Placeholder(mark("what was granted"), "12 visits", "authorization", "granted"),
    "authorization.used": Placeholder(
        mark("what was used of the authorization"), "10 visits", "authorization", "used_before", "visits"
    ),
    "authorization.ends_on": Placeholder(
        mark("last day of the authorization"), "12/31/2026", "authorization", "ends_on"
    ),
}
_CARE = {
    "diagnosis.list": Placeholder(
        mark("diagnosis"), "• M54.2 Cervicalgia, from Maria Lee, MD, 11/02/2026", "diagnosis", "code"
    ),
    "diagnosis.codes": Placeholder(mark("diagnosis codes"), "M54.2", "diagnosis", "code"),
    "prescription.date": Placeholder(mark("day of the prescription"), "11/02/2026", "order", "ordered_on"),
    "prescription.visits": Placeholder(mark("visits prescribed"), "12 visits", "order", "visits_ordered"),
    "prescription.frequency": Placeholder(mark("how often, as prescribed"), "2 a week", "order", "frequency"),
    "prescription.expires_on": Placeholder(mark("last day of the prescription"), "12/14/2026", "order", "expires_on"),
    "prescription.left": Placeholder(mark("visits left of the prescription"), "2", "order", "visits_ordered", "visits"),
    "prescriber.name": Placeholder(mark("prescriber"), "Maria Lee, MD", "letter", "prescriber"),
    "prescriber.called": Placeholder(mark("prescriber as addressed"), "Dr. Lee", "letter", "prescriber"),
    "prescriber.npi": Placeholder(mark("prescriber’s NPI"), "1999999992", "prescriber", "npi"),
    "prescriber.license": Placeholder(mark("prescriber’s license"), "WA MD60000000", "prescriber", "license"),
    "prescriber.address": Placeholder(
        mark("prescriber’s address"), "2 Hill Road\nTacoma, WA 98402", "prescriber", "street"
    ),
    "plan.frequency": Placeholder(mark("how often, by the plan"), "2 a week for 4 weeks", "plan", "phases"),
    "plan.visits": Placeholder(mark("visits planned"), "12 visits", "plan", "phases"),
    "plan.first_day": Placeholder(mark("first day of the plan"), "11/24/2026", "plan", "starts_on"),
    "plan.last_day": Placeholder(mark("last day of the plan"), "01/18/2027", "plan", "ends_on"),
    "plan.goals": Placeholder(
        mark("goals"), "• Sit at the desk 60 minutes (baseline 20) by 01/12/2027.", "plan", "goals"
    ),
    "plan.review_on": Placeholder(mark("day of the re-evaluation"), "12/14/2026", "plan", "reevaluate_on"),
    "plan.techniques": Placeholder(
        mark("techniques"), "Myofascial release, Trigger point therapy", "plan", "techniques"
    ),
    "plan.regions": Placeholder(mark("body regions"), "Neck, Upper back", "plan", "regions"),
    "plan.minutes": Placeholder(mark("minutes of a visit"), "60", "plan", "minutes"),
    "history.story": Placeholder(
        mark("history and symptoms"), "• Since when: After the accident", "assessment", "since", "assessment"
    ),
    "history.pain": Placeholder(
        mark("pain at the assessment"), "Pain now 6/10", "assessment", "pain_now", "assessment"
    ),
    "history.tried": Placeholder(mark("treatments tried before"), "Ibuprofen, six weeks of exercises", "history"),
    "limits.list": Placeholder(
        mark("functional limits"),
        "• Sit at the desk: 20 minutes now, 60 minutes needed",
        "assessment",
        "limits",
        "assessment",
    ),
    "limits.day": Placeholder(mark("day of the assessment"), "11/16/2026", "assessment", "day", "assessment"),
    "measure.first": Placeholder(mark("first outcome score"), "NDI 24/50 on 10/05/2026", "measure", "", "measure"),
    "measure.last": Placeholder(mark("latest outcome score"), "NDI 15/50 on 11/16/2026", "measure", "", "measure"),
    "measure.list": Placeholder(
        mark("outcome scores compared"),
        "• NDI 24/50 (10/05/2026) to 15/50 (11/16/2026), a drop of 9.",
        "measure",
        "",
        "measure",
    ),
    "visits.given": Placeholder(mark("visits given"), "7 visits", "visit", "", "visits"),
    "visits.first": Placeholder(mark("first visit"), "10/05/2026", "visit", "", "visits"),
    "visits.last": Placeholder(mark("last visit"), "11/16/2026", "visit", "", "visits"),
}
_DENIAL = {
    "denial.date": Placeholder(mark("date on the denial"), "11/20/2026", "denial", "noticed_on"),
    "denial.quoted": Placeholder(mark("what the denial says"), "“Not medically necessary.”", "denial", "quoted"),
    "denial.codes": Placeholder(mark("reason codes of the denial"), "CO-50", "denial", "codes"),
    "denial.days": Placeholder(mark("dates of service denied"), "11/09/2026, 11/16/2026", "denial", "visits", "denial"),
    "denial.amount": Placeholder(mark("amount not paid"), "$280.00", "denial", "amount"),
    "denial.claim": Placeholder(mark("claim number of the denial"), "CLM-2041", "denial", "claim_number"),
    "filing.list": Placeholder(
        mark("when and how the bill was sent in"),
        "• Superbill no. 1042: sent on 11/10/2026 by fax",
        "filing",
        "",
        "denial",
    ),
    "filing.confirmation": Placeholder(
        mark("confirmation of what was sent in"), "8841 of 11/10/2026", "filing", "confirmation", "denial"
    ),
    "representative.name": Placeholder(mark("who represents the client"), "June Larkin", "denial", "representative"),
    "denial.deadline": Placeholder(mark("last day to appeal"), "05/19/2027", "denial", "deadline_on"),
}
PLACEHOLDERS: Mapping[str, Placeholder] = MappingProxyType({**_WHO, **_PLAN_OF_INSURANCE, **_CARE, **_DENIAL})

# This alone depends on who speaks, and not on the record.
BY_REPRESENTATIVE = "by_representative"
# What a paragraph may depend on besides that a fact of the record is known, in plain words.
CONDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "low_back_recent": mark("the diagnosis is low back pain that began at most 12 weeks ago"),
        "wa_six_visits": mark("the plan is insured in Washington, in network, and it is about the first 6 visits"),
        "wa_insured": mark("the plan is insured in Washington"),
        "wa_pip": mark("it is personal injury protection in Washington"),
        "insured": mark("the plan is insured, not self-funded"),
        "commercial": mark("the payer is a health plan, not a public program"),
        "erisa": mark("the denial is under ERISA"),
        "has_denial": mark("it is about a denial"),
        "past_visits": mark("the denial is about visits that were given"),
        "denied_need": mark("the plan says it is not medically necessary"),
        "denied_authorization": mark("the plan says an authorization is missing or used up"),
        "denied_time": mark("the plan says that the claim came too late"),
        "denied_benefit": mark("the plan says that it leaves this treatment out"),
        "criteria_table": mark(
            "a packet about the denial is being made that holds the table of the payer’s own criteria"
        ),
        "self_funded": mark("the plan is self-funded by the employer"),
        "denied_provider": mark("the plan says this kind of provider is not paid"),
        "review_ahead": mark("the day of the re-evaluation is still to come"),
        "improved": mark("an outcome measure improved by an amount that matters"),
        "licensed": mark("the therapist has a license on record"),
        "minor": mark("the client is a minor"),
        "group_npi": mark("the clinic has an NPI of its own"),
        "out_of_network": mark("the therapist is not in the network"),
        "authorized": mark("an authorization on record holds every day that was denied"),
        BY_REPRESENTATIVE: mark("who represents the client writes it"),
        "late": mark("the last day to appeal is past"),
    }
)
