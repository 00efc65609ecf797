"""What follows from a denial, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinic_desktop.appeals.model import Appeal, Denial, Whose
from clinic_desktop.appeals.queries.gathered import GatheredItem
from clinic_desktop.appeals.rules.clocks import PlanAnswer
from clinic_desktop.appeals.rules.reckoning import Reckoned
from clinic_desktop.appeals.rules.words import level_words
from ui.coverage.rows import breakable
from ui.kit.grid import step
from ui.kit.text import Role, Text

_LEAST = 12


@dataclass(frozen=True, slots=True)
class Concluded:
    """What is shown: what was reckoned, whose appeal was chosen (None for the proposed one), what of all that it takes
    is there, the row and number of the superbill that the client sent in (0 for none), and why advice is missing; of
    one on record itself, and the steps against it. `answer` is what the plan owes to the step that was sent, None
    without one; `notes` is what to know before the step that counts now goes out, `after` what follows by itself where
    no step is left, "" for nothing."""

    reckoned: Reckoned
    whose: Whose | None
    gathered: Sequence[GatheredItem]
    bill: int
    bill_number: int
    troubles: Sequence[str]
    denial: Denial | None = None
    steps: Sequence[Appeal] = ()
    answer: PlanAnswer | None = None
    notes: Sequence[str] = ()
    after: str = ""

    @property
    def chosen(self) -> Whose:
        """Whose appeal it is."""
        return self.whose or self.reckoned.whose.whose

    @property
    def open_step(self) -> Appeal | None:
        """The step that is open; None without one."""
        return next((one for one in self.steps if not one.outcome), None)

    @property
    def sent(self) -> Appeal | None:
        """The open step, where it went out."""
        one = self.open_step
        return one if one and one.sent_on else None

    @property
    def last(self) -> Appeal | None:
        """The step that was answered last; None without one."""
        answered = [one for one in self.steps if one.outcome and one.answered_on]
        return max(answered, key=lambda one: (one.answered_on, one.id), default=None)

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is done about it."""
        return self.denial is not None and not self.denial.is_open

    @property
    def is_open(self) -> bool:
        """Whether a step is open, or left."""
        if self.denial and self.denial.next_level:
            return True
        return self.open_step is not None or self.reckoned.deadline is not None or not self.steps

    @property
    def level_words(self) -> str:
        """What the step that counts now is called."""
        one = self.open_step
        return level_words(self.reckoned.level, is_expedited=bool(one and one.is_expedited))


def words(text: str, role: Role = "body") -> Text:
    """A text that gives way where the window is narrow."""
    made = Text(breakable(text), role)
    made.setMinimumWidth(step(_LEAST))
    return made
