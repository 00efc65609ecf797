"""The outcome measures of a case: one part, from the first score on."""

from collections.abc import Iterator

from clinic_desktop.measures.queries import scores_of
from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.wording import say


def measures_offered(asked: PartsAsked) -> Iterator[Part]:
    """The chart of a case whose measures were taken. What was scored on the day of a visit that is kept from the payer
    is not on it: it would tell of the visit."""
    found = [(key, one) for key, scores in scores_of(asked.read, asked.case).items() for one in scores]
    shown = [(key, one) for key, one in found if not asked.is_later(one.taken_on) and not asked.is_kept(one.taken_on)]
    told = [one for _, one in shown]
    if told:
        days = sorted({one.taken_on for one in told})
        yield Part(
            f"measures:{asked.case}",
            "measures",
            say("Outcome chart"),
            on=days[-1],
            told=tuple(days),
            since=days[0],
            until=days[-1],
            fix="assessment",
            lists=len({key for key, _ in shown}),
            mark=repr(sorted((one.id, one.version) for one in told)),
        )
