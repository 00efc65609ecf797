"""Histories, flags and consents of a few clients of the demo clinic."""

from collections.abc import Sequence

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.intake.commands.consents import AddConsent
from clinic_desktop.intake.commands.flags import GoOverFlags, RaiseFlag, ResolveFlag
from clinic_desktop.intake.commands.history import TakeHistory
from clinic_desktop.intake.model.checklist import CHECKLIST, OTHERS
from clinic_desktop.intake.model.consents import ConsentDraft
from clinic_desktop.intake.model.flags import FlagAnswerDraft, FlagDraft, FlagResolutionDraft, ScreeningDraft
from clinic_desktop.intake.model.history import HistoryDraft


def add_health(clinic: Clinic, typed: Sequence[Typed]) -> None:
    """Write down what `health.toml` says. An urgent flag in it is resolved, so that nothing of the demo stops."""
    today = clinic.clock.today()
    for one in typed:
        given, _, family = one["client"].rpartition(" ")
        sql = "SELECT id FROM clients WHERE given_name = ? AND family_name = ?"
        client = clinic.read.one(sql, given, family)["id"]
        for history in one.get("histories", ()):
            clinic.do(TakeHistory(client, HistoryDraft(**drafted(history, today))))
        if "asked" in one:
            clinic.do(GoOverFlags(client, _asked(one["asked"], clinic)))
        for flag in one.get("flags", ()):
            row = clinic.do(RaiseFlag(client, FlagDraft(**drafted(flag, today, "resolution")))).row
            resolution = FlagResolutionDraft(**drafted(flag["resolution"], today))
            clinic.do(ResolveFlag(row, 1, resolution))
        for consent in one.get("consents", ()):
            clinic.do(AddConsent(client, ConsentDraft(**drafted(consent, today))))


def _asked(typed: Typed, clinic: Clinic) -> ScreeningDraft:
    """Every question of the list; what is found otherwise has none."""
    flags = {one["key"]: one for one in typed.get("yes", ())}
    answers = tuple(
        FlagAnswerDraft(answer="yes", **flags[key]) if key in flags else FlagAnswerDraft(key, "no")
        for key in CHECKLIST
        if key not in OTHERS
    )
    return ScreeningDraft(answers=answers, **drafted(typed, clinic.clock.today(), "yes"))
