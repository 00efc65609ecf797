"""What is due in the care of clients: re-evaluations of treatment plans, progress reports, Good Faith Estimates, and
what plans answered."""

from collections.abc import Iterator
from datetime import date, timedelta

from clinic_desktop.contacts.model import AHEAD_DAYS
from clinic_desktop.estimates.model.due import TOLD_DAYS, StandingOfCase
from clinic_desktop.estimates.queries.standing import standings_told
from clinic_desktop.estimates.rules.words import due_part, due_title, due_verb, watch_title, watch_why
from clinic_desktop.plans.model import EARLY_DAYS
from clinic_desktop.progress.loader import report_intervals
from clinic_desktop.progress.model import ReportDue
from clinic_desktop.progress.queries import reports_due
from clinic_desktop.store.reader import Reader
from clinic_desktop.submissions.model import Unanswered
from clinic_desktop.submissions.queries.waiting import unanswered
from clinic_desktop.submissions.rules.standing import asking_words
from clinic_desktop.today.model import CareDue
from clinic_desktop.today.queries.listing import STILL_TREATED, client_name
from clinic_desktop.wording import say

# Values: the last day that is soon, today, days before the re-evaluation on which an assessment counts as it. Of the
# versions of a plan the newest that was signed, as long as its days go on and no discharge ended the treatment.
_REEVALUATIONS = f"""
SELECT plan.reevaluate_on, cases.id AS case_id, cases.reason, cases.client_id,
    clients.given_name AS client_given_name, clients.family_name AS client_family_name, clients.preferred_name
FROM treatment_plans AS plan
JOIN cases ON cases.id = plan.case_id
JOIN clients ON clients.id = cases.client_id
WHERE plan.retired_at IS NULL AND plan.signed_at <> '' AND plan.reevaluate_on <= ?1 AND plan.ends_on >= ?2
    AND cases.closed_on = '' AND cases.retired_at IS NULL AND clients.retired_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM treatment_plans AS later
        WHERE later.case_id = plan.case_id AND later.number > plan.number AND later.signed_at <> ''
            AND later.retired_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM assessments
        WHERE assessments.case_id = plan.case_id AND assessments.retired_at IS NULL
            AND assessments.day > plan.starts_on AND assessments.day >= date(plan.reevaluate_on, ?3))
    AND {STILL_TREATED}
ORDER BY plan.reevaluate_on, plan.id
"""  # noqa: S608 - constants


def care_due(read: Reader, today: date) -> tuple[CareDue, ...]:
    """Every re-evaluation, report and estimate that is overdue or due within AHEAD_DAYS, the first one on top.

    None is left out, however many there are: nobody ticks them off unread, so they are as many as are really due.
    """
    soon = (today + timedelta(AHEAD_DAYS)).isoformat()
    found = [
        CareDue(
            due_on=date.fromisoformat(row["reevaluate_on"]),
            what=say("Re-evaluation"),
            why=say("The treatment plan says by when; a payer asks what changed."),
            verb=say("Assess again"),
            client_name=client_name(row),
            reason=row["reason"],
            part=f"{row['client_id']}/of/{row['case_id']}/assessment/new",
        )
        for row in read.all(_REEVALUATIONS, soon, today.isoformat(), f"-{EARLY_DAYS} days")
    ]
    found += map(_report, reports_due(read, report_intervals(), today))
    found += [due for one in standings_told(read, today) for due in _estimates(one, today)]
    found += map(_answer, unanswered(read, today))
    return tuple(sorted(found, key=lambda one: one.due_on))


def _answer(one: Unanswered) -> CareDue:
    """Done by entering one; whoever closed the case asks no more."""
    return CareDue(
        due_on=one.due_on,
        what=say("What did the plan say?"),
        why=asking_words(one),
        verb=say("Enter benefit statement"),
        client_name=one.client_name,
        reason=one.reason,
        part=f"{one.client}/of/{one.case}/benefits/new/{one.bill}",
    )


def _report(one: ReportDue) -> CareDue:
    """One that was begun stays until it is signed."""
    return CareDue(
        due_on=one.due_on,
        what=say("Progress report to sign") if one.draft else say("Progress report"),
        why=one.why,
        verb=say("Open draft") if one.draft else say("Write report"),
        client_name=one.client_name,
        reason=one.reason,
        part=f"{one.client}/of/{one.case}/report/{one.draft or 'new'}",
    )


def _estimates(one: StandingOfCase, today: date) -> Iterator[CareDue]:
    """The estimate that is due: it is done once it was delivered. And what was billed near or above the limit of one,
    as long as something can be done about it at the desk."""
    where = f"{one.client}/of/{one.case}"
    due, whose = one.standing.due, {"client_name": one.client_name, "reason": one.reason}
    if due and due.due_on <= today + timedelta(AHEAD_DAYS):
        words = {"what": due_title(due, today), "why": due.why, "verb": due_verb(due)}
        yield CareDue(due_on=due.due_on, part=f"{where}/{due_part(due)}", **words, **whose)
    for watch in one.standing.watches:
        is_old = watch.last_given is not None and watch.last_given < today - timedelta(TOLD_DAYS)
        if watch.state != "quiet" and not (is_old and not watch.planned_cents):
            words = {"what": watch_title(watch), "why": watch_why(watch), "verb": say("Open estimate")}
            yield CareDue(due_on=today, part=f"{where}/estimate/{watch.estimate}", **words, **whose)
