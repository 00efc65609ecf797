"""The fields of diagnosis codes: one, and several in the order of the paper."""

from collections.abc import Callable, Sequence

from clinic_desktop.codes.rules.codes import parse_diagnosis_codes
from clinic_desktop.errors import Refused
from clinic_desktop.referrals.model import MOST_DIAGNOSES
from clinic_desktop.referrals.rules.prescriptions import no_room
from clinic_desktop.values.problems import Problem
from clinic_desktop.wording import say
from ui.codes.shelf import Shelf
from ui.kit.finder import Choice
from ui.kit.pick import PickField, picked
from ui.kit.pick_many import PickManyField


class CodeField(PickField):
    """One code: chosen from the search, or typed as it stands on the paper. Says how the release sees it."""

    def __init__(self, key: str, shelf: Shelf) -> None:
        """Finds by code, by words, and in spite of slips."""
        super().__init__(key, say("Diagnosis"), lambda typed: code_choices(shelf, typed), _hint(), takes_enter=True)
        self._shelf = shelf
        self.box.entered.connect(self._on_entered)
        shelf.ready.connect(self._on_ready)
        self._on_ready()

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
        return about(self._shelf, [key] if key else [])

    def _on_entered(self) -> None:
        """Enter takes a code that is typed in full, else the best where that is sure; what is neither is named."""
        key, _ = picked(self.value())
        best = None if key else self.box.best()
        if best:
            self._on_chosen(best.key, best.title)
        elif key:
            self.focusNextChild()
        else:
            self.show_notice(_unknown())

    def _on_ready(self) -> None:
        self.box.look_again()
        self.show_notice(self.notice(*picked(self.value())))


class CodesField(PickManyField):
    """Several codes. What stands in the line and was not added yet counts as the last one."""

    def __init__(self, key: str, shelf: Shelf) -> None:
        """Finds as `CodeField` does."""
        super().__init__(
            key, say("Diagnoses"), lambda typed: code_choices(shelf, typed), _hint(), parse_diagnosis_codes
        )
        self._shelf = shelf
        shelf.ready.connect(self._on_ready)
        self._on_ready()

    def codes(self) -> tuple[str, ...]:
        """The codes, and as the last one what was typed instead of one."""
        return tuple(key or title for key, title in map(picked, self.value().splitlines()))

    def notice(self, keys: Sequence[str]) -> str:
        """How the release sees each of the codes, and that there is no room for more than twelve."""
        return no_room() if len(keys) > MOST_DIAGNOSES else about(self._shelf, keys)

    def unknown(self, typed: str) -> str:
        """Neither a code nor words that one code fits."""
        return _unknown()

    def _on_ready(self) -> None:
        self.box.look_again()
        self._on_changed()


def code_choices(shelf: Shelf, typed: str) -> list[Choice]:
    """What the search finds; a heading is shown and cannot be chosen, and the first is sure when all words fit it."""
    found = shelf.search(typed)
    return [
        Choice(
            hit.code,
            code_line(hit.code, hit.title),
            "" if hit.billable else say("heading"),
            can_be_chosen=hit.billable,
            is_sure=found.is_sure,
        )
        for hit in found.hits
    ]


def code_line(code: str, title: str) -> str:
    """A code in one line: "M54.50 · Low back pain, unspecified"."""
    return f"{code} · {title}" if title else code


def as_value(shelf: Shelf, code: str) -> str:
    """The value of a field that shows this code."""
    return f"{code}\t{code_line(code, shelf.title(code))}" if code else ""


def written(shelf: Shelf, field: str, codes: Sequence[str], read: Callable[[], object]) -> tuple[str, ...]:
    """Those of the codes that no loaded release has and that are kept as the prescriber wrote them.

    `read` reads the rest of the form. Raises Refused with what it says and, at the field, a heading or a code that a
    release does not have: all at once, as every form does.
    """
    checked = [(code, shelf.check(code)) for code in filter(None, map(_read, codes))]
    wrong = [Problem(field, one.words) for _, one in checked if one.standing in ("heading", "unknown")]
    if wrong:
        try:
            read()
        except Refused as refused:
            wrong = [*(Problem(one.field, one.words) for one in refused.problems), *wrong]
        raise Refused(wrong)
    return tuple(code for code, one in checked if one.standing == "as_written")


def about(shelf: Shelf, codes: Sequence[str]) -> str:
    """The sentences about codes that stand in a field, or about a search that is not there."""
    words = dict.fromkeys(shelf.check(code).words for code in codes) or {shelf.trouble: None}
    return " ".join(filter(None, words))


def _read(typed: str) -> str:
    codes = parse_diagnosis_codes(typed)
    return codes[0] if len(codes) == 1 else ""


def _hint() -> str:
    return say("Type the code, or words that find it: “M54.50”, “frozen shoulder left”.")


def _unknown() -> str:
    return say("No code fits all of these words. Choose one from the list, or type the code as on the paper.")
