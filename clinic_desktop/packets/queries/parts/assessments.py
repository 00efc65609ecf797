"""The assessments of a case."""

from collections.abc import Iterator

from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.wording import say


def assessments_offered(asked: PartsAsked) -> Iterator[Part]:
    """Each assessment, the newest first; the first one that was made is called so."""
    found = assessments_of(asked.read, asked.case)
    for at, one in enumerate(found):
        is_first = at == len(found) - 1
        title = say("Initial assessment") if is_first else say("Assessment")
        yield Part(
            f"assessment:{one.id}",
            "assessment",
            title,
            on=one.day,
            # What is found on a day tells of the visit of that day; a later one is compared with the first.
            told=tuple(sorted({one.day, found[-1].day})),
            since=one.day,
            until=one.day,
            is_signed=one.signed_at is not None,
            fix=f"assessment/{one.id}",
            mark=str(one.version),
            lists=len((*one.limits, *one.motions, *one.palpations, *one.strengths, *one.tests)),
            dated=(one.day,),
        )
