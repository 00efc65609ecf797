"""Contracts on record: whose counts on which day, what it allows, and that no two ever say different things."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from contracting import CONTRACT, new_contract
from factories import THERAPIST, new_payer, refused

from clinic_desktop.clinic import Clinic
from clinic_desktop.contracts import queries
from clinic_desktop.contracts.commands import AddContract, ChangeContract, RetireContract
from clinic_desktop.contracts.model import ContractDraft, ContractFee, FeeLine
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.payers import queries as payers
from clinic_desktop.payers.commands import MergePayers, RetirePayer
from clinic_desktop.payers.model import Merge, PayerDraft, PayerId
from clinic_desktop.practice.commands import AddTherapist, RetireTherapist
from clinic_desktop.practice.model import TherapistId

MAYA = TherapistId(1)
DAY = date(2026, 11, 24)
TABLES = ("payers", "contracts", "contract_fees")


@pytest.fixture
def payer(clinic: Clinic) -> PayerId:
    return new_payer(clinic)


@pytest.fixture
def linh(clinic: Clinic) -> TherapistId:
    """A second therapist."""
    return TherapistId(clinic.do(AddTherapist(replace(THERAPIST, given_name="Linh", npi="2999999917"))).row)


def rows(clinic: Clinic) -> dict[str, list[dict[str, object]]]:
    """All rows, without what moves on with every write."""
    found = {table: clinic.read.all(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}
    return {
        table: [{key: one[key] for key in one if key != "version"} for one in all_] for table, all_ in found.items()
    }


def on(clinic: Clinic, payer: PayerId, day: date = DAY, network: str = "") -> int:
    """The contract of the first therapist that counts, 0 where none does."""
    found = queries.contract_on(clinic.read, payer, MAYA, day, network)
    return found.id if found else 0


def test_a_contract_is_kept_with_its_fees(clinic: Clinic, payer: PayerId) -> None:
    found = queries.contract(clinic.read, new_contract(clinic, payer, replace(CONTRACT, network="PPO")))
    assert (found.payer, found.therapist, found.therapist_name) == (payer, MAYA, "Maya Ortiz, LMT")
    assert (found.network, found.from_on, found.to_on) == ("PPO", date(2026, 1, 1), None)
    assert (found.binds_unpaid, found.version) == ("yes", 1)
    assert list(found.fees.values()) == [ContractFee("MT001", 1800, "unit"), ContractFee("MT002", 7200, "visit")]


def test_two_therapists_may_differ(clinic: Clinic, payer: PayerId, linh: TherapistId) -> None:
    new_contract(clinic, payer)
    new_contract(clinic, payer, replace(CONTRACT, therapist=str(linh), fees=(FeeLine("MT001", "20"),)))
    fees = [queries.fee_on(clinic.read, payer, one, DAY, "MT001", 4) for one in (MAYA, linh)]
    assert fees == [7200, 8000]
    assert queries.fee_on(clinic.read, payer, MAYA, DAY, "MT002", 4) == 7200
    assert queries.fee_on(clinic.read, payer, linh, DAY, "MT002", 4) is None
    listed = queries.contract_page(clinic.read, payer).rows
    assert [(one.therapist_name, one.fees) for one in listed] == [("Linh Ortiz, LMT", 1), ("Maya Ortiz, LMT", 2)]


def test_it_counts_on_its_first_and_its_last_day(clinic: Clinic, payer: PayerId) -> None:
    row = new_contract(clinic, payer, replace(CONTRACT, from_on="3/1/2026", to_on="11/30/2026"))
    first, last = date(2026, 3, 1), date(2026, 11, 30)
    days = [first - timedelta(1), first, last, last + timedelta(1)]
    assert [on(clinic, payer, day) for day in days] == [0, row, row, 0]
    assert queries.fee_on(clinic.read, payer, MAYA, days[0], "MT001", 1) is None


def test_another_payer_and_one_that_was_removed_do_not_count(clinic: Clinic, payer: PayerId) -> None:
    row = new_contract(clinic, new_payer(clinic, PayerDraft("Another")))
    assert on(clinic, payer) == 0
    clinic.do(RetireContract(row, 1))
    assert on(clinic, PayerId(2)) == 0
    with pytest.raises(Missing):
        queries.contract(clinic.read, row)
    assert queries.contract_page(clinic.read, PayerId(2)).rows == ()


def test_the_network_that_is_named_goes_before_all_plans(clinic: Clinic, payer: PayerId) -> None:
    ppo = new_contract(clinic, payer, replace(CONTRACT, network="PPO"))
    assert (on(clinic, payer), on(clinic, payer, network=" ppo ")) == (ppo, ppo)
    assert on(clinic, payer, network="HMO") == 0
    hmo = new_contract(clinic, payer, replace(CONTRACT, network="HMO"))
    # Two networks, and which it is was not said.
    assert (on(clinic, payer), on(clinic, payer, network="HMO")) == (0, hmo)
    every = new_contract(clinic, payer)
    assert (on(clinic, payer), on(clinic, payer, network="POS"), on(clinic, payer, network="PPO")) == (
        every,
        every,
        ppo,
    )


@pytest.mark.parametrize(
    ("first", "last", "is_refused"),
    [
        ("1/1/2025", "5/31/2026", False),
        ("1/1/2025", "6/1/2026", True),
        ("7/1/2026", "8/1/2026", True),
        ("1/1/2025", "1/1/2028", True),
        ("1/1/2025", "", True),
        ("12/31/2026", "", True),
        ("1/1/2027", "", False),
    ],
)
def test_days_of_one_network_are_never_shared(
    clinic: Clinic, payer: PayerId, first: str, last: str, is_refused: bool
) -> None:
    new_contract(clinic, payer, replace(CONTRACT, network="PPO", from_on="6/1/2026", to_on="12/31/2026"))
    other = replace(CONTRACT, network="ppo", from_on=first, to_on=last)
    assert refused(lambda: clinic.do(AddContract(payer, other))) == (["from_on"] if is_refused else [])
    # Another network and another payer have their own days.
    assert refused(lambda: clinic.do(AddContract(payer, replace(other, network="")))) == []
    assert refused(lambda: clinic.do(AddContract(new_payer(clinic, PayerDraft("Another")), other))) == []


def test_the_other_one_is_named(clinic: Clinic, payer: PayerId) -> None:
    new_contract(clinic, payer, replace(CONTRACT, network="PPO"))
    with pytest.raises(Refused) as answer:
        new_contract(clinic, payer, replace(CONTRACT, network="PPO"))
    assert answer.value.problems[0].words == (
        "Maya Ortiz, LMT’s contract for PPO runs since 1 Jan 2026. End that one first."
    )


def test_a_change_is_measured_against_the_others_only(clinic: Clinic, payer: PayerId) -> None:
    row = new_contract(clinic, payer, replace(CONTRACT, to_on="12/31/2026"))
    next_one = new_contract(clinic, payer, replace(CONTRACT, from_on="1/1/2027"))
    clinic.do(ChangeContract(row, 1, replace(CONTRACT, to_on="11/30/2026")))
    assert refused(lambda: clinic.do(ChangeContract(row, 2, CONTRACT))) == ["from_on"]
    assert queries.contract(clinic.read, row).to_on == date(2026, 11, 30)
    assert on(clinic, payer, date(2027, 1, 1)) == next_one


def test_fees_alone_are_a_change_and_undo_brings_them_back(clinic: Clinic, payer: PayerId) -> None:
    row = new_contract(clinic, payer)
    before = rows(clinic)
    # The other order, another price, one gone and one new.
    fees = (FeeLine("MT003", "12", "visit"), FeeLine("MT001", "19", "unit"))
    clinic.do(ChangeContract(row, 1, replace(CONTRACT, fees=fees)))
    assert list(queries.contract(clinic.read, row).fees.values()) == [
        ContractFee("MT003", 1200, "visit"), ContractFee("MT001", 1900, "unit"),
    ]  # fmt: skip
    with pytest.raises(ChangedSince):
        clinic.do(ChangeContract(row, 1, CONTRACT))
    assert clinic.undo() == "Change contract"
    after = rows(clinic)
    assert {**after, "contract_fees": after["contract_fees"][:2]} == before
    assert list(queries.contract(clinic.read, row).fees) == ["MT001", "MT002"]
    clinic.redo()
    assert list(queries.contract(clinic.read, row).fees) == ["MT003", "MT001"]


def test_what_was_removed_comes_back_with_its_fees(clinic: Clinic, payer: PayerId) -> None:
    row = new_contract(clinic, payer)
    before = rows(clinic)
    clinic.do(RetireContract(row, 1))
    assert clinic.undo() == "Remove contract"
    assert rows(clinic) == before
    assert clinic.undo() == "Add contract"
    assert queries.contract_page(clinic.read, payer).rows == ()
    assert clinic.redo() == "Add contract"
    assert queries.fee_on(clinic.read, payer, MAYA, DAY, "MT001", 1) == 1800


def test_nothing_brings_two_contracts_onto_one_day(clinic: Clinic, payer: PayerId) -> None:
    """What another one took since is not given back, even past the commands."""
    row = new_contract(clinic, payer)
    clinic.do(RetireContract(row, 1))
    done = clinic.history.undoable.pop()
    new_contract(clinic, payer)
    clinic.history.undoable.append(done)
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert len(queries.contract_page(clinic.read, payer).rows) == 1


def test_a_therapist_who_left_keeps_the_contract_and_gets_no_new_one(
    clinic: Clinic, payer: PayerId, linh: TherapistId
) -> None:
    hers = replace(CONTRACT, therapist=str(linh))
    row = new_contract(clinic, payer, hers)
    clinic.do(RetireTherapist(linh, 1))
    clinic.do(ChangeContract(row, 1, replace(hers, to_on="11/1/2026")))
    assert queries.contract(clinic.read, row).therapist_name == "Linh Ortiz, LMT"
    assert refused(lambda: clinic.do(AddContract(payer, replace(hers, from_on="12/1/2026")))) == ["therapist"]


def test_a_contract_needs_its_payer(clinic: Clinic, payer: PayerId) -> None:
    with pytest.raises(Missing):
        new_contract(clinic, 7)
    clinic.do(RetirePayer(payer, 1))
    with pytest.raises(Missing):
        new_contract(clinic, payer)


def test_a_merge_moves_contracts_and_undo_brings_them_back(clinic: Clinic, payer: PayerId) -> None:
    gone = new_payer(clinic, PayerDraft("Cascade Mutual Ins."))
    new_contract(clinic, payer, replace(CONTRACT, to_on="12/31/2026"))
    row = new_contract(clinic, gone, replace(CONTRACT, from_on="1/1/2027"))
    # Also one that was removed: nothing names a payer that is no longer there. Its days are in nobody's way.
    clinic.do(RetireContract(new_contract(clinic, gone, replace(CONTRACT, to_on="2/1/2026")), 1))
    before = rows(clinic)
    assert payers.merge(clinic.read, gone) == Merge(policies=0, departments=0, contracts=1)
    clinic.do(MergePayers(payer, gone, 1))
    after = rows(clinic)
    assert {one["payer_id"] for one in after["contracts"]} == {payer}
    assert on(clinic, payer, date(2027, 1, 1)) == row
    assert payers.merged(clinic.read, gone) == "This payer was merged into Cascade Mutual. Use that one instead."
    assert clinic.undo() == "Merge payers"
    assert rows(clinic) == before
    assert on(clinic, gone, date(2027, 1, 1)) == row
    assert clinic.redo() == "Merge payers"
    assert rows(clinic) == after


def test_a_merge_never_brings_two_contracts_onto_one_day(clinic: Clinic, payer: PayerId, linh: TherapistId) -> None:
    gone = new_payer(clinic, PayerDraft("Cascade Mutual Ins."))
    new_contract(clinic, payer)
    twin = new_contract(clinic, gone)
    before = rows(clinic)
    assert refused(lambda: clinic.do(MergePayers(payer, gone, 1))) == ["into"]
    assert rows(clinic) == before
    clinic.do(ChangeContract(twin, 1, ContractDraft(str(linh), from_on="1/1/2026")))
    clinic.do(MergePayers(payer, gone, 1))
    assert len(queries.contract_page(clinic.read, payer).rows) == 2
