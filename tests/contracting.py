"""Contracts for tests."""

from clinic_desktop.clinic import Clinic
from clinic_desktop.contracts.commands import AddContract
from clinic_desktop.contracts.model import ContractDraft, ContractId, FeeLine

CONTRACT = ContractDraft(
    therapist="1",
    from_on="1/1/2026",
    binds_unpaid="yes",
    fees=(FeeLine("MT001", "18.00", "unit"), FeeLine("MT002", "72", "visit")),
)


def new_contract(clinic: Clinic, payer: int, draft: ContractDraft = CONTRACT) -> ContractId:
    """A contract with a payer."""
    return ContractId(clinic.do(AddContract(payer, draft)).row)
