"""Gathers what the payer of a bill authorized."""

from clinic_desktop.authorizations.queries import authorization_page
from clinic_desktop.cases.model import CaseId
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import BilledAuthorization


def authorizations_of(read: Reader, owner: CaseId, policy: PolicyRow | None) -> tuple[BilledAuthorization, ...]:
    """What was granted with a number by the payer of this policy, the last to end first; nothing without a policy."""
    if policy is None:
        return ()
    granted = (one for one in authorization_page(read, owner).rows if one.status == "granted" and one.number)
    return tuple(
        BilledAuthorization(one.id, one.number, one.codes, one.starts_on or one.decided_on, one.ends_on)
        for one in granted
        if one.payer_name in ("", policy.payer_name)
    )
