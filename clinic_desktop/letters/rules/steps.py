"""Where the appeal of a denial stands, as a letter has to know it: which step comes now, and what was answered last."""

from collections.abc import Sequence

from clinic_desktop.appeals.model import Appeal, Denial, Following
from clinic_desktop.appeals.rules.reckoning import last_answer, last_end
from clinic_desktop.letters.rules.record import LetterStep


def step_now(denial: Denial, steps: Sequence[Appeal], following: Following) -> LetterStep:
    """The step that is open, else the one that comes next. Where one was answered before, the day that the notice names
    says nothing of it: the answer names its own."""
    begun = next((one for one in reversed(steps) if not one.outcome), None)
    ended, answer = last_end(steps), last_answer(steps)
    silent = ended if ended and ended.outcome == "unanswered" else None
    is_out = begun is not None and begun.sent_on is not None
    return LetterStep(
        row=begun.id if begun else 0,
        level=begun.level if begun else following.level or "",
        due_on=None if is_out else begun.due_on if begun else following.due_on,
        named_on=ended.next_deadline_on if ended else denial.deadline_on,
        answered_on=answer.answered_on if answer else None,
        is_partly_won=bool(answer and answer.outcome == "partly"),
        silent_since=silent.sent_on if silent else None,
        is_first=ended is None,
        is_out=is_out,
    )
