"""What is next about superbills that no plan has answered yet."""

from collections.abc import Sequence

from clinic_desktop.benefit_statements.model import Unanswered
from clinic_desktop.benefit_statements.rules.brought import asking_words
from clinic_desktop.chart.model import NextStep
from clinic_desktop.wording import say


def answer_steps(waiting: Sequence[Unanswered]) -> list[NextStep]:
    """One step for each superbill that is asked about by now; it is done by entering what the plan said."""
    return [
        NextStep(
            say("What did the plan say?"), asking_words(one), say("Enter benefit statement"), f"benefits/new/{one.bill}"
        )
        for one in waiting
    ]
