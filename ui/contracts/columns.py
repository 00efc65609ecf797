"""What the list of a payer's contracts shows."""

from clinic_desktop.contracts.model import ContractRow
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def network_words(row: ContractRow) -> str:
    """The network, or that it is for all plans."""
    return row.network or say("All plans")


def _until(row: ContractRow) -> str:
    return dates.shown(row.to_on) if row.to_on else say("Still runs")


CONTRACT_COLUMNS: tuple[Column[ContractRow], ...] = (
    Column(mark("Therapist"), lambda row: row.therapist_name, share=5),
    Column(mark("Network"), network_words, share=5),
    Column(mark("From"), lambda row: dates.shown(row.from_on), share=3),
    Column(mark("To"), _until, share=3),
    Column(mark("Fees"), lambda row: str(row.fees) if row.fees else "", right=True, share=2),
)
