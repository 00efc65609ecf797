"""A Fix of pre-flight lands on the very field of a form, and the field is the one that the finding is about."""

from dataclasses import replace

import pytest
from bills import SUPERVISOR, a_bill
from factories import (
    new_case,
    new_client,
    new_payment,
    new_policy,
    new_prescription,
    new_service,
    new_visit,
)
from PySide6.QtWidgets import QApplication, QPushButton
from scenes_supervision import answer_list
from supervising import new_answer, new_supervisor
from windows import shown_form

from clinic_desktop.clinic import Clinic
from clinic_desktop.superbills.model.bill import Bill, BilledPayment
from clinic_desktop.superbills.model.parties import BilledAnswer
from clinic_desktop.superbills.rules.fixes import fix
from ui.main_window import MainWindow


def on_record(clinic: Clinic) -> Bill:
    """A bill whose rows are those of a client on record; the diagnoses came with the prescription."""
    bill = a_bill()
    assert bill.policy
    client = new_client(clinic)
    case = new_case(clinic, client)
    new_service(clinic)
    visit = new_visit(clinic, case)
    rows = {
        "policy": new_policy(clinic, case),
        "order": new_prescription(clinic, case),
        "payment": new_payment(clinic, visit),
    }
    answer = BilledAnswer(new_answer(clinic, 1))
    return replace(
        bill,
        supervisor=replace(SUPERVISOR, row=new_supervisor(clinic), answers=(answer,)),
        client=replace(bill.client, row=client),
        case=replace(bill.case, row=case),
        policy=replace(bill.policy, row=rows["policy"], payer_row=1),
        orders=(replace(bill.orders[0], row=rows["order"], prescriber_row=1),),
        diagnoses=(replace(bill.diagnoses[0], row=1),),
        visits=(replace(bill.visits[0], row=visit, payments=(BilledPayment(rows["payment"]),)),),
    )


LANDS = [
    *[(f"clinic/{name}", name) for name in ("name", "street", "street2", "city", "state", "zip", "phone", "tax_id")],
    ("supervisor", ""),
    ("supervisor/name", "given_name"),
    *[(f"supervisor/{name}", name) for name in ("npi", "profession", "license_number", "expires_on", "from_on")],
    ("supervisor/to_on", "to_on"),
    ("client/name", "given_name"),
    ("client/birth_date", "birth_date"),
    ("policy", ""),
    *[(f"policy/{name}", name) for name in ("plan_type", "member_id", "effective_on", "ends_on", "relationship")],
    ("policy/payer_name", "payer"),
    *[(f"case/{name}", name) for name in ("kind", "onset_on", "no_accident")],
    ("orders", ""),
    ("orders/0/npi", "npi"),
    ("orders/0/visits_ordered", "visits_ordered"),
    ("diagnoses", ""),
    ("diagnoses/0/code", "code"),
    ("diagnoses/0/source", "source"),
    *[(f"visits/0/{name}", name) for name in ("date_of_service", "place_of_service", "ends_at", "discount_why")],
    ("visits/0/discount_cents", "discount"),
    ("visits/0/status", ""),
    ("visits/0/note", ""),
    ("visits/0/payments", ""),
    ("visits/0/payments/0/cents", "service"),
    ("visits/0/payments/0/paid_on", "paid_on"),
]


def test_a_fix_lands_on_the_field(main: MainWindow) -> None:
    bill = on_record(main.session.clinic)
    for field, key in LANDS:
        found = fix(bill, field)
        assert found, field
        main.go(found.place, found.part)
        QApplication.processEvents()
        form = shown_form(main)
        if key:
            landed = main.focusWidget()
            assert landed and form.fields[key].isAncestorOf(landed), (field, found.part)


def test_a_fix_lands_on_the_service_of_the_visit(main: MainWindow) -> None:
    bill = on_record(main.session.clinic)
    names = {"price": "price_cents", "service": "name"}
    for key in ("units", "minutes", "price", "service", "modifiers"):
        found = fix(bill, f"visits/0/services/0/{names.get(key, key)}")
        assert found, key
        main.go(found.place, found.part)
        QApplication.processEvents()
        cell = shown_form(main).fields["services"].part(f"0/{key}")
        landed = main.focusWidget()
        assert cell and landed and (cell is landed or cell.isAncestorOf(landed)), key


@pytest.mark.parametrize(("what", "key"), [("accepts", "accepts"), ("reference", "reference"), ("professions", "pt")])
def test_a_fix_lands_on_the_answer_of_the_payer(main: MainWindow, what: str, key: str) -> None:
    found = fix(on_record(main.session.clinic), f"supervisor/answers/0/{what}")
    assert found
    main.go(found.place, found.part)
    landed, field = main.focusWidget(), shown_form(answer_list(main)).fields[key]
    assert landed and (field.isAncestorOf(landed) or field.box is landed)


def test_a_fix_lands_on_the_button_that_loads_a_release(main: MainWindow) -> None:
    found = fix(a_bill(), "codes")
    assert found
    main.go(found.place, found.part)
    landed = main.focusWidget()
    assert isinstance(landed, QPushButton) and landed.text() == "Load a release…"
