"""What one person's undo must not do to what another person was paid, or signed, since."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from factories import CASE, CLIENT, PAYMENT, VISIT, new_case, new_client, new_payment, new_visit, refused, signing
from fixed import CHEAP, NOW, PASSWORD

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.payments.commands.payments import RetirePayment
from clinic_desktop.payments.commands.refunds import Refund, WriteOffVisit
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft, WriteOffDraft
from clinic_desktop.payments.queries import account, balance
from clinic_desktop.prepaid.commands import EndPrepaid
from clinic_desktop.prepaid.model import EndingDraft, PrepaidDraft
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit
from clinic_desktop.visits.model import ServiceLine, VisitDraft, VisitNoteDraft
from clinic_desktop.visits.queries.visits import visit

DEARER = replace(VISIT, services=(ServiceLine("1", "60", price="50"),))


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def elsewhere(clinic: Clinic, folder: ClinicFolder) -> Iterator[Clinic]:
    """The same clinic, open in a second window with an undo of its own."""
    known = vault.read(folder.vault)
    slot = known.people()[0].id
    opened = Clinic.open(folder, vault.unwrap(known, slot, PASSWORD), slot, Clock(NOW), CHEAP)
    yield opened
    opened.close()


def test_a_visit_that_somebody_was_paid_for_is_not_undone(clinic: Clinic, case: CaseId, elsewhere: Clinic) -> None:
    row = new_visit(clinic, case)
    new_payment(elsewhere, row)
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert account(clinic.read, row).paid_cents == 14_000


def test_a_price_is_not_undone_below_what_was_paid(clinic: Clinic, case: CaseId, elsewhere: Clinic) -> None:
    row = new_visit(clinic, case)
    clinic.do(ChangeVisit(row, 1, DEARER))
    new_payment(elsewhere, row, draft=replace(PAYMENT, service="200"))
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert account(clinic.read, row).open_cents == 0


def test_a_payment_does_not_come_back_to_a_visit_that_costs_less(
    clinic: Clinic, case: CaseId, elsewhere: Clinic
) -> None:
    row = new_visit(clinic, case)
    payment = new_payment(clinic, row)
    clinic.do(RetirePayment(payment, 1))
    elsewhere.do(ChangeVisit(row, 1, replace(VISIT, services=(ServiceLine("1", "30"),))))
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert account(clinic.read, row).paid_cents == 0


def test_what_was_done_is_not_undone_behind_a_signature(clinic: Clinic, case: CaseId, elsewhere: Clinic) -> None:
    row = new_visit(clinic, case)
    clinic.do(ChangeVisit(row, 1, replace(VISIT, services=(ServiceLine("1", "75"),))))
    elsewhere.do(signing(elsewhere, row, VisitNoteDraft("Better.")))
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert visit(clinic.read, row).services[0].minutes == 75


def test_a_visit_moves_to_another_case_of_the_client_with_its_payment(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)
    new_payment(clinic, row)
    owner = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    other = new_case(clinic, owner, replace(CASE, reason="Back pain"))
    before = balance(clinic.read, owner)
    clinic.do(ChangeVisit(row, 1, replace(VISIT, case=str(other))))
    assert visit(clinic.read, row).case == other
    assert balance(clinic.read, owner) == before
    clinic.undo()
    assert visit(clinic.read, row).case == case


def test_a_visit_goes_to_no_case_of_somebody_else(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)
    strangers = new_case(clinic, new_client(clinic, replace(CLIENT, family_name="Somebody")))
    with pytest.raises(Missing):
        clinic.do(ChangeVisit(row, 1, replace(VISIT, case=str(strangers))))
    with pytest.raises(Missing):
        clinic.do(RecordVisit(case, VisitDraft(case=str(strangers))))


def test_a_visit_is_read_against_the_case_it_moves_to(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)
    owner = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    later = new_case(clinic, owner, replace(CASE, reason="Back pain", onset_on="11/22/2026"))
    assert refused(lambda: clinic.do(ChangeVisit(row, 1, replace(VISIT, case=str(later))))) == ["date_of_service"]


def test_a_sale_that_somebody_used_is_not_undone(clinic: Clinic, case: CaseId, elsewhere: Clinic) -> None:
    owner = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    row = new_visit(clinic, case)
    package = PrepaidDraft(visits="5", price="475", sold_on="11/1/2026")
    sold = clinic.do(SellPrepaid(owner, package, PaymentDraft("11/1/2026", sold="475"))).row
    elsewhere.do(UsePrepaid(sold, (row,)))
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert prepaid(clinic.read, sold).left_cents == 38_000


def test_a_payment_that_was_given_back_elsewhere_is_not_undone(clinic: Clinic, case: CaseId, elsewhere: Clinic) -> None:
    row = new_visit(clinic, case)
    paid = new_payment(clinic, row)
    elsewhere.do(Refund(paid, RefundDraft("11/21/2026", "cash", visits=((row, "40"),))))
    with pytest.raises(ChangedSince):
        clinic.undo()
    # Nor is the refund, once what it opened again is paid.
    new_payment(clinic, row, draft=replace(PAYMENT, service="40", tip=""))
    with pytest.raises(ChangedSince):
        elsewhere.undo()
    assert account(clinic.read, row).open_cents == 0


def test_a_use_does_not_come_back_to_a_package_that_ended(clinic: Clinic, case: CaseId, elsewhere: Clinic) -> None:
    owner = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    row = new_visit(clinic, case)
    package = PrepaidDraft(visits="5", price="475", sold_on="11/1/2026")
    sold = clinic.do(SellPrepaid(owner, package, PaymentDraft("11/1/2026", sold="475"))).row
    use = clinic.do(UsePrepaid(sold, (row,))).row
    clinic.do(RetirePayment(use, 1))
    elsewhere.do(EndPrepaid(sold, 1, EndingDraft("expired", "11/24/2026")))
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert visit(clinic.read, row).charged_cents == 14_000


def test_a_visit_of_which_something_was_written_off_stays_given(
    clinic: Clinic, case: CaseId, elsewhere: Clinic
) -> None:
    row = new_visit(clinic, case, replace(VISIT, status="planned", date_of_service="11/24/2026"))
    clinic.do(ChangeVisit(row, 1, replace(VISIT, date_of_service="11/24/2026")))
    elsewhere.do(WriteOffVisit(row, WriteOffDraft("140", "11/24/2026", "bad_debt")))
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert balance(clinic.read, clinic.read.one("SELECT client_id FROM cases")["client_id"]).open_cents == 0
