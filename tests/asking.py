"""Flags, histories and consents for tests."""

from collections.abc import Callable

from factories import CLIENT

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import FieldProblem, Refused
from clinic_desktop.intake.commands.consents import AddConsent
from clinic_desktop.intake.commands.flags import GoOverFlags, RaiseFlag
from clinic_desktop.intake.commands.history import TakeHistory
from clinic_desktop.intake.model.consents import ConsentDraft, ConsentId
from clinic_desktop.intake.model.flags import (
    FlagAnswerDraft,
    FlagDraft,
    FlagId,
    FlagResolutionDraft,
    ScreeningDraft,
    ScreeningId,
)
from clinic_desktop.intake.model.history import HistoryDraft, HistoryId

RAISED = FlagDraft("blood_thinner", "", "11/13/2026", "", "Since a clot in May", "Light pressure, no deep work")
URGENT = FlagDraft("chest", "", "11/13/2026", "", "Since this morning")
NOTED = FlagResolutionDraft("note", "11/20/2026", "", "A pulled muscle, says the clinic she went to.")
CLEARANCE = FlagResolutionDraft("clearance", "11/20/2026", "Dr. Ana Lee", "Light work is fine.")
HISTORY = HistoryDraft("11/13/2026", "Florist", conditions="Asthma", medications="Inhaler", pressure="medium")
CONSENT = ConsentDraft("informed", "11/13/2026")
MINOR = ClientDraft(
    "Ivy", "", "Larkin", birth_date="5/6/2013", guardian_name="June Larkin", guardian_relationship="mother"
)
OTHER = ClientDraft("Bo", "", CLIENT.family_name)


def raised(clinic: Clinic, client: int, draft: FlagDraft = RAISED) -> FlagId:
    """A flag of a client."""
    return FlagId(clinic.do(RaiseFlag(client, draft)).row)


def asked(clinic: Clinic, client: int, on: str = "11/24/2026", /, **answers: str) -> ScreeningId:
    """The checklist gone over, these questions answered; a yes to a place is about the left arm."""
    drafts = tuple(FlagAnswerDraft(key, answer, region="left arm") for key, answer in answers.items())
    return ScreeningId(clinic.do(GoOverFlags(client, ScreeningDraft(on, drafts))).row)


def taken(clinic: Clinic, client: int, draft: HistoryDraft = HISTORY) -> HistoryId:
    """A health history of a client."""
    return HistoryId(clinic.do(TakeHistory(client, draft)).row)


def signed(clinic: Clinic, client: int, draft: ConsentDraft = CONSENT) -> ConsentId:
    """A consent of a client."""
    return ConsentId(clinic.do(AddConsent(client, draft)).row)


def told(act: Callable[[], object]) -> list[FieldProblem]:
    """What is said where something is refused."""
    try:
        act()
    except Refused as answer:
        return list(answer.problems)
    return []
