"""What the list of prescribers shows."""

from clinic_desktop.referrals.model import PrescriberRow
from clinic_desktop.wording import mark
from ui.kit.paged_model import Column

PRESCRIBER_COLUMNS: tuple[Column[PrescriberRow], ...] = (
    Column(mark("Prescriber"), lambda row: row.name, share=4),
    Column(mark("Practice or hospital"), lambda row: row.organization, share=4),
    Column(mark("Phone"), lambda row: row.phone, share=2),
    Column(mark("NPI"), lambda row: row.npi, share=2),
    Column(mark("Prescriptions"), lambda row: str(row.prescriptions) if row.prescriptions else "", right=True, share=2),
)
