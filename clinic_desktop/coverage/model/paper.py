"""What a determination's papers say beside its verdict: who, for whom, with which plan, and whom to call, as it was."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.coverage.model.kept import Determination


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the payer to call: `whom` a key of fact.WHOM, `phone` as people read it."""

    whom: str
    phone: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Kept with a determination, so that a paper says the same whenever it is printed again. Of a case without a policy
    the payer's texts are ""; `called_on` is None where nobody was called."""

    clinic_name: str = ""
    clinic_address: tuple[str, ...] = ()
    clinic_phone: str = ""
    clinic_email: str = ""
    is_demo: bool = False
    therapist_name: str = ""
    client_name: str = ""
    reason: str = ""
    payer_name: str = ""
    plan_type: str = ""
    plan_name: str = ""
    member_id: str = ""
    group_number: str = ""
    lines: tuple[PaperLine, ...] = ()
    called_on: date | None = None
    called_by: str = ""
    representative: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class DeterminationPaper:
    """A determination with all that its papers say."""

    determination: Determination
    facts: PaperFacts
