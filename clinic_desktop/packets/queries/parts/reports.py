"""The progress and discharge reports of a case."""

from collections.abc import Iterator

from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.progress.queries import reports_of
from clinic_desktop.visits.queries.visits import given_days
from clinic_desktop.wording import say


def reports_offered(asked: PartsAsked) -> Iterator[Part]:
    """Each report, the newest first, a draft on top."""
    found = reports_of(asked.read, asked.case)
    days = given_days(asked.read, asked.case) if found else ()
    for one in found:
        is_last = one.kind == "discharge"
        yield Part(
            f"report:{one.id}",
            "report",
            say("Discharge report") if is_last else say("Progress report"),
            on=one.day,
            # It counts every visit since the case began, and compares with how it began.
            told=tuple(each for each in days if each <= one.day),
            since=one.since,
            until=one.day,
            is_signed=one.signed_on is not None,
            fix=f"progress-report/{one.id}" if one.signed_on else f"report/{one.id}",
            mark=str(one.version),
            dated=(one.day,),
        )
