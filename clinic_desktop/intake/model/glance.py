"""What the head of a chart needs to know about a client’s health."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.intake.model.flags import OpenFlag


@dataclass(frozen=True, slots=True)
class HealthGlance:
    """The open flags, urgent ones first; when the history was taken last, None where it never was; and the kinds of
    consents that hold today. `is_kept` says whether anything of this client’s health is kept here at all."""

    flags: tuple[OpenFlag, ...] = ()
    taken_on: date | None = None
    consents: frozenset[str] = frozenset()
    is_kept: bool = False
