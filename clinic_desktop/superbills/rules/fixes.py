"""Where a finding is put right: the place of the window, the part of it, and what the button says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter
from typing import NamedTuple, TypeVar

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.wording import mark, say

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to a field: the key of a place, a part as its page understands it, and a translated verb."""

    place: str
    part: str
    verb: str


class _Way(NamedTuple):
    """`field` is a pattern, a number written as * and the last word as ?; `part` names rows, which have to be there."""

    field: str
    place: str
    part: str
    verb: str


_CLINIC, _BILLING = mark("Open the clinic"), mark("Open billing")
_THERAPIST, _CLIENT, _PAYER = mark("Open the therapist"), mark("Open the client"), mark("Open the payer")
_POLICY, _CASE, _PRESCRIPTION = mark("Open the policy"), mark("Open the case"), mark("Open the prescription")
_PRESCRIBER, _DIAGNOSIS, _VISIT = mark("Open the prescriber"), mark("Open the diagnosis"), mark("Open the visit")
_SERVICE = mark("Open the service")
_PAYMENT, _SUPERVISOR = mark("Open the payment"), mark("Open the supervisor")
_ANSWER, _AUTHORIZATION = mark("Open the answer"), mark("Open the authorization")
_BILL = "(?:legal_name|bills_as|tax_id_kind|tax_id|prints_ssn|is_incorporated|organization_npi)"
_OF = "{client}/of/{case}"
_LINE = _OF + "/visit/{visit}/services/{line}"

# The first way that fits is gone.
_WAYS: tuple[_Way, ...] = (
    _Way(f"clinic/(?P<last>{_BILL})", "settings", "billing/{last}", _BILLING),
    _Way("clinic/?", "settings", "practice/{last}", _CLINIC),
    _Way("therapist/name", "settings", "therapists/{therapist}/given_name", _THERAPIST),
    _Way("therapist/credential", "settings", "therapists/{therapist}/credential/new", mark("Add the license")),
    _Way(
        "therapist/credential/?",
        "settings",
        "therapists/{therapist}/credential/{credential}/{last}",
        mark("Open the license"),
    ),
    _Way("therapist/?", "settings", "therapists/{therapist}/{last}", _THERAPIST),
    _Way("supervisor", "settings", "supervisors/new", mark("Add the supervisor")),
    _Way("supervisor/name", "settings", "supervisors/{supervisor}/given_name", _SUPERVISOR),
    _Way("supervisor/answers", "payers", "payer/{payer}/supervision/new", mark("Log the answer")),
    # The first of its four boxes.
    _Way("supervisor/answers/*/professions", "payers", "payer/{payer}/supervision/{answer}/pt", _ANSWER),
    _Way("supervisor/answers/*/?", "payers", "payer/{payer}/supervision/{answer}/{last}", _ANSWER),
    _Way("supervisor/?", "settings", "supervisors/{supervisor}/{last}", _SUPERVISOR),
    _Way("client/name", "clients", "{client}/edit/given_name", _CLIENT),
    _Way("client/keeps_from_plan", "clients", _OF + "/restriction/{restriction}", mark("Open what the client asked")),
    _Way("client/?", "clients", "{client}/edit/{last}", _CLIENT),
    _Way("policy", "clients", _OF + "/policy/new", mark("Add the policy")),
    _Way("policy/payer_name", "clients", _OF + "/policy/{policy}/payer", _POLICY),
    _Way("policy/subscriber_name", "clients", _OF + "/policy/{policy}/subscriber_given_name", _POLICY),
    _Way("policy/in_network", "clients", _OF + "/policy/{policy}", _POLICY),
    _Way("policy/claims_address/*", "payers", "payer/{payer}", _PAYER),
    _Way("policy/units_a_day", "payers", "payer/{payer}/units_a_day", _PAYER),
    _Way("policy/?", "clients", _OF + "/policy/{policy}/{last}", _POLICY),
    _Way("case/?", "clients", _OF + "/case/{case}/{last}", _CASE),
    _Way("orders", "clients", _OF + "/prescription/new", mark("Add the prescription")),
    _Way("orders/*/prescriber_name", "payers", "prescriber/{prescriber}/family_name", _PRESCRIBER),
    _Way("orders/*/(?P<last>npi|phone|fax)", "payers", "prescriber/{prescriber}/{last}", _PRESCRIBER),
    _Way("orders/*/?", "clients", _OF + "/prescription/{order}/{last}", _PRESCRIPTION),
    _Way("authorizations/*/?", "clients", _OF + "/authorization/{authorization}/{last}", _AUTHORIZATION),
    _Way("codes", "settings", "codes", mark("Load a release")),
    _Way("diagnoses", "clients", _OF + "/diagnosis/new", mark("Add the diagnosis")),
    _Way("diagnoses/*/title", "clients", _OF + "/diagnosis/{diagnosis}/code", _DIAGNOSIS),
    _Way("diagnoses/*/?", "clients", _OF + "/diagnosis/{diagnosis}/{last}", _DIAGNOSIS),
    _Way("visits", "clients", _OF + "/visit/new", mark("Record the visit")),
    _Way("visits/*/status", "clients", _OF + "/visit/{visit}/given", mark("Record the visit")),
    _Way("visits/*/note", "clients", _OF + "/note/{visit}", mark("Sign the note")),
    _Way("visits/*/order", "clients", _OF + "/prescription/new", mark("Add the prescription")),
    _Way("visits/*/authorization", "clients", _OF + "/authorization/new", mark("Add the authorization")),
    _Way("visits/*/billed_on", "superbills", "", mark("Open the superbills")),
    _Way("year", "clients", "{client}/documents", mark("Open the documents")),
    _Way("visits/*/therapist_name", "clients", _OF + "/visit/{visit}/therapist", _VISIT),
    _Way("visits/*/elsewhere/*", "superbills", "issued", mark("Open the list")),
    # Written off beside the payments, which the chart lists with the visits.
    _Way("visits/*/written_off_cents", "clients", _OF + "/visits", mark("Open the visits")),
    _Way("visits/*/discount_cents", "clients", _OF + "/visit/{visit}/discount", _VISIT),
    _Way("visits/*/charged_cents", "clients", _OF + "/visit/{visit}/services", _VISIT),
    _Way("visits/*/payments", "clients", _OF + "/payment/new/{visit}", mark("Add the payment")),
    _Way("visits/*/payments/*/cents", "clients", _OF + "/payment/{payment}/service", _PAYMENT),
    _Way("visits/*/payments/*/?", "clients", _OF + "/payment/{payment}/{last}", _PAYMENT),
    _Way(
        "visits/*/services/*/procedure_code", "settings", "services/{service}/procedure_code", mark("Open the service")
    ),
    _Way("visits/*/services/*/name", "clients", _LINE + "/service", _VISIT),
    _Way("visits/*/services/*/(?:price|fee)_cents", "clients", _LINE + "/price", _VISIT),
    _Way("visits/*/services/*/(?P<last>modifiers|pointers)(?:/[0-9]+)?", "clients", _LINE + "/{last}", _VISIT),
    _Way("visits/*/services/*/?", "clients", _LINE + "/{last}", _VISIT),
    _Way("visits/*/?", "clients", _OF + "/visit/{visit}/{last}", _VISIT),
)


