"""What goes out for a denial carries its step: nobody enters a second time that a packet or a letter was sent."""

from dataclasses import replace
from datetime import date
from typing import Any

from clinic_desktop.appeals.commands.reckoning import keep_next_step, standing
from clinic_desktop.appeals.commands.steps import OpenAppeal, log_sent, write_sent
from clinic_desktop.appeals.loader.sending import sending_of
from clinic_desktop.appeals.model import STEP_LETTERS, Appeal, AppealDraft, SentDraft
from clinic_desktop.appeals.queries.denials import appeal, appeals_of
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.dates import printed


def send_with_packet(tx: Transaction, denial: int, draft: SentDraft) -> date | None:
    """Note that the step against a denial went out with the packet of the draft: the one that waits, or that this
    packet carried before; where none was begun, the next one begins with it. Returns by when the plan has to answer,
    None where there is no step that it could be. Raises Refused, at "late_why" for one after its day without a
    reason."""
    today = tx.clock.today()
    meant = sending_of(inside(tx), denial, today, today, packet=int(draft.packet))
    if not meant.is_step:
        return None
    step = meant.step or _begun(tx, denial, AppealDraft(level=meant.level, late_why=draft.late_why))
    return date.fromisoformat(_send(tx, step, draft)["answer_due_on"])


def send_with_letter(tx: Transaction, denial: int, kind: str, draft: SentDraft) -> bool:
    """Note that the step against a denial went out with the letter of the draft alone, and log it; where none was
    begun, the next one begins with it. `kind` is that of the letter, which goes with a step at its level only. Returns
    whether there was one. Raises Refused, at "late_why" for one after its day without a reason."""
    today = tx.clock.today()
    meant = sending_of(inside(tx), denial, today, today, levels=STEP_LETTERS[kind])
    if not meant.is_step:
        return False
    # Of visits that were given none is urgent, whatever the letter asks for.
    is_urgent = kind == "appeal_expedited" and standing(tx, denial).denial.about == "ahead"
    wanted = AppealDraft(level=meant.level, is_expedited=is_urgent, late_why=draft.late_why)
    step = meant.step or _begun(tx, denial, wanted)
    log_sent(tx, step, _send(tx, step, draft))
    return True


def name_letter(tx: Transaction, denial: int, letter: int, kind: str) -> None:
    """Note that a letter of an appeal was issued about a denial: for the step at its level that waits to be sent, else
    for the one that is begun next."""
    tx.insert("denial_letters", {"denial_id": denial, "letter_id": letter, "kind": kind})
    for step in appeals_of(inside(tx), denial):
        if not step.outcome and step.sent_on is None and step.level in STEP_LETTERS[kind]:
            tx.update("appeals", step.id, {"letter_id": letter}, None)
            keep_next_step(tx, denial)
            return


def forget_letter(tx: Transaction, letter: int) -> None:
    """Note that a letter is void: a step that was not sent waits for another one. What went out with it keeps it."""
    for one in tx.all("SELECT * FROM denial_letters WHERE letter_id = ? AND retired_at IS NULL", letter):
        tx.retire("denial_letters", one["id"], one["version"])
        for step in appeals_of(inside(tx), one["denial_id"]):
            if step.letter == letter and step.sent_on is None:
                tx.update("appeals", step.id, {"letter_id": None}, None)


def _begun(tx: Transaction, denial: int, draft: AppealDraft) -> Appeal:
    return appeal(inside(tx), OpenAppeal(denial, draft).perform(tx))


def _send(tx: Transaction, step: Appeal, draft: SentDraft) -> dict[str, Any]:
    """Write it, with what is known of the step already; returns its columns."""
    kept = replace(
        draft,
        letter=draft.letter or (str(step.letter) if step.letter else ""),
        arrived_on=printed(step.arrived_on) if step.arrived_on else "",
        late_why=draft.late_why or step.late_why,
    )
    return write_sent(tx, step, None, kept)
