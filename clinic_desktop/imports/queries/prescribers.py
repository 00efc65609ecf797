"""Whether a prescriber whom a file names is known here."""

from clinic_desktop.referrals.model import PrescriberDraft, full_name
from clinic_desktop.referrals.queries import known_prescriber
from clinic_desktop.store.reader import Reads
from clinic_desktop.wording import say

_OF_NPI = "SELECT id FROM prescribers WHERE npi = ? AND npi <> ''"


def is_new(read: Reads, draft: PrescriberDraft) -> bool:
    """Whether nobody on the list, or who was, has the NPI or the name, or may be meant by a last name alone."""
    if read.all(_OF_NPI, draft.npi):
        return False
    return known_prescriber(read, full_name(draft.given_name, draft.family_name, draft.credential)).kind == "new"


class NewPrescribers:
    """Those whom a file would bring, each told of once."""

    def __init__(self, read: Reads) -> None:
        """Asks of each name when it comes."""
        self._read, self._told = read, set[tuple[str, str]]()

    def words(self, draft: PrescriberDraft | None) -> str:
        """What is said at the row that brings a new one; "" at all others."""
        if draft is None:
            return ""
        name = full_name(draft.given_name, draft.family_name, draft.credential)
        if (name, draft.npi) in self._told:
            return ""
        self._told.add((name, draft.npi))
        return say("{name} comes onto the list of prescribers.", name=name) if is_new(self._read, draft) else ""
