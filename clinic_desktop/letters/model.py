"""A letter of a clinic, as it stands."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId

LetterId = NewType("LetterId", int)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter as listed. `kind` is the key of its template ("appeal_internal"); `issued_on` is None while it can still
    be changed, `voided_on` until it was voided; `digest` names its PDF among the contents of the clinic's file once it
    is issued; `denial` is the row of the denial it is about, None for none."""

    id: LetterId
    version: int
    client: ClientId
    case: CaseId
    kind: str
    title: str
    to_whom: str
    denial: int | None
    issued_on: date | None
    voided_on: date | None
    digest: str
