"""What the lists of supervisors and of a payer's answers show."""

from clinic_desktop.supervision.model import ANSWERS, SupervisionAnswer, Supervisor
from clinic_desktop.supervision.rules import professions_words
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def _until(one: Supervisor) -> str:
    return dates.shown(one.to_on) if one.to_on else say("Still supervises")


def _expiry(one: Supervisor) -> str:
    return dates.shown(one.expires_on) if one.expires_on else ""


def answer_words(one: SupervisionAnswer) -> str:
    """What a payer said: "Yes, under PT or DC"."""
    if one.accepts != "yes":
        return say(ANSWERS["no"])
    return say("Yes, under {professions}", professions=professions_words(one.professions))


def _counts_until(one: SupervisionAnswer) -> str:
    return dates.shown(one.valid_until) if one.valid_until else say("No end named")


SUPERVISOR_COLUMNS: tuple[Column[Supervisor], ...] = (
    Column(mark("Name"), lambda one: one.name, share=5),
    Column(mark("NPI"), lambda one: one.npi, share=3),
    Column(mark("License"), lambda one: one.license, share=4),
    Column(mark("Valid until"), _expiry, share=3, least="20 Nov 2026"),
    Column(mark("Since"), lambda one: dates.shown(one.from_on), share=3, least="20 Nov 2026"),
    Column(mark("Until"), _until, share=3),
)
ANSWER_COLUMNS: tuple[Column[SupervisionAnswer], ...] = (
    Column(mark("Asked on"), lambda one: dates.shown(one.asked_on), share=3, least="20 Nov 2026"),
    Column(mark("Accepted"), answer_words, share=5),
    Column(mark("Reference"), lambda one: one.reference, share=4),
    Column(mark("Spoke with"), lambda one: one.representative, share=3),
    Column(mark("Counts until"), _counts_until, share=3),
)
