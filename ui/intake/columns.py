"""What the lists of flags, histories and consents show."""

from collections.abc import Callable
from datetime import date

from clinic_desktop.intake.model.consents import CONSENTS, Consent
from clinic_desktop.intake.model.flags import HealthFlag
from clinic_desktop.intake.model.history import HealthHistory
from clinic_desktop.intake.rules.consents import consent_state
from clinic_desktop.intake.rules.words import called, noted_words, state_words
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column

# As one word in a list.
LEVEL_WORDS = {"urgent": mark("Urgent"), "modify": mark("Modify"), "local": mark("Leave alone")}
# Whose hand it was; the name stands in the consent.
SIGNERS = {"client": mark("Client"), "guardian": mark("Guardian")}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def consent_words(one: Consent) -> str:
    """What was agreed to, with its place: "Consent for a special area (chest)"."""
    words = say(CONSENTS[one.kind])
    return say("{what} ({region})", what=words, region=one.region) if one.region else words


def consent_columns(today: Callable[[], date]) -> tuple[Column[Consent], ...]:
    """`today` is what a state goes by."""
    return (
        Column(mark("Consent"), consent_words, share=5),
        Column(mark("Signed on"), lambda one: dates.shown(one.signed_on), share=3, least="20 Nov 2026"),
        Column(mark("Signed by"), lambda one: say(SIGNERS[one.signed_by]), share=2, least="Guardian"),
        Column(mark("State"), lambda one: consent_state(one, today()), share=4),
    )


FLAG_COLUMNS: tuple[Column[HealthFlag], ...] = (
    Column(mark("Level"), lambda one: say(LEVEL_WORDS[one.level]), share=2, least="Leave alone"),
    Column(mark("Flag"), called, share=6),
    Column(mark("Found on"), lambda one: dates.shown(one.found_on), share=2, least="20 Nov 2026"),
    Column(mark("What is done otherwise"), lambda one: one.modification, share=6),
    Column(mark("Noted"), noted_words, share=5),
    Column(mark("State"), state_words, share=4),
)
HISTORY_COLUMNS: tuple[Column[HealthHistory], ...] = (
    Column(mark("Taken on"), lambda one: dates.shown(one.taken_on), share=2, least="20 Nov 2026"),
    Column(mark("Conditions"), lambda one: _one_line(one.conditions), share=4),
    Column(mark("Medications"), lambda one: _one_line(one.medications), share=4),
)
