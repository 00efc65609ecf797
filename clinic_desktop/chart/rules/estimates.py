"""What is next about the Good Faith Estimates of a case."""

from datetime import date, timedelta

from clinic_desktop.chart.model import NextStep
from clinic_desktop.estimates.model.due import DISPUTE_DAYS, EstimateStanding
from clinic_desktop.estimates.rules.words import due_part, due_title, due_verb, watch_title, watch_why
from clinic_desktop.wording import say


def estimate_steps(standing: EstimateStanding, today: date) -> list[NextStep]:
    """The estimate that is due, as soon as it is; and what was billed near or above the limit of one."""
    steps = []
    if standing.due:
        one = standing.due
        steps.append(NextStep(due_title(one, today), one.why, due_verb(one), due_part(one)))
    since = today - timedelta(DISPUTE_DAYS)
    for watch in standing.watches:
        if watch.state != "quiet" and (watch.last_given is None or watch.last_given >= since):
            part = f"estimate/{watch.estimate}"
            steps.append(NextStep(watch_title(watch), watch_why(watch), say("Open estimate"), part))
    return steps
