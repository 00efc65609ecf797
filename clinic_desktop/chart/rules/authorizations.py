"""What a case still needs from a payer: an authorization that goes on where one runs out."""

from collections.abc import Sequence

from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.authorizations.rules.burning import asked_again, to_renew
from clinic_desktop.authorizations.rules.words import why_renew
from clinic_desktop.chart.model import NextStep
from clinic_desktop.values import dates
from clinic_desktop.wording import say


def authorization_steps(burns: Sequence[BurnDown]) -> list[NextStep]:
    """One step for each that runs out; where another one was asked for, it is to write down the answer."""
    steps = []
    for one in to_renew(burns):
        state, again = why_renew(one), asked_again(one, burns)
        if again is None:
            why = say("{state}. Ask the payer for the next one.", state=state)
            steps.append(NextStep(say("New authorization"), why, say("Add authorization"), "authorization/new"))
            continue
        asked = again.row.asked_on
        why = (
            say("{state}. The next one was asked for on {day}.", state=state, day=dates.shown(asked))
            if asked
            else say("{state}. The next one was asked for.", state=state)
        )
        part = f"authorization/{again.id}/status"
        steps.append(NextStep(say("Answer of the payer"), why, say("Type the answer"), part))
    return steps
