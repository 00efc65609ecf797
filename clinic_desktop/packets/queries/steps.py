"""Reads which letter of a denial is the one of the step that is open or next, and which belong elsewhere."""

from collections.abc import Iterable
from datetime import date

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.loader.standing import standing_of
from clinic_desktop.appeals.model import STEP_LETTERS, Level
from clinic_desktop.appeals.queries.letters import letter_for
from clinic_desktop.appeals.rules.sending import next_step
from clinic_desktop.packets.model.packet import Packet
from clinic_desktop.packets.model.parts import Part, StepLetters
from clinic_desktop.store.reader import Reader

_DENIAL = "denial:"


def step_letters(read: Reader, found: Packet, parts: Iterable[Part], today: date) -> StepLetters:
    """How the letters of appeals among the parts stand to the step that goes out with a packet about a denial."""
    if not found.denial:
        return StepLetters()
    standing = standing_of(read, found.denial, today)
    step = next((one for one in standing.steps if not one.outcome), None)
    level: Level | None = step.level if step else next_step(standing, books()).level
    now = step.letter if step else letter_for(read, found.denial, level) if level else None
    done = {one.letter for one in standing.steps if one.outcome}
    before, others = set(), set()
    for part in parts:
        if part.source != "letter" or part.sort not in STEP_LETTERS or not part.stands_for.startswith(_DENIAL):
            continue
        if part.stands_for != f"{_DENIAL}{found.denial}":
            others.add(part.key)
        elif part.row in done or (standing.steps and level and level not in STEP_LETTERS[part.sort]):
            before.add(part.key)
    is_to_go = bool(now) and (step is None or step.sent_on is None)
    return StepLetters(f"letter:{now}" if is_to_go else "", frozenset(before), frozenset(others))
