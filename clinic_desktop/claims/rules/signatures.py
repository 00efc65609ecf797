"""Which signatures are on file. None is invented: only a consent that was signed and still holds counts."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.intake.model.consents import Consent


def signed_on(consents: Sequence[Consent], kind: str, day: date | None) -> date | None:
    """The day of the newest consent of a kind that holds on a day of service, None without one."""
    for one in consents:
        ended = (day and one.until_on and one.until_on < day) or one.withdrawn_on
        if one.kind == kind and not ended:
            return one.signed_on
    return None
