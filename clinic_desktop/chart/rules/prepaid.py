"""What a client has paid ahead and soon cannot use any more."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.chart.model import NextStep
from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.prepaid.rules import left_words
from clinic_desktop.values import dates
from clinic_desktop.wording import say


def prepaid_steps(running_out: Sequence[Prepaid], today: date) -> list[NextStep]:
    """One step for each that runs out: a membership is renewed, of the others what is left is used, or it is ended."""
    steps = []
    for one in running_out:
        assert one.expires_on
        facts = {"left": left_words(one), "day": dates.shown(one.expires_on)}
        is_over = one.expires_on < today
        why = say("It expired on {day}: {left}.", **facts) if is_over else say("It expires on {day}: {left}.", **facts)
        if one.kind == "membership":
            steps.append(NextStep(say("Renew {name}", name=one.name), why, say("Renew"), f"renewal/{one.id}"))
        elif is_over:
            steps.append(NextStep(say("End {name}", name=one.name), why, say("End it"), f"ending/{one.id}"))
        else:
            words = say("{name} runs out", name=one.name)
            steps.append(NextStep(words, why, say("Plan visit"), "visit/new/planned"))
    return steps
