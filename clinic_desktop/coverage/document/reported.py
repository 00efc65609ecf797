"""What the plan said when it was called, with who said it and under which reference; or that nobody has asked yet."""

from datetime import date

from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.model.paper import DeterminationPaper, PaperFacts
from clinic_desktop.coverage.model.questions import question_of
from clinic_desktop.coverage.rules.answer_words import input_label, input_words, inputs
from clinic_desktop.coverage.rules.origins import call_words
from clinic_desktop.press.letters import joined
from clinic_desktop.values.dates import printed, printed_within
from clinic_desktop.wording import say

# What a plan is asked. The call itself is told in a sentence of its own.
_STEP = "call"
_ALSO = ("plan_type", "funding", "network", "gap_exception", "referral_required")
_OF_THE_CALL = "vob_call."


def call_told(paper: DeterminationPaper) -> str:
    """The call in a sentence, or that there was none; "" where no plan is to be asked."""
    facts = paper.facts
    if not _is_asked(paper):
        return ""
    if facts.called_on is None:
        return say("Nobody has asked {payer} yet.", payer=facts.payer_name)
    return _call(facts, facts.called_on)


def answers_told(paper: DeterminationPaper) -> list[str]:
    """What the plan answered in that call, each as question and answer."""
    facts = paper.facts
    if not _is_asked(paper) or facts.called_on is None:
        return []
    return _answers(paper, printed_within(call_words(facts.called_on, facts.reference)))


def _is_asked(paper: DeterminationPaper) -> bool:
    return bool(paper.facts.payer_name) and paper.determination.verdict != CoverageVerdict.SELF_PAY.value


def _call(facts: PaperFacts, called_on: date) -> str:
    day, payer = printed(called_on), facts.payer_name
    who = {"clinic": say("The clinic called {payer} on {day}", payer=payer, day=day)}
    who["client"] = say("The client called {payer} on {day}", payer=payer, day=day)
    called = who.get(facts.called_by) or say("{payer} was called on {day}", payer=payer, day=day)
    with_whom = say("spoke with {representative}", representative=facts.representative) if facts.representative else ""
    reference = say("reference {reference}", reference=facts.reference) if facts.reference else ""
    return say("{call}.", call=joined((called, with_whom, reference), ", "))


def _answers(paper: DeterminationPaper, origin: str) -> list[str]:
    """The answers that are from this call."""
    made = paper.determination
    return [
        say("{question}: {answer}", question=input_label(key), answer=input_words(key, value))
        for key, value in inputs(made.inputs)
        if made.origins.get(key) == origin and value != UNKNOWN and _is_of_the_plan(key)
    ]


def _is_of_the_plan(key: str) -> bool:
    found = question_of(key)
    return key in _ALSO or (found is not None and found[0].key == _STEP and not key.startswith(_OF_THE_CALL))
