"""The fields of diagnosis codes: one, and several in the order of the paper."""

from clinic_desktop.codes.rules.codes import parse_diagnosis_code
from clinic_desktop.errors import Refused
from clinic_desktop.values.problems import Problem, Unreadable
from clinic_desktop.wording import say
from ui.codes.shelf import Shelf
from ui.kit.finder import Choice
from ui.kit.pick import PickField, picked
from ui.kit.pick_many import PickManyField


class CodeField(PickField):
    """One code: chosen from the search, or typed as it stands on the paper. Says how the release sees it."""

    def __init__(self, key: str, shelf: Shelf) -> None:
        """Finds by code, by words, and in spite of slips."""
        super().__init__(key, say("Diagnosis"), lambda typed: code_choices(shelf, typed), _hint())
        self._shelf = shelf

    def value(self) -> str:
        """The code and its line; a code that is typed in full counts as chosen."""
        key, title = picked(super().value())
        return f"{key or _read(title)}\t{title}"

    def code(self) -> str:
        """The code, or what was typed instead of one."""
        key, title = picked(self.value())
        return key or title

    def notice(self, key: str, text: str) -> str:
        """How the release sees the code."""
        return about(self._shelf, key)


class CodesField(PickManyField):
    """Several codes. What stands in the line and was not added yet counts as the last one."""

    def __init__(self, key: str, shelf: Shelf) -> None:
        """Finds as `CodeField` does."""
        super().__init__(key, say("Diagnoses"), lambda typed: code_choices(shelf, typed), _hint(), _read)
        self._shelf = shelf
        self.changed.connect(self._judge)

    def codes(self) -> tuple[str, ...]:
        """The codes, and as the last one what was typed instead of one."""
        return tuple(key or title for key, title in map(picked, self.value().splitlines()))

    def _judge(self) -> None:
        words = [about(self._shelf, code) for code, _ in map(picked, self.value().splitlines())]
        self.show_notice(" ".join(one for one in words if one))


def code_choices(shelf: Shelf, typed: str) -> list[Choice]:
    """What the search finds; a heading is shown and cannot be chosen."""
    found = shelf.find(typed)
    return [
        Choice(hit.code, code_line(hit.code, hit.title), "" if hit.billable else say("heading"), hit.billable)
        for hit in found
    ]


def code_line(code: str, title: str) -> str:
    """A code in one line: "M54.50 · Low back pain, unspecified"."""
    return f"{code} · {title}" if title else code


def as_value(shelf: Shelf, code: str) -> str:
    """The value of a field that shows this code."""
    return f"{code}\t{code_line(code, shelf.title(code))}" if code else ""


def written(shelf: Shelf, field: str, *codes: str) -> tuple[str, ...]:
    """Those of the codes that no loaded release has and that are kept as the prescriber wrote them.

    Raises Refused at the field for a heading, and for a code that a release in force does not have.
    """
    found, problems = [], []
    for code in filter(None, map(_read, codes)):
        checked = shelf.check(code)
        if checked.standing in ("heading", "unknown"):
            problems.append(Problem(field, checked.words))
        elif checked.standing == "as_written":
            found.append(code)
    if problems:
        raise Refused(problems)
    return tuple(found)


def about(shelf: Shelf, code: str) -> str:
    """The sentence about a code that stands in a field, or about a search that is not there."""
    return shelf.check(code).words if code else shelf.trouble


def _read(typed: str) -> str:
    try:
        return parse_diagnosis_code(typed)
    except Unreadable:
        return ""


def _hint() -> str:
    return say("Code or words, as on the paper: “M54.50”, “frozen shoulder left”.")
