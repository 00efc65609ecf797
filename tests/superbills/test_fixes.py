"""Each field that a check can name leads to a field that is there."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bills import CREDENTIAL, SUPERVISOR, a_bill

from clinic_desktop.superbills.model.bill import Bill, BilledAuthorization, BilledPayment
from clinic_desktop.superbills.rules import checks
from clinic_desktop.superbills.rules.fixes import fix

UI = Path(__file__).parents[2] / "ui"
CHECKS = Path(next(iter(checks.__path__)))
# Where the fields of each editor are made.
FORMS = {
    "practice": ("practice/forms.py", "kit/address.py"),
    "billing": ("practice/forms.py",),
    "therapists": ("practice/forms.py",),
    "credential": ("practice/forms.py",),
    "supervisors": ("supervision/forms.py",),
    "supervision": ("supervision/forms.py",),
    "prescriber": ("referrals/prescribers.py",),
    "payer": ("payers/forms.py",),
    "edit": ("clients/forms.py", "kit/address.py"),
    "case": ("cases/forms.py",),
    "policy": ("policies/forms.py",),
    "restriction": ("restrictions/editor.py",),
    "prescription": ("referrals/prescriptions.py",),
    "diagnosis": ("referrals/diagnoses.py",),
    "visit": (
        "visits/editor.py",
        "visits/form.py",
        "visits/sheet.py",
        "visits/soap.py",
        "visits/services.py",
        "visits/pointers.py",
    ),
    "services": ("practice/forms.py", "visits/services.py", "visits/pointers.py"),
    "payment": ("payments/forms.py",),
}


def record() -> Bill:
    """A bill out of the record, each row another number."""
    bill = a_bill()
    assert bill.policy
    return replace(
        bill,
        client=replace(bill.client, row=11, restriction_row=63),
        case=replace(bill.case, row=12),
        policy=replace(bill.policy, row=13, payer_row=14),
        therapist=replace(bill.therapist, row=15, credential=replace(CREDENTIAL, row=16)),
        supervisor=replace(SUPERVISOR, row=61, answers=(replace(SUPERVISOR.answers[0], row=62),)),
        orders=(replace(bill.orders[0], row=17, prescriber_row=18),),
        authorizations=(BilledAuthorization(27, "PA-1"),),
        diagnoses=tuple(replace(one, row=21 + at) for at, one in enumerate(bill.diagnoses)),
        visits=tuple(
            replace(
                one,
                row=31 + at,
                payments=(BilledPayment(41 + at, None, "card", "", one.charged_cents),),
                services=tuple(replace(service, row=51 + place) for place, service in enumerate(one.services)),
            )
            for at, one in enumerate(bill.visits)
        ),
    )


def named_fields() -> set[str]:
    """The fields in the sources of the checks, each place in them a number that the bill above has."""
    found = set()
    for path in sorted(CHECKS.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        for text in re.findall(r'(?:Seen\(|npi_seen\(|field = |yield )\s*f?"([a-z_{}./\[\]0-9A-Z]*)"', source):
            filled = re.sub(r"\{\w+(\[-?[0-9]\])?\.field\}", "visits/1/services/1", text)
            filled = filled.replace("{missing[0][0]}", "city")
            filled = filled.replace("{MOST_DIAGNOSES}", "1").replace("{key}", "street")
            found.add(re.sub(r"\{[^}]*\}", "0", filled))
    return found - {""}


@pytest.mark.parametrize(
    ("field", "place", "part"),
    [
        ("clinic/name", "settings", "practice/name"),
        ("clinic/zip", "settings", "practice/zip"),
        ("clinic/tax_id", "settings", "billing/tax_id"),
        ("clinic/organization_npi", "settings", "billing/organization_npi"),
        ("therapist/name", "settings", "therapists/15/given_name"),
        ("therapist/npi", "settings", "therapists/15/npi"),
        ("therapist/credential", "settings", "therapists/15/credential/new"),
        ("therapist/credential/expires_on", "settings", "therapists/15/credential/16/expires_on"),
        ("supervisor", "settings", "supervisors/new"),
        ("supervisor/name", "settings", "supervisors/61/given_name"),
        ("supervisor/expires_on", "settings", "supervisors/61/expires_on"),
        ("supervisor/answers", "payers", "payer/14/supervision/new"),
        ("supervisor/answers/0/reference", "payers", "payer/14/supervision/62/reference"),
        ("supervisor/answers/0/professions", "payers", "payer/14/supervision/62/pt"),
        ("client/name", "clients", "11/edit/given_name"),
        ("client/birth_date", "clients", "11/edit/birth_date"),
        ("policy", "clients", "11/of/12/policy/new"),
        ("policy/member_id", "clients", "11/of/12/policy/13/member_id"),
        ("policy/payer_name", "clients", "11/of/12/policy/13/payer"),
        ("policy/claims_address/1", "payers", "payer/14"),
        ("client/keeps_from_plan", "clients", "11/of/12/restriction/63"),
        ("case/no_accident", "clients", "11/of/12/case/12/no_accident"),
        ("authorizations/0/number", "clients", "11/of/12/authorization/27/number"),
        ("visits/0/authorization", "clients", "11/of/12/authorization/new"),
        ("orders", "clients", "11/of/12/prescription/new"),
        ("orders/0/npi", "payers", "prescriber/18/npi"),
        ("orders/0/visits_ordered", "clients", "11/of/12/prescription/17/visits_ordered"),
        ("codes", "settings", "codes"),
        ("diagnoses", "clients", "11/of/12/diagnosis/new"),
        ("diagnoses/1/source", "clients", "11/of/12/diagnosis/22/source"),
        ("visits", "clients", "11/of/12/visit/new"),
        ("visits/1/date_of_service", "clients", "11/of/12/visit/32/date_of_service"),
        ("visits/1/status", "clients", "11/of/12/visit/32/given"),
        ("visits/1/note", "clients", "11/of/12/note/32"),
        ("visits/1/payments", "clients", "11/of/12/payment/new/32"),
        ("visits/1/payments/0/cents", "clients", "11/of/12/payment/42/service"),
        ("visits/1/services", "clients", "11/of/12/visit/32/services"),
        ("visits/1/services/1/units", "clients", "11/of/12/visit/32/services/1/units"),
        ("visits/1/services/0/fee_cents", "clients", "11/of/12/visit/32/services/0/price"),
        ("visits/1/services/1/pointers/2", "clients", "11/of/12/visit/32/services/1/pointers"),
        ("visits/1/services/1/procedure_code", "settings", "services/52/procedure_code"),
        ("visits/1/billed_on", "superbills", ""),
    ],
)
def test_a_field_leads_to_its_part(field: str, place: str, part: str) -> None:
    found = fix(record(), field)
    assert found and (found.place, found.part) == (place, part)
    assert found.verb[0].isupper() and " " in found.verb


def test_every_field_that_a_check_names_leads_to_a_field_of_a_form() -> None:
    named = named_fields()
    assert len(named) > 45
    for field in sorted(named):
        found = fix(record(), field)
        assert found, field
        steps = [one for one in found.part.split("/") if not one.isdecimal() and one not in ("of", "new", "given")]
        form = next((one for one in reversed(steps) if one in FORMS), "")
        if form and steps[-1] != form:
            made = "".join((UI / path).read_text(encoding="utf-8") for path in FORMS[form])
            assert re.search(rf'([fF]ield|__init__)\(\s*"{steps[-1]}"|^\s+"{steps[-1]}",$', made, re.MULTILINE) or (
                steps[-1] in ("services", *address(made))
            ), (field, found.part)


def address(made: str) -> tuple[str, ...]:
    return ("street", "street2", "city", "state", "zip") if "def address" in made else ()


@pytest.mark.parametrize("field", ["client/birth_date", "therapist/npi", "orders/0/npi", "visits/0/note", "policy"])
def test_a_bill_from_a_file_leads_nowhere(field: str) -> None:
    bill = Bill()
    assert fix(bill, field) is None


def test_what_is_not_there_leads_nowhere() -> None:
    assert fix(record(), "visits/7/note") is None
    assert fix(record(), "orders/1/npi") is None
    assert fix(record(), "") is None
    assert fix(replace(record(), policy=None), "policy/member_id") is None
    assert fix(replace(record(), supervisor=None), "supervisor/npi") is None
    assert fix(record(), "supervisor/answers/1/reference") is None
