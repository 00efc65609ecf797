"""The versions of the treatment plan of a case."""

from collections.abc import Iterator

from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.plans.queries import plans_of
from clinic_desktop.wording import say


def plans_offered(asked: PartsAsked) -> Iterator[Part]:
    """Each version, the newest first, a draft on top."""
    for plan in plans_of(asked.read, asked.case):
        day = plan.signed_on or plan.starts_on
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
