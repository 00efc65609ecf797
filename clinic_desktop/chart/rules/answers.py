"""What is next about superbills and statements that no plan has answered yet."""

from collections.abc import Sequence

from clinic_desktop.chart.model import NextStep
from clinic_desktop.submissions.model import Unanswered
from clinic_desktop.submissions.rules.standing import asking_words
from clinic_desktop.wording import say, say_many


def answer_steps(waiting: Sequence[Unanswered]) -> list[NextStep]:
    """One step for the oldest superbill that is asked about by now, which says how many more wait; it is done by
    entering what the plan said."""
    if not waiting:
        return []
    oldest, more = waiting[0], len(waiting) - 1
    others = say_many("{count} more document waits too.", "{count} more documents wait too.", more) if more else ""
    why = " ".join(filter(None, (asking_words(oldest), others)))
    part = f"benefits/new/{oldest.bill}"
    return [NextStep(say("What did the plan say?"), why, say("Enter benefit statement"), part)]
