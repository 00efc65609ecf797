"""What follows from the contacts of a case and from its coverage: what was to be done by now."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.chart.model import NextStep
from clinic_desktop.contacts.model import ContactRow
from clinic_desktop.contacts.rules.words import due_words, line_words
from clinic_desktop.coverage.model.follow_ups import StepFollowUp
from clinic_desktop.wording import say


def contact_steps(due: Sequence[ContactRow], today: date) -> list[NextStep]:
    """One step for each follow-up that is overdue or due today."""
    return [
        NextStep(
            one.todo,
            say("{due}. {contact}.", due=due_words(one.due_on or today, today), contact=line_words(one)),
            say("Open contact"),
            f"contact/{one.id}",
        )
        for one in due
    ]


def taken_on(due: Sequence[StepFollowUp], today: date) -> list[NextStep]:
    """One step for each next step of the wizard that was taken on and is overdue or due today."""
    return [
        NextStep(
            one.words,
            say("{due}. A next step of the coverage wizard.", due=due_words(one.due_on, today)),
            say("Open wizard"),
            "wizard",
        )
        for one in due
    ]
