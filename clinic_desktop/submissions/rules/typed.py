"""Reads what was typed about a bill that went in."""

from datetime import date

from clinic_desktop.submissions.model import SENT_BY, SENT_HOW, SubmissionDraft
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import past_day
from clinic_desktop.wording import say

Values = dict[str, object]
_LONGEST = {"confirmation": 60, "note": 2_000}


def submission_values(draft: SubmissionDraft, issued_on: date, today: date) -> Values:
    """The columns of a submission of a bill that was issued on a day; raises Refused with all problems."""
    found = Problems()
    day = past_day(found, "sent_on", draft.sent_on, today)
    if not draft.sent_on.strip():
        found.add("sent_on", say("Type the day on which it went in."))
    if day and day < issued_on:
        found.add("sent_on", say("This is before the bill was issued ({day}).", day=dates.shown(issued_on)))
    for field, typed, known in (("sent_by", draft.sent_by, SENT_BY), ("how", draft.how, SENT_HOW)):
        if typed not in known:
            found.add(field, say("Choose one of these."))
    values: Values = {
        "sent_on": day.isoformat() if day else "",
        "sent_by": draft.sent_by,
        "how": draft.how,
        "confirmation": plain(draft.confirmation),
        "note": plain(draft.note),
    }
    found.limit(values, _LONGEST)
    found.refuse()
    return values
