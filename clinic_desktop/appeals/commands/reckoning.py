"""Reckons, after each change, what answers a denial and by when its next step has to be there."""

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.model import Level
from clinic_desktop.appeals.queries.standing import standing_of
from clinic_desktop.appeals.rules.clocks import deadline
from clinic_desktop.appeals.rules.reckoning import level_left, reckoned
from clinic_desktop.appeals.rules.sending import DenialStanding
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction


def standing(tx: Transaction, row: int) -> DenialStanding:
    """A denial as it stands in a transaction; raises Missing."""
    return standing_of(inside(tx), row, tx.clock.today())


def keep_next_step(tx: Transaction, row: int) -> None:
    """Write on the denial which action answers it, the level that comes next, and by when the step that is open and not
    sent, or that comes next, has to be there."""
    found, known = standing(tx, row), books()
    whole = reckoned(found.notice, found.facts, known)
    left: Level | None = None
    if not whole.triage.is_final and whole.triage.key != "explain":
        left = level_left(found.notice, found.steps, found.facts, known)
    waiting = [one.due_on for one in found.steps if not one.outcome and one.sent_on is None and one.due_on]
    due = deadline(found.clock(left), known.clocks) if left else None
    day = due.due_on if due else min(waiting, default=None)
    values = {
        "action": whole.triage.key,
        "next_level": left or "",
        "due_on": day.isoformat() if day else "",
    }
    tx.update("denials", row, values, None)
