"""The arithmetic of a visit below its services, told again at every edit; and nothing saved that nobody has seen."""

from clinic_desktop.errors import Refused
from clinic_desktop.values import money
from clinic_desktop.values.problems import Problem
from clinic_desktop.visits.model import Visit, VisitDraft
from clinic_desktop.visits.queries.facts import is_busy, is_elsewhere, payer_habits, visit_facts
from clinic_desktop.visits.rules.charges import Reckoning, reckon
from clinic_desktop.visits.rules.habits import PayerHabits, habits_words, most_words, times_words
from clinic_desktop.visits.rules.visits import typed_day
from clinic_desktop.wording import say
from ui.kit.form import Form
from ui.kit.rows_field import RowsField
from ui.kit.words_field import WordsField
from ui.session import Session
from ui.visits.services import ask_for_times, show_diagnoses, show_what_follows

# The steps of one kind stand in a line: the form has to fit the screen.
_SIDE_BY_SIDE = "  ·  "


class Arithmetic:
    """Says below the services of a form what they come to, and by whose rule; asks for times where two codes or the
    payer do."""

    def __init__(self, session: Session, form: Form, found: Visit | None) -> None:
        """`found` is the visit on record, None for a new one."""
        self._session, self._form, self._found = session, form, found
        self._seen: Reckoning | None = None

    def show(self, draft: VisitDraft) -> None:
        """Tell it as it is with what is typed now."""
        session, form, found = self._session, self._form, self._found
        services, charge = form.fields["services"], form.fields["charge"]
        assert isinstance(services, RowsField)
        assert isinstance(charge, WordsField)
        read, today, row = session.clinic.read, session.clinic.clock.today(), found.id if found else 0
        day, case = typed_day(draft, today), int(draft.case)
        facts, habits = visit_facts(read, case, day, today, row), payer_habits(read, case, day)
        reckoning = reckon(draft, facts)
        show_what_follows(services, reckoning, is_planned=found is not None and found.status == "planned")
        _show_charge(charge, reckoning, habits)
        chosen = [facts.services.get(int(line.service or 0)) for line in draft.services]
        timed = {at: one.procedure_code or one.name for at, one in enumerate(chosen) if one and one.is_timed}
        ask_for_times(services, tuple(timed), times_words(habits, len(set(timed.values()))))
        show_diagnoses(services, facts.diagnoses)
        busy = say("The therapist gives another visit then.") if is_busy(read, draft, today, row) else ""
        twice = say("The client is with another therapist then.") if is_elsewhere(read, draft, today, row) else ""
        form.fields["therapist"].show_notice(" ".join(filter(None, (busy, twice))))
        self._seen = reckoning

    def refuse_unseen(self, draft: VisitDraft) -> None:
        """Raise Refused at `charge` where what follows is not what stands there: it is counted again at the save, and
        somebody may have changed a price or the payer's rule since."""
        before = self._seen
        self.show(draft)
        now = self._seen
        if before and now and _come_to(before) != _come_to(now):
            words = say("A price or the payer’s rule has changed meanwhile. Look at the charge, and save again.")
            raise Refused([Problem("charge", words)])


def _come_to(reckoning: Reckoning) -> tuple[int, int, tuple[str, ...]]:
    return reckoning.charged_cents, reckoning.billed, reckoning.money_steps


def _show_charge(charge: WordsField, reckoning: Reckoning, habits: PayerHabits | None) -> None:
    """The charge with its steps; where something cannot be counted no amount stands there, but what is in the way."""
    if reckoning.trouble:
        charge.show_words(say("No charge yet"))
        charge.show_hint(reckoning.trouble)
        return
    charge.show_words(say("Charge {amount}", amount=money.shown(reckoning.charged_cents)))
    whose = habits_words(habits) if any(reckoning.units) else ""
    steps = map(_SIDE_BY_SIDE.join, (reckoning.minute_steps, reckoning.money_steps))
    charge.show_hint("\n".join(line for line in (*steps, whose, most_words(habits, reckoning.billed)) if line))
