"""What the visits of a case are expected to cost, in the lines of a paper."""

from datetime import date

from clinic_desktop.coverage.model.money import Estimate
from clinic_desktop.coverage.rules.estimate.lines import span
from clinic_desktop.coverage.rules.estimate.said import sentences
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say, say_many


def cost_lines(estimate: Estimate | None, today: date) -> tuple[str, ...]:
    """How many visits it is for, what they are billed at, what is left to the patient, and that it is an estimate;
    nothing where there is none."""
    if estimate is None or not estimate.rows:
        return ()
    visits = say_many("{count} visit", "{count} visits", len(estimate.rows))
    billed, left = (span(estimate.low.total(one), estimate.high.total(one)) for one in ("billed_cents", "net_cents"))
    facts = {"day": printed(today), "visits": visits, "billed": billed, "left": left}
    return (
        say("As of {day}, for {visits}: billed {billed}, cost to the patient in the end {left}.", **facts),
        # The last sentence says whose money it counts, and who decides.
        *list(sentences(estimate))[-1:],
    )
