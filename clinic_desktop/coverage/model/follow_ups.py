"""Next steps that were taken on as follow-ups, and how they go with the steps that are named now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.coverage.model.outcome import Step

FollowUpId = NewType("FollowUpId", int)

# A step without a day is followed up in a week; one that was done may be named again after as long.
FOLLOW_UP_DAYS = 7


@dataclass(frozen=True, slots=True)
class StepFollowUp:
    """A step that was taken on: `words` and `rule` as it was named then, `step_on` the day that was named with it, None
    where none was. It is to be done by `due_on` and waits until `done_on`."""

    id: FollowUpId
    version: int
    case: CaseId
    words: str
    rule: str
    step_on: date | None
    due_on: date
    made_on: date
    done_on: date | None

    @property
    def waits(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None

    def answers(self, step: Step, today: date) -> bool:
        """Whether it is this very step: the same words, by whichever rule, and it waits or was done.

        What was done counts for good where the day is the same. Else it counts for FOLLOW_UP_DAYS: some days go on with
        the calendar ("ask again in a week"), and some are really new ones.
        """
        if self.words != step.words:
            return False
        if self.done_on is None or self.step_on == step.on:
            return True
        return today < self.done_on + timedelta(FOLLOW_UP_DAYS)


@dataclass(frozen=True, slots=True)
class CaseFollowUps:
    """All follow-ups of a case that are on record, done or not, the first that is due on top."""

    case: CaseId
    kept: tuple[StepFollowUp, ...]

    def of(self, step: Step, today: date) -> StepFollowUp | None:
        """What answers a step: the one that waits, else the one that was done last."""
        found = [one for one in self.kept if one.answers(step, today)]
        return max(found, key=lambda one: (one.waits, one.done_on or date.min, one.id), default=None)

    def open_among(self, steps: Iterable[Step], today: date) -> tuple[Step, ...]:
        """The steps with a day that are neither on the list nor done."""
        return tuple(one for one in steps if one.on and self.of(one, today) is None)

    def without_step(self, steps: Iterable[Step]) -> tuple[StepFollowUp, ...]:
        """Those that wait though nothing names their step any more."""
        named = {one.words for one in steps}
        return tuple(one for one in self.kept if one.waits and one.words not in named)


@dataclass(frozen=True, slots=True)
class FoundStep:
    """A follow-up out of those of all clients: whose, and for what."""

    follow_up: StepFollowUp
    client: ClientId
    client_name: str
    reason: str

    @property
    def part(self) -> str:
        """Where in the place of the clients it was taken on."""
        return f"{self.client}/of/{self.follow_up.case}/wizard"
