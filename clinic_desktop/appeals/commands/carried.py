"""What goes out for a denial carries its step: nobody enters a second time that a packet or a letter was sent."""

from dataclasses import replace
from datetime import date

from clinic_desktop.appeals.commands.reckoning import keep_next_step, standing
from clinic_desktop.appeals.commands.steps import OpenAppeal, write_sent
from clinic_desktop.appeals.model import AppealDraft, SentDraft, open_step
from clinic_desktop.appeals.queries.denials import appeal, appeals_of
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.dates import printed


def send_with_packet(tx: Transaction, denial: int, draft: SentDraft) -> date | None:
    """Note that the step against a denial went out with the packet of the draft: the one that waits, or that this
    packet carried before; where none was begun, the next one begins with it. Returns by when the plan has to answer,
    None where there is no step that it could be. Raises Refused, at "late_why" for one after its day without a
    reason."""
    found = standing(tx, denial)
    if not found.denial.is_open:
        return None
    step = open_step(found.steps, int(draft.packet))
    if step is None:
        if found.denial.next_level is None:
            return None
        begun = OpenAppeal(denial, AppealDraft(level=found.denial.next_level, late_why=draft.late_why)).perform(tx)
        step = appeal(inside(tx), begun)
    kept = replace(
        draft,
        letter=draft.letter or (str(step.letter) if step.letter else ""),
        arrived_on=printed(step.arrived_on) if step.arrived_on else "",
        late_why=draft.late_why or step.late_why,
    )
    return date.fromisoformat(write_sent(tx, step, None, kept)["answer_due_on"])


def name_letter(tx: Transaction, denial: int, letter: int) -> None:
    """Note that a letter was issued for the step against a denial that waits to be sent; without one nothing is."""
    step = open_step(appeals_of(inside(tx), denial))
    if step:
        tx.update("appeals", step.id, {"letter_id": letter}, None)
        keep_next_step(tx, denial)
