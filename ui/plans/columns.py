"""What the list of a plan's versions shows."""

from clinic_desktop.plans.model import TreatmentPlan
from clinic_desktop.plans.rules.phases import sum_words
from clinic_desktop.plans.rules.progress import prescriber_words
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def version_words(plan: TreatmentPlan) -> str:
    """Which version it is: "Version 2"."""
    return say("Version {number}", number=plan.number)


def span_of(plan: TreatmentPlan) -> str:
    """Its first and its last day."""
    return f"{dates.shown(plan.starts_on)} – {dates.shown(plan.ends_on)}"


def signed_words(plan: TreatmentPlan) -> str:
    """The day on which its therapist signed."""
    return dates.shown(plan.signed_on) if plan.signed_on else say("Draft")


PLAN_COLUMNS: tuple[Column[TreatmentPlan], ...] = (
    Column(mark("Version"), lambda one: str(one.number), right=True, share=1),
    Column(mark("Signed"), signed_words, share=2, least="20 Nov 2026"),
    Column(mark("Days"), span_of, share=4, least="20 Nov 2026 – 20 Nov 2027"),
    Column(mark("Visits"), lambda one: sum_words(one.phases), share=3, least="12 visits over 8 weeks"),
    Column(mark("Prescriber"), prescriber_words, share=5),
)