def fix(bill: Bill, field: str) -> Fix | None:
    """Where a field of a bill is put right; None where the record has no such place, as for a bill from a file."""
    for way in _WAYS:
        found = re.fullmatch(_pattern(way.field), field)
        if found:
            facts = {**_rows(bill, field), "last": found.groupdict().get("last", "")}
            wanted = [name for _, name, _, _ in Formatter().parse(way.part) if name]
            if any(facts.get(name) in (None, 0) for name in wanted):
                return None
            return Fix(way.place, way.part.format(**facts), say(way.verb))
    return None


def _pattern(field: str) -> str:
    written = field.replace("*", "[0-9]+")
    return f"{written[:-1]}(?P<last>[a-z_0-9]+)" if written.endswith("/?") else written


def _rows(bill: Bill, field: str) -> dict[str, int | str]:
    """The rows that a field is about, 0 where there is none."""
    what, *rest = field.split("/")
    places = [int(part) for part in rest if part.isdecimal()]
    at, inner = (*places, -1, -1)[:2]
    order = _at(bill.orders, at) if what == "orders" else None
    authorization = _at(bill.authorizations, at) if what == "authorizations" else None
    diagnosis = _at(bill.diagnoses, at) if what == "diagnoses" else None
    visit = _at(bill.visits, at) if what == "visits" else None
    answer = _at(bill.supervisor.answers, at) if what == "supervisor" and bill.supervisor else None
    payment = _at(visit.payments, inner) if visit else None
    service = _at(visit.services, inner) if visit else None
    return {
        "client": bill.client.row,
        "restriction": bill.client.restriction_row,
        "case": bill.case.row,
        "therapist": bill.therapist.row,
        "credential": bill.therapist.credential.row if bill.therapist.credential else 0,
        "supervisor": bill.supervisor.row if bill.supervisor else 0,
        "answer": answer.row if answer else 0,
        "policy": bill.policy.row if bill.policy else 0,
        "payer": bill.policy.payer_row if bill.policy else 0,
        "order": order.row if order else 0,
        "prescriber": order.prescriber_row if order else 0,
        "authorization": authorization.row if authorization else 0,
        "diagnosis": diagnosis.row if diagnosis else 0,
        "service": service.row if service else 0,
        "visit": visit.row if visit else 0,
        "payment": payment.row if payment else 0,
        # As text: the first line is 0, and it is there.
        "line": str(inner),
    }


def _at(rows: Sequence[Row], at: int) -> Row | None:
    return rows[at] if 0 <= at < len(rows) else None
