"""What goes out against a denial tells its plan of visits: never of what the client keeps from it (45 CFR 164.522)."""

from datetime import date
from typing import Any

from clinic_desktop.appeals.model import Appeal, SentDraft
from clinic_desktop.appeals.queries.denials import denial
from clinic_desktop.appeals.queries.telling import denial_telling
from clinic_desktop.restrictions.commands import refuse_kept
from clinic_desktop.restrictions.queries import paper_telling
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.wording import say


def refuse_told(tx: Transaction, step: Appeal, draft: SentDraft, values: dict[str, Any]) -> None:
    """Raises Refused where the client keeps from the plan what a step tells it: the visits of the denial, and those in
    the letter and in the packet. What the client sends is the client’s own doing."""
    of, on = denial(inside(tx), step.denial), date.fromisoformat(values["sent_on"])
    if of.whose == "member" or on == step.sent_on:
        return
    todo = say("Do not send it. If it went there all the same, log that in Disclosures.")
    refuse_kept(tx, denial_telling(tx, of, on), "sent_on", todo)
    for kind, row in (("letter", draft.letter), ("packet", draft.packet)):
        refuse_kept(tx, paper_telling(tx, kind, int(row or 0), on), "sent_on", todo)
