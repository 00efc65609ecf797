"""What is open about the visits of a case."""

from collections.abc import Sequence

from clinic_desktop.chart.model import NextStep
from clinic_desktop.values import dates
from clinic_desktop.visits.model import NoteState, VisitRow
from clinic_desktop.wording import say, say_many


def note_verb(note: NoteState) -> str:
    """What the button says that leads to the note of a visit that was given, as on Today."""
    if note == "signed":
        return say("Open note")
    return say("Write note") if note == "none" else say("Finish note")


def visit_steps(planned: Sequence[VisitRow], unsigned: Sequence[VisitRow]) -> list[NextStep]:
    """Planned visits whose day is past, and visits given whose note is not signed, each the oldest first."""
    steps = []
    if planned:
        first = planned[0]
        words = say("Visit planned for {day}", day=dates.shown(first.date_of_service))
        why = say("Was it given? Then record it; else remove it.")
        steps.append(NextStep(words, why, say("Record visit"), f"visit/{first.id}/given"))
    if unsigned:
        first = unsigned[0]
        words = say_many("Note to sign", "{count} notes to sign", len(unsigned))
        facts = {"day": dates.shown(first.date_of_service), "who": first.therapist_name}
        why = say("Of {day}, by {who}. A payer wants a note signed by the therapist for each visit.", **facts)
        steps.append(NextStep(words, why, note_verb(first.note), f"note/{first.id}"))
    return steps
