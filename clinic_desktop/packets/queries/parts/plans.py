"""The versions of the treatment plan of a case."""

from collections.abc import Iterator

from clinic_desktop.packets.model.parts import COPIES, Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.plans.model import TreatmentPlan
from clinic_desktop.plans.queries import plans_of
from clinic_desktop.wording import say


def plans_offered(asked: PartsAsked) -> Iterator[Part]:
    """Each version, the newest first, a draft on top; before it the newest copy of it that the prescriber signed."""
    for plan in plans_of(asked.read, asked.case):
        day = plan.signed_on or plan.starts_on
        yield from _signed_copy(plan)
        yield Part(
            f"plan:{plan.id}",
            "plan",
            say("Treatment plan, version {number}", number=plan.number),
            on=day,
            since=plan.starts_on,
            until=plan.ends_on,
            is_signed=plan.signed_on is not None,
            codes=plan.diagnoses,
            fix=f"treatment-plan/{plan.id}" if plan.signed_on else f"plan/{plan.id}",
            mark=str(plan.version),
            dated=(day,),
        )


def _signed_copy(plan: TreatmentPlan) -> Iterator[Part]:
    for copy in plan.copies[:1]:
        signed_on = plan.sending.signed_on if plan.sending else None
        yield Part(
            f"{COPIES}:{copy.id}",
            "plan",
            say("Treatment plan, version {number}, signed by the prescriber", number=plan.number),
            on=signed_on or copy.kept_on,
            since=plan.starts_on,
            until=plan.ends_on,
            is_signed=True,
            codes=plan.diagnoses,
            # What somebody wrote on it no program reads.
            may_tell=True,
            fix=f"treatment-plan/{plan.id}",
            mark=copy.digest,
            stands_for=f"plan:{plan.id}",
            dated=(signed_on or copy.kept_on,),
        )
