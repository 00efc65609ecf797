"""What can be wrong without being a bug. Everything else that is raised is a bug."""

from collections.abc import Sequence
from typing import Protocol


class FieldProblem(Protocol):
    """One sentence about one field of a form."""

    @property
    def field(self) -> str:
        """The form's key of the field, or "" for the form as a whole."""

    @property
    def words(self) -> str:
        """The translated sentence a person reads."""


class ClinicError(Exception):
    """An error a person can do something about; `words` is the sentence they read."""

    def __init__(self, words: str) -> None:
        """Keep the translated sentence."""
        super().__init__(words)
        self.words = words


class Refused(ClinicError):
    """A command does not take what was typed; each problem belongs at its field."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        """Keep the problems in the order in which a form shows them."""
        super().__init__(" ".join(problem.words for problem in problems))
        self.problems = tuple(problems)


class NotAllowed(ClinicError):
    """The person signed in may not do this."""


class Missing(ClinicError):
    """The row that was asked for is not there."""


class ChangedSince(ClinicError):
    """The row was changed by somebody else after it was read."""


class StoreTrouble(ClinicError):
    """The world is in the way: disk full, file locked, read-only or damaged."""


class CannotWrite(StoreTrouble):
    """The disk is full, or the file or its folder lets only read: what is there can be read on."""


class Busy(StoreTrouble):
    """Something of this program that takes long is being written: it can be saved as soon as that is done."""


class Damaged(StoreTrouble):
    """The clinic's file or its keys are gone or cannot be read any more: trying again helps nobody, a backup does."""


class FilesLost(StoreTrouble):
    """Some files of a backup are whole nowhere any more; the rest of it is, and may be restored without them."""


class TooNew(StoreTrouble):
    """The file was made by a newer program; it was left untouched."""


class WrongPassword(ClinicError):
    """The password or the recovery key does not open the slot; the file itself may be fine."""
